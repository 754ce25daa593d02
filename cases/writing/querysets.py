"""What owners of cases read: their list, one case with what stands beside it, and counts without a word of an answer."""

from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from accounts.permissions import Reader
from cases.models import Case, Organisation, Reply
from cases.states import EDITABLE, State

TENS = 10


def own_cases(reader: Reader) -> QuerySet[Case]:
    """Return the cases that `reader` acts for, the ones to write in first; a draft that was given up is no case any more."""
    given_up = Q(state=State.WITHDRAWN, submitted_at=None)
    return Case.objects.owned_by(reader).exclude(given_up).select_related("organisation").distinct()


def editable_cases(reader: Reader) -> QuerySet[Case]:
    return (
        Case.objects.owned_by(reader)
        .filter(state__in=EDITABLE, quarantined_at=None)
        .select_related("organisation")
        .distinct()
    )


def open_organisations() -> QuerySet[Organisation]:
    return Organisation.objects.filter(takes_cases=True)


def staffed_by(user: User) -> QuerySet[Organisation]:
    return Organisation.objects.filter(staff=user)


class Counts(NamedTuple):
    replies: int
    physicians: int


def counts_of(case: Case) -> Counts:
    """Return how many answers there are, and of how many physicians; never who or what."""
    answers = Reply.objects.filter(case=case).shown().exclude(kind=Reply.Kind.ANSWER).order_by()
    return Counts(**answers.aggregate(replies=Count("pk"), physicians=Count("author", distinct=True)))


def readers_in_words(case: Case) -> str:
    """Return by how many physicians an opened case was read: in tens, rounded down, so that no number points at somebody."""
    if case.opened_at is None or case.state == State.WITHDRAWN:
        return ""
    count = case.readings.count()
    return f"Read by {count // TENS * TENS} physicians" if count >= TENS else f"Read by fewer than {TENS} physicians"
