"""Withdrawal, consents that are taken back, accounts that go: what is left, searched for in every table."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone

from audit.models import Event
from cases.actions.withdrawing import withdraw
from cases.attachments.querysets import visible_attachments
from cases.deletion import erase
from cases.models import Attachment, Case, CaseVersion, Consent, Hold, Layer, Offer, Outcome, RelayLink, Reply
from cases.pairing.querysets import is_looking
from cases.states import State
from cases.treating import Treating, name_treating
from cases.writing.actions.consenting import end_consent, give_consent, set_consents
from cases.writing.actions.starting import drop_stale_drafts
from tests.factories.cases import OrganisationFactory, family, in_state, member, opinion_on, reply_to, staff_of
from tests.factories.vocabulary import DiseaseFactory

pytestmark = pytest.mark.django_db
CANARY = "quokkaword"


def full_case(state=State.RELAYED):
    """Return a case with the canary in everything that holds text."""
    case, now = in_state(state), timezone.now()
    case.texts = {name: f"{CANARY} {name}" for name in ("title", "question", "story", "tests")}
    case.key_words = [CANARY]
    case.save()
    name_treating(case=case, details=Treating(CANARY, f"{CANARY}@hospital.example"), by=case.owner)
    CaseVersion.objects.create(case=case, number=1, said={"texts": {"story": CANARY}}, until=now)
    reply = reply_to(case, text=f"I think {CANARY}", reference=f"https://{CANARY}.example/")
    reply.versions.create(text=f"Before: {CANARY}", until=now)
    opinion_on(case)
    synthesis = case.syntheses.create(
        number=1, author=case.liaison, said={"tests": [CANARY]}, plain_summary=CANARY, is_ready=True, made_at=now
    )
    RelayLink.objects.create(
        case=case, synthesis=synthesis, key_digest="k", code_digest="c", made_at=now, expires_at=now
    )
    Outcome.objects.create(case=case, kind="confirmed", disease=DiseaseFactory(), party="owner", at=now)
    Hold.objects.create(case=case, section="story", kind="person", rule="title", start=0, end=5, print="p")
    attach(case)
    return case


def attach(case):
    attachment = Attachment(case=case, group=case.pk, width=1, height=1, caption=CANARY, added_at=timezone.now())
    attachment.file.save("x.jpg", ContentFile(b"pixels"))
    return attachment


def tables_with(word):
    """Return the columns of all tables of the hub in which a word stands, whatever their type."""
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            for field in model._meta.local_concrete_fields:
                column = connection.ops.quote_name(field.column)
                table = connection.ops.quote_name(model._meta.db_table)
                cursor.execute(f"SELECT COUNT(*) FROM {table} WHERE CAST({column} AS TEXT) LIKE %s", [f"%{word}%"])  # noqa: S608  names of models
                if cursor.fetchone()[0]:
                    found.append(f"{model._meta.label}.{field.name}")
    return found


def test_a_withdrawn_case_leaves_no_word_in_any_table(django_capture_on_commit_callbacks):
    case = full_case()
    assert len(tables_with(CANARY)) >= 8
    [attachment] = case.attachments.all()
    storage, name = attachment.file.storage, attachment.file.name
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(case=case, by=case.owner, now=timezone.now())
        assert storage.exists(name)
    assert not storage.exists(name)
    assert tables_with(CANARY) == []
    assert not RelayLink.objects.exists()
    assert not Outcome.objects.exists()
    case.refresh_from_db()
    assert (case.state, case.country, case.age_band) == ("withdrawn", "GB", "")
    assert case.signs.count() == 0
    assert case.passages.last().state == "withdrawn"
    assert not case.consents.filter(ended_at=None).exists()


@pytest.mark.parametrize("state", [state for state in State if state != State.WITHDRAWN])
def test_a_case_is_withdrawn_in_any_state_and_never_twice(state):
    case = in_state(state)
    withdraw(case=case, by=case.owner, now=timezone.now())
    case.refresh_from_db()
    assert case.state == "withdrawn"
    with pytest.raises(ValidationError):
        withdraw(case=case, by=case.owner, now=timezone.now())


def test_a_case_that_is_hidden_for_now_can_be_withdrawn():
    case = in_state("open", quarantined_at=timezone.now())
    withdraw(case=case, by=case.owner, now=timezone.now())
    assert Case.objects.get(pk=case.pk).state == "withdrawn"


def test_nobody_but_the_owner_withdraws():
    case = in_state("open")
    for other in (family(), member(), case.liaison):
        with pytest.raises(PermissionDenied):
            withdraw(case=case, by=other, now=timezone.now())
    assert Case.objects.get(pk=case.pk).texts


def test_an_offer_that_waits_ends_with_the_case():
    case, now = in_state("screened"), timezone.now()
    round_ = case.rounds.create(number=1, seed="s", ranking=[], at=now)
    case.offers.create(hero=member(), round=round_, made_at=now, due_at=now)
    withdraw(case=case, by=case.owner, now=now)
    assert Offer.objects.get().answer == "ended"


def test_taking_back_that_physicians_read_withdraws_a_case_that_was_sent():
    case = full_case(State.OPEN)
    end_consent(case=case, layer=Layer.READ, by=case.owner, now=timezone.now())
    assert Case.objects.get(pk=case.pk).state == "withdrawn"
    assert tables_with(CANARY) == []


def test_taking_back_the_relay_ends_the_links_that_nobody_opened():
    case = full_case()
    end_consent(case=case, layer=Layer.RELAY, by=case.owner, now=timezone.now())
    assert RelayLink.objects.get().ended_at
    assert Case.objects.get(pk=case.pk).state == "relayed"


def test_taking_back_the_pictures_hides_them_at_once():
    case = in_state("open")
    reader = member()
    attachment = attach(case)
    Attachment.objects.update(looks="cleared")
    give_consent(case=case, layer=Layer.PICTURES, by=case.owner, now=timezone.now())
    assert attachment in visible_attachments(reader)
    end_consent(case=case, layer=Layer.PICTURES, by=case.owner, now=timezone.now())
    assert attachment not in visible_attachments(reader)


def test_a_consent_is_never_changed_but_ended_and_given_anew():
    case = in_state("draft")
    now = timezone.now()
    set_consents(
        case=case, layers=["read", "relay", "teaching"], agreed_by="guardian", has_assent=True, by=case.owner, now=now
    )
    given = case.consents.filter(ended_at=None)
    assert {(one.layer, one.agreed_by, one.has_assent) for one in given} == {
        (layer, "guardian", True) for layer in ("read", "relay", "teaching")
    }
    assert case.consents.exclude(ended_at=None).count() == 2
    set_consents(case=case, layers=["read"], agreed_by="guardian", has_assent=True, by=case.owner, now=now)
    assert [one.layer for one in case.consents.filter(ended_at=None)] == ["read"]
    assert Event.objects.filter(action="consent_ended").count() == 4
    assert Event.objects.filter(action="consent_given").count() == 3


def test_consents_of_a_case_that_was_sent_are_not_set_as_a_whole():
    case = in_state("open")
    with pytest.raises(ValidationError):
        set_consents(case=case, layers=[], agreed_by="patient", has_assent=False, by=case.owner, now=timezone.now())
    assert Consent.objects.filter(case=case, ended_at=None).count() == 2


def test_the_cases_of_an_account_that_goes_are_withdrawn_and_its_answers_stay_without_author():
    physician = member()
    own = in_state("open", owner=physician, origin="physician")
    led = in_state("paired", liaison=physician)
    advised = in_state("open", liaison=physician)
    reply = reply_to(in_state("open"), author=physician)
    unsent = reply_to(in_state("open"), author=physician, is_draft=True)
    erase(physician)
    physician.delete()
    own.refresh_from_db()
    led.refresh_from_db()
    advised.refresh_from_db()
    assert (own.state, own.texts, own.owner) == ("withdrawn", {}, None)
    assert (led.state, led.liaison) == ("screened", None)
    assert (advised.state, advised.liaison, is_looking(advised)) == ("open", None, True)
    assert Reply.objects.get(pk=reply.pk).author is None
    assert not Reply.objects.filter(pk=unsent.pk).exists()


def test_a_familys_case_stays_with_its_organisation_while_somebody_else_works_there():
    organisation = OrganisationFactory()
    one, other = staff_of(organisation), staff_of(organisation)
    case = in_state("open", owner=one, origin="organisation", organisation=organisation)
    erase(one)
    assert Case.objects.get(pk=case.pk).state == "open"
    erase(other)
    one.delete()
    assert Case.objects.get(pk=case.pk).state == "open"


def test_a_draft_that_nobody_saved_for_ninety_days_is_gone_and_nothing_else():
    now = timezone.now()
    old, fresh = in_state("draft", saved_at=now - timedelta(days=91)), in_state("draft", saved_at=now)
    sent = in_state("submitted", saved_at=now - timedelta(days=200))
    assert drop_stale_drafts(now=now) == 1
    assert set(Case.objects.values_list("pk", flat=True)) == {fresh.pk, sent.pk}
    assert old.pk not in {fresh.pk, sent.pk}
