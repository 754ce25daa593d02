"""The owner of a hidden case writes it anew: when asked, through the scanner, and only two moderators bring it back."""

import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit.kinds import Action
from audit.models import Event
from cases.actions.hiding import quarantine
from cases.desk.actions.returning import agree_to_show, ask_to_rewrite
from cases.desk.actions.rewriting import rewrite
from cases.models import Case, CaseVersion, Origin
from cases.writing.actions.submitting import Refused
from tests.cases.desk.people import now
from tests.factories.cases import OrganisationFactory, family, member, moderator, open_case, staff_of
from tests.templates.test_html import faults

pytestmark = pytest.mark.django_db
CLEAN = {"story": "Walking got worse over the years."}


def asked_case(**fields):
    case = open_case(**fields)
    quarantine(case=case, reason="name", by=None, now=now())
    ask_to_rewrite(case=case, by=moderator(), now=now())
    return Case.objects.get(pk=case.pk)


def test_the_new_text_stays_hidden_until_two_moderators_agree_and_the_old_one_is_not_kept():
    case = asked_case()
    rewrite(case=case, changes=CLEAN, by=case.owner, now=now())
    case.refresh_from_db()
    assert case.texts["story"] == CLEAN["story"] and case.quarantined_at
    assert not CaseVersion.objects.exists()
    assert agree_to_show(case=case, by=moderator(), now=now()) is False
    assert agree_to_show(case=case, by=moderator(), now=now()) is True
    assert Case.objects.readable_by(member()).get(pk=case.pk).texts["story"] == CLEAN["story"]


def test_a_yes_to_the_first_new_text_does_not_count_for_a_second_one():
    case = asked_case()
    rewrite(case=case, changes=CLEAN, by=case.owner, now=now())
    case.refresh_from_db()  # as it is read, here and below
    agree_to_show(case=case, by=moderator(), now=now())
    rewrite(case=case, changes={"story": "Walking got much worse."}, by=case.owner, now=now())
    case.refresh_from_db()
    assert agree_to_show(case=case, by=moderator(), now=now()) is False


def test_what_must_not_stand_there_is_refused_at_its_field_and_nothing_changes():
    case = asked_case()
    with pytest.raises(Refused) as refusal:
        rewrite(case=case, changes={"story": "Write to tom@example.org"}, by=case.owner, now=now())
    assert "story" in refusal.value.message_dict
    before = case.texts["story"]
    case.refresh_from_db()
    assert (case.texts["story"], case.rewritten_at) == (before, None)


def test_what_the_scanner_is_unsure_of_waits_for_a_moderator():
    case = asked_case()
    rewrite(case=case, changes={"story": "Mrs Katarzyna Wisniewska said she walks badly."}, by=case.owner, now=now())
    assert case.holds.filter(cleared_at=None).exists()
    case.refresh_from_db()
    with pytest.raises(ValidationError, match="marked"):
        agree_to_show(case=case, by=moderator(), now=now())


@pytest.mark.parametrize("who", [family, member, moderator])
def test_nobody_else_writes_in_it(who):
    case = asked_case()
    for by in (who(), case.liaison):
        with pytest.raises(PermissionDenied):
            rewrite(case=case, changes=CLEAN, by=by, now=now())


def test_nobody_writes_in_a_case_unless_a_moderator_asked():
    case = open_case()
    for _ in range(2):
        with pytest.raises(PermissionDenied):
            rewrite(case=case, changes=CLEAN, by=case.owner, now=now())
        quarantine(case=case, reason="name", by=None, now=now())


def test_bands_and_signs_are_not_written_here():
    case = asked_case()
    with pytest.raises(ValidationError):
        rewrite(case=case, changes={"country": "NZ"}, by=case.owner, now=now())


def test_the_owner_does_it_on_a_page_and_by_the_api(client):
    case = asked_case(key_words=["ataxia"])
    client.force_login(case.owner)
    address = f"/cases/{case.pk}/rewriting/"
    shown = client.get(address).content.decode()
    assert case.texts["story"] in shown and faults(shown) == {}
    answer = client.post(address, {**case.texts, "story": "Call 020 7946 0018", "key_words": "ataxia"})
    assert answer.status_code == 422 and "020 7946 0018" in answer.content.decode()
    assert client.post(address, {**case.texts, **CLEAN, "key_words": "ataxia, falls"}).status_code == 302
    case.refresh_from_db()
    assert (case.texts["story"], case.key_words) == (CLEAN["story"], ["ataxia", "falls"])
    body = json.dumps({"texts": {"story": "Anew."}})
    api = f"/api/hub/v1/cases/{case.pk}/rewriting"
    assert client.put(api, body, content_type="application/json").status_code == 204
    case.refresh_from_db()
    assert case.texts["story"] == "Anew."


@pytest.mark.parametrize("who", [family, member, moderator, lambda: staff_of(OrganisationFactory())])
def test_for_everybody_else_there_is_no_such_page(client, who):
    case, unasked = asked_case(), open_case()
    client.force_login(who())
    for one in (case, unasked):
        assert client.get(f"/cases/{one.pk}/rewriting/").status_code == 404
        api = f"/api/hub/v1/cases/{one.pk}/rewriting"
        assert client.put(api, json.dumps({"texts": CLEAN}), content_type="application/json").status_code == 404


def test_staff_who_brought_a_case_for_a_family_write_it_anew():
    organisation = OrganisationFactory()
    staff = staff_of(organisation)
    case = asked_case(origin=Origin.ORGANISATION, organisation=organisation, owner=staff)
    rewrite(case=case, changes=CLEAN, by=staff_of(organisation), now=now())
    assert Case.objects.get(pk=case.pk).rewritten_at


def test_a_colleague_of_the_owner_who_opens_the_page_leaves_a_line_and_the_owner_none(client):
    organisation = OrganisationFactory()
    case = asked_case(origin=Origin.ORGANISATION, organisation=organisation, owner=staff_of(organisation))
    for reader, count in ((case.owner, 0), (staff_of(organisation), 1)):
        client.force_login(reader)
        assert client.get(f"/cases/{case.pk}/rewriting/").status_code == 200
        assert Event.objects.filter(action=Action.CASE_READ, subject=str(case.pk)).count() == count
