"""How long things take, told to members: the median and what nine in ten had, with how many cases stand behind it.

Nothing is told of fewer than ten. Cases that still wait are counted beside, so that a slow month does not look quick.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Min, OuterRef, QuerySet, Subquery

from cases.keeping import kept
from cases.models import Case, Outcome, Passage
from cases.states import VISIBLE, State
from cases.times import median_and_p90

LEAST = 10
PERIOD = timedelta(days=365)
KEY = "cases.figures"
HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class Span:
    """One figure: hours of half of the cases, of nine in ten, and the number behind it; hours are None below ten."""

    code: str
    heading: str
    count: int
    waiting: int
    median: float | None
    p90: float | None


SPANS = (
    ("pairing", "From screened to a physician who looks after it", State.SCREENED, State.PAIRED),
    ("relay", "From open to advice that has arrived", State.OPEN, State.RELAYED),
    ("outcome", "From advice to a known outcome", State.RELAYED, State.OUTCOME_REPORTED),
)


def span(code: str, heading: str, hours: Sequence[float], waiting: int) -> Span:
    if len(hours) < LEAST:
        return Span(code, heading, 0, 0, None, None)  # not even how many: a small number can point at somebody
    return Span(code, heading, len(hours), waiting, *median_and_p90(hours))


def figures(now: datetime) -> list[Span]:
    """Return the figures of the last twelve months."""
    return [figure_of(code, now) for code in COUNTED]


def figure_of(code: str, now: datetime, *, renewed_after: timedelta = timedelta(hours=2)) -> Span:
    """Return one figure as it was counted two hours ago at most."""
    return kept(f"{KEY}.{code}", lambda: COUNTED[code](now), now=now, renewed_after=renewed_after)


def count_figures(now: datetime) -> None:
    """Count what is older than an hour anew, so that no reader waits for it."""
    for code in COUNTED:
        figure_of(code, now, renewed_after=timedelta(hours=1))


def first_answers(now: datetime) -> Span:
    opened = Case.objects.filter(opened_at__gt=now - PERIOD, is_demonstration=False)
    rows = opened.filter(first_reply_at__isnull=False).values_list("opened_at", "first_reply_at")
    hours = [hours_between(*row) for row in rows]
    return span("first_answer", "From open to the first answer", hours, opened.filter(first_reply_at=None).count())


def between(code: str, heading: str, origin: State, target: State, *, now: datetime) -> Span:
    """Return the time from the first passage into one state to the first into another."""
    reached = Passage.objects.filter(case=OuterRef("case"), state=target).order_by("at").values("at")[:1]
    rows = list(left_since(origin, now - PERIOD).annotate(reached=Subquery(reached)))
    hours = [hours_between(row["left"], row["reached"]) for row in rows if row["reached"]]
    waiting = [row for row in rows if not row["reached"] and row["case__state"] != State.WITHDRAWN]
    return span(code, heading, hours, len(waiting))


def diagnoses(now: datetime) -> Span:
    """Return the time from the first sending of a case to the first report of a confirmed diagnosis."""
    confirmed = Outcome.objects.filter(case=OuterRef("case"), kind=Outcome.Kind.CONFIRMED)
    reached = Subquery(confirmed.order_by("at").values("at")[:1])
    rows = list(left_since(State.SUBMITTED, now - PERIOD).annotate(reached=reached))
    hours = [hours_between(row["left"], row["reached"]) for row in rows if row["reached"]]
    waiting = [row for row in rows if not row["reached"] and row["case__state"] in VISIBLE]
    return span("diagnosis", "From sent to a confirmed diagnosis", hours, len(waiting))


def left_since(origin: State, since: datetime) -> QuerySet[Any, Any]:
    """Return the cases whose first passage into a state came after a moment, with their state of now and that passage."""
    passages = Passage.objects.order_by().filter(state=origin, case__is_demonstration=False)
    recent = Passage.objects.filter(state=origin, at__gt=since).values("case")
    grouped = passages.filter(case__in=recent).values("case", "case__state")
    return grouped.annotate(left=Min("at")).filter(left__gt=since)


def hours_between(start: datetime | None, end: datetime | None) -> float:
    return max((end - start).total_seconds(), 0.0) / HOUR if start and end else 0.0


def span_between(code: str, heading: str, origin: State, target: State) -> Callable[[datetime], Span]:
    return lambda now: between(code, heading, origin, target, now=now)


COUNTED: Mapping[str, Callable[[datetime], Span]] = {
    "first_answer": first_answers,
    **{row[0]: span_between(*row) for row in SPANS},
    "diagnosis": diagnoses,
}
