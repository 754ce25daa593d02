"""Who says yes for a patient: the answers there are, which of them fit an age, and the child's own."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cases.bands import AgeBand
from cases.models import Case
from cases.writing.actions.consenting import set_consents
from cases.writing.actions.submitting import Refused, submit
from cases.writing.agreeing import NO_ASSENT, OF_A_CHILD, OF_AN_ADULT
from cases.writing.forms import ConsentForm
from tests.cases.writing.filling import send_step
from tests.cases.writing.test_pages import asked
from tests.factories.cases import OrganisationFactory, in_state, member, moderator, staff_of

pytestmark = pytest.mark.django_db
BELOW_TEENS = [AgeBand.NEWBORN, AgeBand.INFANT, AgeBand.TODDLER, AgeBand.SCHOOL]


def agree(case, agreed_by, *, has_assent=False):
    set_consents(
        case=case,
        layers=["read", "relay"],
        agreed_by=agreed_by,
        has_assent=has_assent,
        by=case.owner,
        now=timezone.now(),
    )


def troubles(case):
    with pytest.raises(Refused) as refusal:
        submit(case=case, by=case.owner, now=timezone.now())
    return {(trouble.step, trouble.field) for trouble in refusal.value.troubles}


@pytest.mark.parametrize("age_band", BELOW_TEENS)
def test_a_small_child_is_not_said_to_agree_alone(client, age_band):
    case = in_state("draft", age_band=age_band)
    with pytest.raises(ValidationError, match=OF_A_CHILD):
        agree(case, "patient")
    client.force_login(case.owner)
    page = send_step(client, case, 5, agreed_by="patient", layers=["read", "relay"], nobody="on")
    assert page.status_code == 422
    assert OF_A_CHILD in page.content.decode()


@pytest.mark.parametrize("age_band", [AgeBand.TEEN, AgeBand.A18])
def test_a_teen_and_an_adult_may_agree_themselves(age_band):
    case = in_state("draft", age_band=age_band)
    agree(case, "patient", has_assent=True)
    submit(case=case, by=case.owner, now=timezone.now())


def test_somebody_who_cares_for_an_adult_has_an_answer_that_is_true_and_none_for_a_child(client):
    case = in_state("draft")
    client.force_login(case.owner)
    assert send_step(client, case, 5, agreed_by="carer", layers=["read", "relay"], nobody="on").status_code == 302
    assert set(case.consents.filter(ended_at=None).values_list("agreed_by", flat=True)) == {"carer"}
    with pytest.raises(ValidationError, match=OF_AN_ADULT):
        agree(in_state("draft", age_band=AgeBand.TEEN), "carer")


def test_staff_say_that_the_family_signed_and_nobody_else_can():
    organisation = OrganisationFactory()
    case = in_state("draft", owner=staff_of(organisation), origin="organisation", organisation=organisation)
    assert [way for way, _ in ConsentForm(case).fields["agreed_by"].choices] == ["organisation"]
    agree(case, "organisation")
    alone = in_state("draft")
    assert "organisation" not in [way for way, _ in ConsentForm(alone).fields["agreed_by"].choices]
    with pytest.raises(ValidationError):
        agree(alone, "organisation")


def test_an_age_that_is_changed_after_the_consent_asks_for_it_anew():
    case = in_state("draft")
    Case.objects.filter(pk=case.pk).update(age_band=AgeBand.TODDLER)
    case.refresh_from_db()
    assert troubles(case) == {(5, "agreed_by")}


def test_nobody_having_said_who_agrees_keeps_a_case_from_being_sent():
    case = in_state("draft")
    case.consents.update(agreed_by="")
    assert troubles(case) == {(5, "agreed_by")}


@pytest.mark.parametrize("age_band", [AgeBand.SCHOOL, AgeBand.TEEN])
def test_a_child_that_can_understand_is_asked_too(client, age_band):
    case = in_state("draft", age_band=age_band)
    agree(case, "guardian")
    assert troubles(case) == {(5, "has_assent")}
    client.force_login(case.owner)
    page = send_step(client, case, 5, agreed_by="guardian", layers=["read", "relay"], nobody="on")
    assert page.status_code == 422 and NO_ASSENT in page.content.decode()
    sent = send_step(client, case, 5, agreed_by="guardian", layers=["read", "relay"], has_assent="on", nobody="on")
    assert sent.status_code == 302
    submit(case=case, by=case.owner, now=timezone.now())


def test_a_small_child_is_not_asked():
    case = in_state("draft", age_band=AgeBand.INFANT)
    agree(case, "guardian")
    submit(case=case, by=case.owner, now=timezone.now())


def test_a_physician_says_whether_a_child_agrees(client):
    client.force_login(member())
    told = asked(age_band="school", agreed=1, by_guardian=1, send=1)
    refused = client.post("/cases/ask/", told)
    assert refused.status_code == 422 and NO_ASSENT in refused.content.decode()
    case = Case.objects.get()
    address = reverse("case_ask_write", args=[case.pk])
    client.post(address, told | {"revision": refused.context["revision"], "has_assent": 1})
    case.refresh_from_db()
    assert case.state == "submitted"
    assert set(case.consents.filter(ended_at=None).values_list("agreed_by", "has_assent")) == {("guardian", True)}


def test_a_physicians_small_patient_does_not_agree_alone_and_what_was_written_stands(client):
    client.force_login(member())
    refused = client.post("/cases/ask/", asked(age_band="toddler", agreed=1, send=1))
    page = refused.content.decode()
    assert refused.status_code == 422
    assert OF_A_CHILD in page and "Ataxia and cataract" in page
    assert "It is not saved yet" not in page
    assert "What you wrote is saved; only this is not." in page
    assert "Saved just now" in page
    assert 'name="agreed" value="1" checked' in page


@pytest.mark.parametrize(
    ("age_band", "agreed_by", "words"),
    [
        ("school", "guardian", ["A parent or guardian", "Knows and agrees"]),
        ("40-49", "carer", ["The patient, an adult; somebody else writes for them"]),
    ],
)
def test_the_desk_reads_who_agreed_and_whether_the_child_did(client, age_band, agreed_by, words):
    case = in_state("submitted", age_band=age_band)
    case.consents.update(agreed_by=agreed_by)
    client.force_login(moderator())
    page = client.get(reverse("case_screen", args=[case.pk])).content.decode()
    assert all(word in page for word in words)
    said = client.get(f"/api/hub/v1/cases/{case.pk}/screening").json()
    assert (said["agreed_by"], said["has_assent"]) == (agreed_by, age_band == "school")
