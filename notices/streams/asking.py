"""What open streams ask the database, for all of them at once, in a thread. Every answer begins with who may still ask."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db import close_old_connections
from django.db.models import Min
from django.utils import timezone

from notices.models import Notice, Pulse
from notices.querysets import Unread
from notices.streams.passes import Pass, still_good
from notices.streams.window import GAPS_MOST
from notices.subjects import Whose, readable

READ_MOST = 5000  # pulses at once; more come with the next look

Result = TypeVar("Result")
Row = tuple[int, str, UUID | None, int | None]  # number, kind and key of the subject, account


@dataclass(frozen=True, slots=True)
class Asked:
    """One stream: by what right, about which subject beside the reader's own news, and where it was cut off."""

    by: Pass
    subject: tuple[str, UUID] | None = None
    after: int | None = None

    @property
    def whose(self) -> Whose:
        return Whose(self.by.user_id, *(self.subject or ("", None)))


@dataclass(frozen=True, slots=True)
class Answer:
    unread: Unread
    missed: bool  # the subject changed after the stream was cut off


def pulses_since(newest: int, missing: Collection[int]) -> list[Row]:
    rows = Pulse.objects.since(newest, missing, READ_MOST)
    return list(rows.values_list("pk", "subject_kind", "subject", "user_id"))


def newest_pulses() -> list[int]:
    return list(Pulse.objects.order_by("-pk").values_list("pk", flat=True)[:GAPS_MOST])


def welcome(asked: Iterable[Asked]) -> set[Asked]:
    """Return the streams that would be opened again now."""
    asked = set(asked)
    good = still_good({one.by for one in asked}, timezone.now())
    open_to = readable(one.whose for one in asked if one.by in good)
    return {one for one in asked if one.by in good and one.whose in open_to}


def answers(asked: Iterable[Asked]) -> dict[Asked, Answer]:
    """Return what is unread for each stream that may stay, and whether it missed something."""
    stay = welcome(asked)
    counts = Notice.objects.unread_counts({one.by.user_id for one in stay})
    oldest = Pulse.objects.aggregate(pk=Min("pk"))["pk"]
    return {one: Answer(counts[one.by.user_id], has_missed(one, oldest)) for one in stay}


def has_missed(one: Asked, oldest: int | None) -> bool:
    """Say whether the subject changed since, or may have: pulses are kept for an hour."""
    if one.after is None or one.subject is None:
        return False
    if oldest is None or one.after < oldest - 1:
        return True
    kind, subject = one.subject
    return Pulse.objects.filter(subject_kind=kind, subject=subject, pk__gt=one.after).exists()


def with_fresh_connection(ask: Callable[..., Result], *arguments: Any) -> Result:
    """Call it as a request would: a connection that broke is not used again, and a pool gets its own back."""
    close_old_connections()
    try:
        return ask(*arguments)
    finally:
        close_old_connections()
