"""Keeping SearchEntry and the engine in step with the apps. What did not change is not written."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db import transaction
from django.db.models import Count, F
from django.utils import timezone

from common.entries import Entry
from content.actions.documents import stamp_build
from content.querysets import is_built
from search.engines import engine
from search.feeds import all_entries, poll_entries
from search.models import SearchEntry, SearchFacet, SearchTotal
from search.querysets import pending_count
from search.rows import CONTENT, row_of

BATCH = 500
BUILD = "search 1"  # the number goes up when entries have to be made or folded differently
STATE = ("version", "deleted", "error", "attempts", "retry_at", "added_at", "changed_at")

KNOWN = ("kind", "key", "audience", "digest", "version", "deleted", "added_at")


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild did; `full` says whether the whole index was written anew."""

    entries: int
    changed: int
    removed: int
    full: bool


def upsert(entries: Iterable[Entry]) -> int:
    """Store `entries` and hand the changed ones to the engine; return how many changed. Safe to call twice."""
    done = 0
    for batch in batches(entries):
        with transaction.atomic():
            changed = store(batch)
            deliver(changed)
        done += len(changed)
    return done


def remove(*, kind: str, key: str) -> bool:
    """Leave a tombstone in place of an entry; return False if there is none."""
    with transaction.atomic():
        entry = SearchEntry.objects.select_for_update().filter(kind=kind, key=key, deleted=False).first()
        if entry is None:
            return False
        bury([entry])
        deliver([entry])
    return True


def rebuild(*, full: bool = False, progress: Callable[[int], None] = lambda done: None) -> Rebuilt:
    """Take in every entry that the apps have, bury what they no longer have, and bring the engine up to date.

    The engine gets only what waits for it, unless that is much, its size is wrong, or `full` asks for all.
    """
    changed, seen = 0, set()
    for batch in batches(all_entries()):
        with transaction.atomic():
            changed += len(store(batch))
        seen |= {(entry.kind, entry.key) for entry in batch}
        progress(len(batch))
    with transaction.atomic():
        live = SearchEntry.objects.filter(deleted=False).only("kind", "key", "audience", "version")
        gone = [entry for entry in live if (entry.kind, entry.key) not in seen]
        bury(gone)
    if full:
        derive()
    filled = full or not catch_up(len(seen))
    if filled:
        fill()
    stamp_build(BUILD)
    return Rebuilt(len(seen), changed, len(gone), full=filled)


def is_up_to_date() -> bool:
    """Say whether a rebuild has nothing to do: built from the facts as they are now, nothing waits, the index is whole."""
    entries = SearchEntry.objects.filter(deleted=False).count()
    return is_built(BUILD) and not pending_count() and engine().status().indexed == entries


def refresh_polls() -> int:
    """Take in the polls that have opened since; no signal tells of an hour that strikes."""
    return upsert(poll_entries())


def catch_up(expected: int) -> bool:
    """Hand over what waits, if it is little; return whether the engine then holds as many entries as `expected`."""
    with transaction.atomic():
        waiting = list(SearchEntry.objects.filter(version__gt=F("indexed_version"))[: BATCH + 1])
        if len(waiting) > BATCH:
            return False
        deliver(waiting)
    return engine().status().indexed == expected


@transaction.atomic
def derive() -> None:
    """Make facets and totals anew from the live entries, whatever was there."""
    live = SearchEntry.objects.filter(deleted=False)
    SearchFacet.objects.all().delete()
    for start in range(0, live.count(), BATCH):
        store_facets(list(live.order_by("pk").only("kind", "audience", "facets")[start : start + BATCH]))
    SearchTotal.objects.all().delete()
    move_totals(
        {
            (kind, audience): number
            for kind, audience, number in live.values_list("kind", "audience").annotate(Count("pk"))
        }
    )


def fill() -> None:
    """Give the engine everything anew."""
    everything = SearchEntry.objects.filter(deleted=False).order_by("pk")
    engine().rebuild(everything.iterator(chunk_size=BATCH))
    SearchEntry.objects.exclude(indexed_version=F("version")).update(indexed_version=F("version"), error="")


def batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    stream = iter(entries)
    while batch := list(islice(stream, BATCH)):
        yield batch


def store(batch: Sequence[Entry]) -> list[SearchEntry]:
    """Write what differs from what is stored, each with its next version; return it."""
    rows = {(entry.kind, entry.key): row_of(entry) for entry in batch}
    before = SearchEntry.objects.filter(kind__in={kind for kind, _ in rows}, key__in=[key for _, key in rows])
    totals: Counter[tuple[str, str]] = Counter()
    for old in before.select_for_update().only(*KNOWN):
        row = rows.get((old.kind, old.key))
        if row and row.digest == old.digest and not old.deleted:
            del rows[old.kind, old.key]
        elif row:
            row.version = old.version + 1
            row.added_at = row.added_at if old.deleted else old.added_at
            totals[old.kind, old.audience] -= not old.deleted
    totals.update((row.kind, row.audience) for row in rows.values())
    changed = SearchEntry.objects.bulk_create(
        rows.values(), update_conflicts=True, unique_fields=["kind", "key"], update_fields=[*CONTENT, *STATE]
    )
    store_facets(changed)
    move_totals(totals)
    return changed


def store_facets(entries: Sequence[SearchEntry]) -> None:
    SearchFacet.objects.filter(entry__in=entries).delete()
    SearchFacet.objects.bulk_create(
        SearchFacet(entry=entry, name=name, value=value, kind=entry.kind, audience=entry.audience)
        for entry in entries
        for name, value in entry.facets
    )


def move_totals(changes: Mapping[tuple[str, str], int]) -> None:
    for (kind, audience), number in changes.items():
        total = SearchTotal.objects.filter(kind=kind, audience=audience)
        if number and not total.update(number=F("number") + number):
            SearchTotal.objects.create(kind=kind, audience=audience, number=number)


def bury(entries: Sequence[SearchEntry]) -> None:
    """Turn live entries into tombstones, which tell an engine that was away that they are gone."""
    for entry in entries:
        entry.deleted, entry.version, entry.changed_at = True, entry.version + 1, timezone.now()
    SearchEntry.objects.bulk_update(entries, ["deleted", "version", "changed_at"], batch_size=BATCH)
    SearchFacet.objects.filter(entry__in=entries).delete()
    move_totals({pair: -number for pair, number in Counter((entry.kind, entry.audience) for entry in entries).items()})


def deliver(entries: Sequence[SearchEntry]) -> None:
    """Hand changed entries to the engine, in this transaction if it shares the database."""
    if not entries:
        return
    if engine().in_transaction:
        engine().apply(entries)
        SearchEntry.objects.filter(pk__in=[entry.pk for entry in entries]).update(indexed_version=F("version"))
    else:
        transaction.on_commit(lambda: engine().apply(entries))
