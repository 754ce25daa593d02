"""What a case looks like from the other side: the steps it took. Pure functions."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from cases.models import Case, Passage
from cases.states import State
from cases.thread.times import day_of, span


class StepShown(NamedTuple):
    name: str
    about: str
    when: str
    is_done: bool
    is_current: bool


STEPS_SHOWN: tuple[tuple[State, str, str], ...] = (
    (State.SCREENED, "Screened", "by two people"),
    (State.PAIRED, "Paired", "with a liaison"),
    (State.OPEN, "Open", "to physicians"),
    (State.ADVICE_READY, "Advice in writing", "by the liaison"),
    (State.RELAYED, "Relayed", "to the treating physician"),
    (State.OUTCOME_REPORTED, "Outcome", "asked at 30, 90, 180, 365 days"),
)
COORDINATED = "the coordinator looks after it"
ORDER = [state for state, _, _ in STEPS_SHOWN]


def steps_of(case: Case, passages: Iterable[Passage], now: datetime) -> list[StepShown]:
    """Return the way of a case for people; a closed one has done it all, one that was opened again is at “Open”."""
    at = {passage.state: passage.at for passage in passages}  # the newest of each state
    here = len(ORDER) if case.state == State.CLOSED else ORDER.index(State(case.state)) if case.state in ORDER else -1
    shown = []
    for number, (state, name, about) in enumerate(STEPS_SHOWN):
        when = when_of(case, state, at) if number < here and state in at else ""
        if number == here:
            when = f"now, {day_of(now, case.opened_at)}" if case.opened_at else "now"
        is_coordinated = state == State.PAIRED and case.under_coordinator and state not in at
        shown.append(StepShown(name, COORDINATED if is_coordinated else about, when, number < here, number == here))
    return shown


def when_of(case: Case, state: State, at: dict[str, datetime]) -> str:
    """Say when a step was taken, by the step before until the case opened, by the day of the case after that."""
    before = {State.SCREENED: (State.SUBMITTED, "after sending"), State.PAIRED: (State.SCREENED, "later")}
    if state not in before:
        return day_of(at[state], case.opened_at)
    earlier, words = before[state]
    passed = at[state] - at[earlier] if earlier in at else timedelta()
    return f"{span(passed)} {words}" if passed > timedelta() else ""
