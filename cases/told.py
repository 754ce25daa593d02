"""Why a case came back or was not taken, as everybody with a part in it is told."""

from typing import NamedTuple

from cases.models import Case, Screening
from cases.reasons import Declined, Returned
from cases.states import State

RETURNED, DECLINED = Screening.Decision.RETURNED, Screening.Decision.DECLINED


class Told(NamedTuple):
    decision: str
    reason: str

    @property
    def is_declined(self) -> bool:
        return self.decision == DECLINED

    @property
    def sentence(self) -> str:
        return str((Declined if self.is_declined else Returned)(self.reason).label)


def reason_told(case: Case) -> Told | None:
    """Return what was decided about a case that came back or was not taken; None for one in any other state.

    A case that nobody declined ended by itself, because its owner did not answer.
    """
    if case.state not in (State.RETURNED, State.DECLINED):
        return None
    decision = RETURNED if case.state == State.RETURNED else DECLINED
    rows = case.screenings.filter(round=case.screening_round, decision=decision).exclude(reason="")
    reason = rows.order_by("-pk").values_list("reason", flat=True).first()
    if reason is None:
        return Told(DECLINED, Declined.NO_ANSWER) if decision == DECLINED else None
    return Told(decision, reason)


def sentence_told(case: Case) -> str:
    """Return the reason in words; empty where there is none to tell."""
    told = reason_told(case)
    return told.sentence if told else ""
