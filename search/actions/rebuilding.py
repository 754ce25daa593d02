"""Bringing everything up to date: entries from the apps, the index in the database, the engine elsewhere."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, F

from common.entries import Entry
from content.actions.documents import stamp_build
from content.querysets import is_built
from search.actions.entries import BATCH, batches, bury, deliver, move_totals, store, store_facets
from search.actions.outbox import drain, note_delivered
from search.engines import database_engine, remote_engine
from search.engines.base import unheard
from search.feeds import all_entries
from search.models import SearchEntry, SearchFacet, SearchTotal
from search.querysets import live_count, live_entries, pending_count, pending_entries

BUILD = "search 2"  # the number goes up when entries have to be made or folded differently
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild did; `full` says whether an index was written anew as a whole."""

    entries: int
    changed: int
    removed: int
    full: bool


def rebuild(*, full: bool = False, progress: Progress = unheard) -> Rebuilt:
    """Take in every entry that the apps have, bury what they no longer have, and bring every index up to date.

    An index gets only what changed, unless its size is wrong or `full` asks for all. Raise EngineAway if an engine
    elsewhere cannot be reached: the database is up to date then, and what the engine has not taken waits.
    """
    changed, seen = take_in(progress)
    gone = bury_others(seen)
    filled = fill_database(full=full, expected=len(seen))
    if not filled and changed > BATCH:
        database_engine().optimise()
    stamp_build(BUILD)
    filled = fill_remote(full=full, expected=len(seen), progress=progress) or filled
    return Rebuilt(len(seen), changed, gone, full=filled)


def take_in(progress: Progress) -> tuple[int, set[tuple[str, str]]]:
    """Return how many entries changed, and the keys of all."""
    changed, seen = 0, set()
    for batch in batches(all_entries()):
        changed += put(batch)
        seen |= {(entry.kind, entry.key) for entry in batch}
        progress(len(batch))
    return changed, seen


@transaction.atomic
def put(batch: list[Entry]) -> int:
    changed = store(batch)
    deliver(changed)
    return len(changed)


@transaction.atomic
def bury_others(seen: set[tuple[str, str]]) -> int:
    live = live_entries().only("kind", "key", "audience", "version")
    gone = [entry for entry in live.iterator() if (entry.kind, entry.key) not in seen]
    for start in range(0, len(gone), BATCH):
        bury(gone[start : start + BATCH])
        deliver(gone[start : start + BATCH])
    return len(gone)


def fill_database(*, full: bool, expected: int) -> bool:
    if full:
        derive()
    if not full and catch_up() and database_engine().status().indexed == expected:
        return False
    database_engine().rebuild(everything)
    if remote_engine() is None:
        SearchEntry.objects.exclude(indexed_version=F("version")).update(indexed_version=F("version"), error="")
    return True


def catch_up() -> bool:
    """Take in what waited for an engine that is no longer used; return False if that is much."""
    if remote_engine() is not None:
        return True
    with transaction.atomic():
        waiting = list(pending_entries()[: BATCH + 1])
        deliver(waiting[:BATCH])
    return len(waiting) <= BATCH


def fill_remote(*, full: bool, expected: int, progress: Progress) -> bool:
    remote = remote_engine()
    if remote is None:
        return False
    if not full and pending_count() <= BATCH:
        while drain().more:
            pass
        if remote.status().indexed == expected:
            return False
    note_delivered(remote.rebuild(everything, progress))
    while drain().more:
        pass
    return True


def everything() -> Iterator[SearchEntry]:
    return live_entries().order_by("pk").iterator(chunk_size=BATCH)


def is_up_to_date() -> bool:
    """Say whether a rebuild has nothing to do: built from the facts as they are now, nothing waits, each index is whole."""
    entries, remote = live_count(), remote_engine()
    if not is_built(BUILD) or pending_count() or database_engine().status().indexed != entries:
        return False
    return remote is None or remote.status().indexed == entries


@transaction.atomic
def derive() -> None:
    """Make facets and totals anew from the live entries, whatever was there."""
    live = live_entries()
    SearchFacet.objects.all().delete()
    for start in range(0, live.count(), BATCH):
        store_facets(list(live.order_by("pk").only("kind", "audience", "facets")[start : start + BATCH]))
    SearchTotal.objects.all().delete()
    counted = live.values_list("kind", "audience").annotate(Count("pk"))
    move_totals({(kind, audience): number for kind, audience, number in counted})
