"""Blind first opinions: who may see yet what colleagues wrote. The one rule for the page, the API and every action."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet

from accounts.models import User
from accounts.permissions import has_permission
from accounts.roles import Permission
from cases.models import Case, JustReading, Opinion, Reply
from cases.states import State

ENOUGH = 5  # blind sheets, and everybody sees everything
# From here on the advice itself says what colleagues thought.
TOLD = frozenset({State.ADVICE_READY, State.RELAYED, State.OUTCOME_REPORTED, State.CLOSED})


@dataclass(frozen=True, slots=True)
class Sight:
    """What one reader may see of what colleagues wrote to one case."""

    sheets: int  # blind ones
    replies: int  # shown to all: the number is no secret, what they say is
    is_blind: bool  # sees no reply, no pool and no draft of the advice yet
    has_opinion: bool
    sees_pool: bool
    has_answers: bool  # to some question, held back or not
    has_draft: bool
    is_first: bool  # sees what colleagues wrote, and nothing that is kept says so yet


def sight_of(case: Case, reader: User) -> Sight:
    """Return what `reader`, who may read the case, may see of it. Three small queries at most: one large is dearer."""
    of_reader, shown = Q(author=reader), Q(is_draft=False, held_at=None, hidden_at=None)
    replies = Reply.objects.filter(case=case).aggregate(
        shown=Count("pk", filter=shown),
        own=Count("pk", filter=of_reader & Q(is_draft=False)),
        answers=Count("pk", filter=Q(kind=Reply.Kind.ANSWER, is_draft=False)),
        drafts=Count("pk", filter=of_reader & Q(is_draft=True)),
    )
    sheets = Opinion.objects.filter(case=case).aggregate(
        blind=Count("sheet", distinct=True, filter=Q(is_blind=True)), own=Count("pk", filter=of_reader)
    )
    is_told = sheets["blind"] >= ENOUGH or case.state in TOLD
    is_noted = bool(sheets["own"]) or case.owner_id == reader.pk or has_seen(case, reader)
    is_open = is_told or is_noted or replies["own"] or stands_apart(case, reader)
    return Sight(
        sheets=sheets["blind"],
        replies=replies["shown"],
        is_blind=not is_open,
        has_opinion=bool(sheets["own"]),
        sees_pool=bool(is_open and is_told),
        has_answers=bool(replies["answers"]),
        has_draft=bool(replies["drafts"]),
        is_first=bool(is_open and not is_noted),
    )


def has_seen(case: Case, reader: User) -> bool:
    """Say whether somebody chose just to read, or was shown once what colleagues wrote: it cannot be unseen."""
    return JustReading.objects.filter(case=case, reader=reader).exists()


def stands_apart(case: Case, reader: User) -> bool:
    """Whoever looks after the case, brought it or moderates is not asked for an opinion of their own first."""
    return reader.pk in (case.liaison_id, case.owner_id) or has_permission(reader, Permission.MODERATE)


def replies_of(case: OuterRef) -> QuerySet[Reply, int]:
    shown = Reply.objects.shown().filter(case=case).order_by().values("case")
    return shown.annotate(n=Count("pk")).values_list("n", flat=True)
