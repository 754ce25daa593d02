"""The way back in the demonstration: advice, a link or a call, an outcome, and the timer that closes a case."""

from datetime import datetime

from accounts.models import User
from cases.demo.records import Record
from cases.models import Case, Outcome
from cases.relay.actions.advising import write_synthesis
from cases.relay.actions.outcomes import report_outcome
from cases.relay.actions.sending import Way, attest, send_link
from cases.relay.advice import Advice
from cases.timers import TIMERS, fire
from vocabulary.models import Disease

CLOSING = "unchanged"


def advise(record: Record, case: Case, *, by: User, now: datetime) -> None:
    write_synthesis(
        case=case, advice=Advice(**record["advice"]), plain_summary=record["summary"], is_ready=True, by=by, now=now
    )  # fmt: skip


def send(case: Case, *, by: User, now: datetime) -> None:
    send_link(case=case, by=by, now=now)


def hand_over(case: Case, *, by: User, now: datetime) -> None:
    attest(case=case, way=Way.CALL, by=by, now=now)


def tell_outcome(record: Record, case: Case, *, by: User, now: datetime) -> None:
    told = record["outcome"]
    report_outcome(
        case=case,
        kind=Outcome.Kind(told["kind"]),
        disease=Disease.objects.get(orpha_code=told["orpha_code"]),
        helpful=list(case.replies.all())[told["helpful"]],
        by=by,
        now=now,
    )


def closes(case: Case, *, now: datetime) -> None:
    """Let the timer do what it does a month after the outcome."""
    [timer] = [timer for timer in TIMERS if timer.code == CLOSING]
    fire(timer, case, now)
