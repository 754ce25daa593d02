"""Each state of a case, and each pair of them."""

import itertools

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.actions.moving import locked, move
from cases.models import Case, Passage
from cases.states import STEPS, Party, State, may_step
from tests.factories.cases import in_state

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", State)
def test_a_case_can_be_withdrawn_in_every_state_and_never_comes_back(state):
    assert may_step(state, State.WITHDRAWN, Party.OWNER) == (state != State.WITHDRAWN)
    assert not any(may_step(State.WITHDRAWN, target, party) for target in State for party in Party)


def test_every_state_can_be_reached_and_left_but_for_the_two_that_end_a_case():
    reached = {step.target for step in STEPS}
    left = {step.origin for step in STEPS if step.target != State.WITHDRAWN}
    assert set(State) - reached == {State.DRAFT}
    assert set(State) - left == {State.WITHDRAWN, State.DECLINED}


@pytest.mark.parametrize(
    ("step", "party"), [(step, party) for step, parties in STEPS.items() for party in sorted(parties)]
)
def test_a_case_moves_along_every_step_and_leaves_a_passage(step, party):
    case = in_state(step.origin, signs=0)
    passages = Passage.objects.filter(case=case).count()
    move(locked(case), step.target, party=party, by=None, now=timezone.now())
    assert Case.objects.get(pk=case.pk).state == step.target
    assert Passage.objects.filter(case=case).count() == passages + 1


@pytest.mark.parametrize(
    ("origin", "target", "party"),
    [
        (State.DRAFT, State.SCREENED, Party.OWNER),
        (State.SUBMITTED, State.SCREENED, Party.OWNER),
        (State.SUBMITTED, State.OPEN, Party.SCREENERS),
        (State.SCREENED, State.OPEN, Party.LIAISON),
        (State.DECLINED, State.SUBMITTED, Party.OWNER),
        (State.OPEN, State.RELAYED, Party.LIAISON),
        (State.OPEN, State.WITHDRAWN, Party.LIAISON),
        (State.WITHDRAWN, State.DRAFT, Party.OWNER),
    ],
)
def test_no_other_way_is_taken_and_nothing_of_the_case_changes(origin, target, party):
    case = in_state(origin, signs=0)
    with pytest.raises(ValidationError):
        move(locked(case), target, party=party, by=None, now=timezone.now())
    assert Case.objects.get(pk=case.pk).state == origin


# Who takes which step, written once more by hand: an addition to `STEPS` that nobody meant is seen here.
BY_HAND = {
    "draft submitted": "owner",
    "returned submitted": "owner",
    "submitted screened": "screeners",
    "submitted returned": "screeners",
    "submitted declined": "screeners",
    "returned declined": "hub",
    "screened paired": "hub liaison",
    "screened open": "hub",
    "paired screened": "hub liaison",
    "paired open": "liaison",
    "open advice_ready": "liaison",
    "advice_ready relayed": "liaison treating",
    "relayed outcome_reported": "liaison owner treating",
    "outcome_reported closed": "hub",
    "relayed open": "liaison owner",
    "outcome_reported open": "liaison owner",
    "closed open": "liaison owner",
} | {f"{state} withdrawn": "owner" for state in State if state != State.WITHDRAWN}


def test_the_steps_are_those_that_were_meant_and_no_more():
    taken = itertools.product(State, State, Party)
    found = {(f"{origin} {target}", party) for origin, target, party in taken if may_step(origin, target, party)}
    assert found == {(pair, party) for pair, parties in BY_HAND.items() for party in parties.split()}
