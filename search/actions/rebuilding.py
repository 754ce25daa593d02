"""Bringing everything up to date: entries from the apps, the index in the database, the engine elsewhere."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db import transaction
from django.db.models import Count, F
from django.utils import timezone

from content.actions.documents import forget_build, stamp_build
from content.querysets import is_built, stamp_of
from search.actions.entries import BATCH, Versions, batches, bury, deliver, move_totals, store, store_facets
from search.actions.outbox import FILLED, drain, note_filled
from search.engines import database_engine, remote_engine
from search.engines.base import RemoteEngine, unheard
from search.feeds import all_entries
from search.models import SearchEntry, SearchFacet, SearchTotal
from search.querysets import due_entries, failed_entries_live, live_count, live_entries, pending_count, pending_entries

MAKING = "being made"  # stands in place of the index that was filled last, until another one is
BUILD = "search 3"  # the number goes up when entries have to be made or folded differently
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
    known = versions_now()
    changed, seen = take_in(known, progress)
    gone = bury_others(known, seen)
    filled = fill_database(full=full)
    if not filled and changed > BATCH:
        database_engine().optimise()
    stamp_build(BUILD)
    filled = fill_remote(full=full, progress=progress) or filled
    return Rebuilt(len(seen), changed, gone, full=filled)


def versions_now() -> Versions:
    """Return what is stored before anything is read from the apps: what has moved on since is left alone."""
    rows = SearchEntry.objects.values_list("kind", "key", "version").iterator()
    return {(kind, key): version for kind, key, version in rows}


def take_in(known: Versions, progress: Progress) -> tuple[int, set[tuple[str, str]]]:
    """Return how many entries changed, and the keys of all."""
    changed, seen = 0, set()
    for batch in batches(all_entries()):
        with transaction.atomic():
            stored = store(batch, known)
            deliver(stored)
        changed += len(stored)
        seen |= {(entry.kind, entry.key) for entry in batch}
        progress(len(batch))
    return changed, seen


@transaction.atomic
def bury_others(known: Versions, seen: set[tuple[str, str]]) -> int:
    """Bury what the apps no longer have, unless it has come or changed while they were asked."""
    live = live_entries().select_for_update().order_by("pk").only("kind", "key", "audience", "version")
    gone = [e for e in live.iterator() if (e.kind, e.key) not in seen and known.get((e.kind, e.key)) == e.version]
    for start in range(0, len(gone), BATCH):
        bury(gone[start : start + BATCH])
        deliver(gone[start : start + BATCH])
    return len(gone)


def fill_database(*, full: bool) -> bool:
    if full:
        derive()
    if not full and catch_up() and database_engine().status().indexed == live_count():
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


def fill_remote(*, full: bool, progress: Progress) -> bool:
    """Bring the engine outside the database up to date; make its index anew where it is another than we filled last."""
    remote = remote_engine()
    if remote is None:
        forget_build(FILLED)
        return False
    if not full and filled_last() == remote.generation() and pending_count() <= BATCH:
        drain_all()
        if is_whole(remote):
            return False
    stamp_build(FILLED, MAKING)
    note_filled(remote.rebuild(everything, progress), remote.generation())
    drain_all()
    return True


def filled_last() -> str:
    return stamp_of(FILLED)


def drain_all() -> None:
    while drain().more:
        pass


def is_whole(remote: RemoteEngine) -> bool:
    """Say whether the engine holds as many entries as it should: all but those that it refused."""
    remote.refresh()
    return remote.status().indexed == live_count() - failed_entries_live().count()


def everything() -> Iterator[SearchEntry]:
    return live_entries().order_by("pk").iterator(chunk_size=BATCH)


def is_up_to_date() -> bool:
    """Say whether a rebuild has nothing to do: built from the facts as they are now, nothing waits, each index is whole."""
    remote = remote_engine()
    if not is_built(BUILD) or database_engine().status().indexed != live_count():
        return False
    if remote is None:
        return not pending_count() and not filled_last()
    return not due_entries(timezone.now()).exists() and filled_last() == remote.generation() and is_whole(remote)


@transaction.atomic
def derive() -> None:
    """Make facets and totals anew from the live entries, whatever was there."""
    live = live_entries()
    SearchFacet.objects.all().delete()
    rows = live.order_by("pk").only("kind", "audience", "facets").iterator(chunk_size=BATCH)
    while batch := list(islice(rows, BATCH)):
        store_facets(batch)
    SearchTotal.objects.all().delete()
    counted = live.values_list("kind", "audience").annotate(Count("pk"))
    move_totals({(kind, audience): number for kind, audience, number in counted})
