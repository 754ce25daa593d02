"""What a liaison does before physicians answer."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from audit.kinds import Action
from audit.models import Event
from cases.models import Case, SteppedBack, TreatingPhysician
from cases.relay.actions.leading import note_contact, open_case, step_back
from cases.states import State
from cases.treating import Treating, name_treating, read_treating
from tests.factories.cases import in_state, member

pytestmark = pytest.mark.django_db
Contact = TreatingPhysician.Contact
NOW = timezone.now()


def events(action, case):
    return list(Event.objects.filter(action=action, subject=str(case.pk)))


def test_a_case_is_opened_after_it_was_read_and_the_treating_physician_was_reached():
    case = in_state(State.PAIRED)
    note_contact(case=case, contact=Contact.REACHED, by=case.liaison, now=NOW)
    open_case(case=case, has_read=True, by=case.liaison, now=NOW)
    case.refresh_from_db()
    assert (case.state, case.opened_at) == (State.OPEN, NOW)


@pytest.mark.parametrize("contact", [None, Contact.NOT_YET])
def test_a_case_is_not_opened_before_anybody_spoke_to_the_treating_physician(contact):
    case = in_state(State.PAIRED)
    if contact:
        note_contact(case=case, contact=contact, by=case.liaison, now=NOW)
    with pytest.raises(ValidationError, match="Speak to the treating physician"):
        open_case(case=case, has_read=True, by=case.liaison, now=NOW)


def test_a_family_without_a_physician_does_not_keep_its_case_from_being_opened():
    case = in_state(State.PAIRED)
    note_contact(case=case, contact=Contact.NOBODY, by=case.liaison, now=NOW)
    assert open_case(case=case, has_read=True, by=case.liaison, now=NOW).state == State.OPEN


def test_a_physicians_own_case_needs_nobody_else_to_be_reached():
    case = in_state(State.PAIRED, origin="physician")
    assert open_case(case=case, has_read=True, by=case.liaison, now=NOW).state == State.OPEN


def test_a_case_that_nobody_read_stays_shut():
    case = in_state(State.PAIRED)
    with pytest.raises(ValidationError, match="Read the case"):
        open_case(case=case, has_read=False, by=case.liaison, now=NOW)


@pytest.mark.parametrize("act", ["contact", "open", "back"])
def test_nobody_but_the_liaison_does_any_of_it(act):
    case, other = in_state(State.PAIRED), member()
    for user in (other, case.owner):
        with pytest.raises(PermissionDenied):
            if act == "contact":
                note_contact(case=case, contact=Contact.REACHED, by=user, now=NOW)
            elif act == "open":
                open_case(case=case, has_read=True, by=user, now=NOW)
            else:
                step_back(case=case, by=user, now=NOW)


def test_a_liaison_whose_licence_lapsed_is_none_any_more():
    case = in_state(State.PAIRED)
    case.liaison.verified_until = NOW - timedelta(days=1)
    case.liaison.save()
    with pytest.raises(PermissionDenied):
        step_back(case=case, by=case.liaison, now=NOW)


def test_who_gives_a_case_back_is_not_asked_again_and_the_search_goes_on():
    case = in_state(State.PAIRED)
    liaison = case.liaison
    step_back(case=case, by=liaison, now=NOW)
    case.refresh_from_db()
    assert (case.state, case.liaison) == (State.SCREENED, None)
    assert SteppedBack.objects.filter(case=case, hero=liaison).exists()


def test_a_program_gives_a_case_back_and_takes_one_on_at_the_same_address(client):
    case, other = in_state(State.OPEN), member()
    address = f"/api/hub/v1/cases/{case.pk}/liaison"
    for user, send in ((case.liaison, client.delete), (other, client.post)):
        client.force_login(user)
        assert send(address).status_code == 204
    assert Case.objects.get(pk=case.pk).liaison == other


def test_an_open_case_that_is_given_back_stays_open():
    case = in_state(State.OPEN)
    step_back(case=case, by=case.liaison, now=NOW)
    assert Case.objects.get(pk=case.pk).state == State.OPEN


def test_the_address_of_the_treating_physician_is_sealed_and_each_reading_is_written_down():
    case = in_state(State.PAIRED)
    name_treating(case=case, details=Treating("Dr Quokka", "quokka@example.org"), by=case.owner)
    assert b"Quokka" not in bytes(TreatingPhysician.objects.get(case=case).sealed)
    assert read_treating(case=case, by=case.liaison) == Treating("Dr Quokka", "quokka@example.org")
    [event] = events(Action.TREATING_READ, case)
    assert event.actor == case.liaison.reference
    assert "Quokka" not in str(event.details)


@pytest.mark.parametrize(("state", "is_before"), [(State.PAIRED, True), (State.OPEN, False)])
def test_the_page_asks_to_speak_first_only_while_others_do_not_read_the_case(client, state, is_before):
    case = in_state(state)
    client.force_login(case.liaison)
    page = client.get(f"/cases/{case.pk}/lead/").text
    assert ("before others read the case" in page) is is_before
    assert ("Physicians read the case already" in page) is (not is_before)
