"""A case that an organisation brought is its staff's: whoever leaves acts for it no more, whoever wrote it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.roles import Role
from audit.models import Event
from cases.actions.withdrawing import withdraw
from cases.deletion import erase
from cases.models import Case, Origin
from cases.news import owners
from cases.own_data import own_data
from cases.permissions import is_owner
from cases.readers import may_know
from cases.states import State
from cases.thread.permissions import speaks_for_patient
from cases.treating import Treating, name_treating
from cases.writing.actions.starting import DRAFTS_MOST, start_case
from tests.factories.cases import CaseFactory, OrganisationFactory, in_state, staff_of

pytestmark = pytest.mark.django_db
WORDS = "Loose stools"


@pytest.fixture
def organisation():
    return OrganisationFactory()


def left(organisation, state=State.OPEN, colleague=True):
    """Return a case of an organisation, who wrote it and left, and a colleague who stays."""
    writer, stays = staff_of(organisation), staff_of(organisation) if colleague else None
    case = in_state(state, origin=Origin.ORGANISATION, organisation=organisation, owner=writer)
    organisation.staff.remove(writer)
    return case, writer, stays


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.OPEN, State.RELAYED])
def test_who_left_reads_and_knows_the_case_no_more_and_a_colleague_does(organisation, state):
    case, writer, colleague = left(organisation, state)
    for user, expected in ((writer, False), (colleague, True)):
        assert Case.objects.readable_by(user).filter(pk=case.pk).exists() is expected
        assert Case.objects.known_to(user).filter(pk=case.pk).exists() is expected
        assert is_owner(case, user) is expected
        assert ((user.pk, case.pk) in may_know([user.pk], [case.pk])) is expected


def test_who_left_finds_no_page_of_the_case(organisation, client):
    case, writer, _ = left(organisation)
    client.force_login(writer)
    for address in ("", "status/", "events/", "outcome/", "attachments/"):
        assert client.get(f"/cases/{case.pk}/{address}").status_code == 404
    for part in ("", "/attachments", "/events", "/relay", "/outcomes"):
        assert client.get(f"/api/hub/v1/cases/{case.pk}{part}").status_code == 404


def test_who_left_withdraws_nothing_and_takes_nothing_along(organisation):
    case, writer, colleague = left(organisation)
    name_treating(case=case, details=Treating("Dr Quokkina", "q@example.org"), by=colleague)
    assert "Quokkina" not in str(own_data(writer)) and WORDS not in str(own_data(writer))
    with pytest.raises(PermissionDenied):
        withdraw(case=case, by=writer, now=timezone.now())
    withdraw(case=case, by=colleague, now=timezone.now())


def test_who_is_still_staff_takes_along_what_they_wrote(organisation):
    writer = staff_of(organisation)
    in_state(State.OPEN, origin=Origin.ORGANISATION, organisation=organisation, owner=writer)
    assert WORDS in str(own_data(writer))


def test_news_and_events_of_the_case_are_not_for_who_left(organisation):
    case, _, colleague = left(organisation)
    assert owners(case) == [colleague]
    name_treating(case=case, details=None, by=colleague)
    assert Event.objects.latest("number").owner is None


@pytest.mark.parametrize("colleague", [True, False])
def test_the_case_stays_with_the_organisation_when_the_account_of_who_left_is_deleted(organisation, colleague):
    case, writer, _ = left(organisation, colleague=colleague)
    erase(writer)
    case.refresh_from_db()
    assert case.state == State.OPEN


def test_who_left_and_moderates_now_does_not_watch_over_what_they_wrote(organisation):
    case, writer, _ = left(organisation, State.SUBMITTED)
    writer.role = Role.MODERATOR
    writer.save()
    assert not Case.objects.readable_by(writer).filter(pk=case.pk).exists()
    assert not Case.objects.to_screen_by(writer).filter(pk=case.pk).exists()


def test_who_left_and_is_a_physician_now_does_not_speak_for_the_patient(organisation):
    case, writer, _ = left(organisation)
    assert not speaks_for_patient(case, writer)


def test_drafts_that_stayed_behind_do_not_count_for_who_left(organisation):
    writer, elsewhere = staff_of(organisation), OrganisationFactory()
    CaseFactory.create_batch(DRAFTS_MOST, owner=writer, origin=Origin.ORGANISATION, organisation=organisation)
    organisation.staff.remove(writer)
    elsewhere.staff.add(writer)
    assert start_case(by=writer, now=timezone.now()).organisation == elsewhere
