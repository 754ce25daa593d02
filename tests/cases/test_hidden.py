"""A case that is hidden for now: nothing goes on with it. What is held back or hidden in a case counts for nothing."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from cases.actions.hiding import quarantine
from cases.models import Offer, Outcome, Reply
from cases.pairing.actions import run_pairing
from cases.pairing.querysets import looking
from cases.permissions import check_leads
from cases.querysets import summary_to_hand_over
from cases.relay.actions.outcomes import report_outcome
from cases.states import State
from cases.thread.sight import sight_of
from tests.cases.pairing.people import volunteer
from tests.cases.relay.test_advice import written
from tests.factories.cases import (
    OrganisationFactory,
    in_state,
    member,
    moderator,
    open_case,
    reply_to,
    staff_of,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def hide(case):
    quarantine(case=case, reason="name", by=None, now=NOW)
    case.refresh_from_db()
    return case


@pytest.mark.parametrize("state", [State.PAIRED, State.OPEN, State.ADVICE_READY, State.RELAYED])
def test_its_liaison_does_nothing_with_it(state):
    case = in_state(state)
    check_leads(case, case.liaison)
    with pytest.raises(PermissionDenied):
        check_leads(hide(case), case.liaison)


def test_no_volunteer_is_asked_to_look_after_it():
    noon = NOW.replace(hour=12)
    hidden, other = hide(in_state(State.SCREENED, at=noon)), in_state(State.SCREENED, at=noon)
    volunteer()
    run_pairing(now=noon)
    assert list(looking()) == [other]
    assert [offer.case_id for offer in Offer.objects.all()] == [other.pk]
    assert not hidden.offers.exists()


def test_no_outcome_is_kept_of_it():
    case = hide(in_state(State.RELAYED))
    with pytest.raises(ValidationError):
        report_outcome(case=case, kind=Outcome.Kind.NO_CHANGE, disease=None, helpful=None, by=case.owner, now=NOW)
    assert not case.outcomes.exists()


def test_its_summary_is_not_handed_over():
    organisation = OrganisationFactory()
    case = in_state(State.ADVICE_READY, organisation=organisation, at=NOW - timedelta(days=20))
    case.syntheses.create(
        number=1, author=case.liaison, said={}, plain_summary="x", is_ready=True, family_may_read=True, made_at=NOW
    )
    staff = staff_of(organisation)
    assert summary_to_hand_over(case, staff, NOW)
    assert summary_to_hand_over(hide(case), staff, NOW) is None


@pytest.mark.parametrize("kept", ["held_at", "hidden_at"])
def test_an_answer_that_is_kept_back_is_none_to_write_advice_from_and_is_not_counted(kept):
    case = open_case()
    reply_to(case, **{kept: NOW})
    with pytest.raises(ValidationError, match="answer"):
        written(case, next_tests=["Plasma cholestanol"])
    assert sight_of(case, member()).replies == 0
    reply_to(case)
    assert sight_of(case, member()).replies == 1


def test_a_moderator_decides_about_no_reply_to_a_case_of_their_own():
    judge = moderator()
    own, other = open_case(owner=judge), open_case()
    kept = [reply_to(case, held_at=NOW) for case in (own, other)]
    assert list(Reply.objects.kept_for(judge)) == kept[1:]
