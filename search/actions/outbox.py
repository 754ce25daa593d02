"""Sending what waits to an engine outside the database. The queue is SearchEntry itself (docs/adr/0007-outbox.md)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from content.actions.documents import stamp_build
from content.querysets import locked_stamp_of, stamp_of
from search.engines import remote_engine
from search.models import SearchEntry
from search.querysets import due_entries

BATCH = 500
FILLED = "search engine"  # under this name stands which index was filled last
FIRST_RETRY, LAST_RETRY = timedelta(seconds=2), timedelta(minutes=1)
DELIVERED = """UPDATE search_searchentry SET indexed_version = %s, error = '', attempts = 0, retry_at = NULL
    WHERE id = %s AND indexed_version < %s"""
REFUSED = "UPDATE search_searchentry SET error = %s, attempts = %s, retry_at = %s WHERE id = %s AND version = %s"


@dataclass(frozen=True, slots=True)
class Drained:
    """What one round of the outbox did; `more` says that another is worth its while at once."""

    sent: int = 0
    refused: int = 0
    more: bool = False


def drain(limit: int = BATCH) -> Drained:
    """Send the oldest waiting entries; raise EngineAway if the engine cannot be reached, with nothing lost.

    No row is locked meanwhile: who publishes never waits for an engine. What is sent twice, or late, is harmless, for the
    engine keeps the highest version.
    """
    remote = remote_engine()
    if remote is None:
        return Drained()
    waiting = list(due_entries(timezone.now())[:limit])
    if not waiting:
        return Drained()
    filled = stamp_of(FILLED)
    refused = remote.send(waiting)
    with transaction.atomic():
        if locked_stamp_of(FILLED) != filled:
            return Drained(more=True)  # another index has taken the place of the one that was sent to
        note(waiting, refused)
    return Drained(len(waiting) - len(refused), len(refused), more=len(waiting) == limit)


def note(sent: Sequence[SearchEntry], refused: Mapping[int, str]) -> None:
    """Write down which versions the engine has, and which it refused."""
    note_delivered({entry.pk: entry.version for entry in sent if entry.pk not in refused})
    now = timezone.now()
    put_off = [
        (refused[entry.pk][:300], entry.attempts + 1, now + pause(entry.attempts), entry.pk, entry.version)
        for entry in sent
        if entry.pk in refused
    ]
    if put_off:
        with connection.cursor() as cursor:
            cursor.executemany(REFUSED, put_off)


def note_delivered(versions: Mapping[int, int]) -> None:
    """Write down which version of which entry the engine has. An entry that has changed since keeps waiting."""
    rows = [(version, pk, version) for pk, version in versions.items()]
    for start in range(0, len(rows), BATCH):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(DELIVERED, rows[start : start + BATCH])


@transaction.atomic
def note_filled(versions: Mapping[int, int], generation: str) -> None:
    """Write down that another index answers now and has just these versions: whatever moved meanwhile waits again."""
    stamp_build(FILLED, generation)
    SearchEntry.objects.update(indexed_version=0)
    note_delivered(versions)
    SearchEntry.objects.filter(deleted=True, indexed_version=0).update(indexed_version=F("version"))


def pause(attempts: int) -> timedelta:
    """Return how long to wait after one more refusal: twice as long each time."""
    return min(FIRST_RETRY * 2 ** min(attempts, 20), LAST_RETRY)
