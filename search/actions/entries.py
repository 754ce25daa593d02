"""Keeping SearchEntry and the index in the database in step with the apps. What did not change is not written."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from common.audience import Audience
from common.entries import Entry
from search.engines import database_engine, remote_engine
from search.feeds import poll_entries
from search.models import SearchEntry, SearchFacet, SearchTotal
from search.rows import CONTENT, row_of

BATCH = 500
STATE = ("version", "deleted", "error", "attempts", "retry_at", "added_at", "changed_at")
BURIED = (
    "deleted", "version", "changed_at", "error", "attempts", "retry_at", "title", "title_key", "summary", "body", "card",
    "names", "lines", "signs", "notes", "tags", "facets",
)  # fmt: skip
Versions = Mapping[tuple[str, str], int]  # by kind and key, those of tombstones too
KNOWN = ("kind", "key", "audience", "digest", "version", "deleted", "added_at")


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


def refresh_polls() -> int:
    """Take in the polls that have opened since; no signal tells of an hour that strikes."""
    return upsert(poll_entries())


def batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    stream = iter(entries)
    while batch := list(islice(stream, BATCH)):
        yield batch


def store(batch: Sequence[Entry], known: Versions | None = None) -> list[SearchEntry]:
    """Write what differs from what is stored, each with its next version; return it.

    With `known`, what was stored when `batch` was read: an entry that has another version by now was changed by somebody
    who knew better, and stays.
    """
    rows = {(entry.kind, entry.key): row_of(entry) for entry in batch}
    totals: Counter[tuple[str, str]] = Counter()
    for old in locked(rows):
        row = rows[old.kind, old.key]
        if known is not None and old.version != known.get((old.kind, old.key), 0):
            del rows[old.kind, old.key]
            continue
        if row.digest == old.digest and not old.deleted:
            del rows[old.kind, old.key]
            continue
        row.version = old.version + 1
        if not old.deleted and (row.audience == old.audience or row.audience != Audience.PUBLIC):
            row.added_at = old.added_at  # to those who could not know of it, what opens is new
        totals[old.kind, old.audience] -= not old.deleted
    totals.update((row.kind, row.audience) for row in rows.values())
    changed = SearchEntry.objects.bulk_create(
        rows.values(), update_conflicts=True, unique_fields=["kind", "key"], update_fields=[*CONTENT, *STATE]
    )
    store_facets(changed)
    move_totals(totals)
    return changed


def locked(rows: Mapping[tuple[str, str], SearchEntry]) -> list[SearchEntry]:
    """Return what is stored under the keys of `rows`, locked.

    Of two transactions that bring the same new entry the second finds the first's row here: where rows are locked one by
    one, an empty row is put there first, else both would write a version 1 and an engine elsewhere keep the older.
    """
    wanted = SearchEntry.objects.filter(kind__in={kind for kind, _ in rows}, key__in=[key for _, key in rows])
    known = wanted.select_for_update().order_by("pk").only(*KNOWN)
    found = [old for old in known if (old.kind, old.key) in rows]
    new = rows.keys() - {(old.kind, old.key) for old in found}
    if not new or not connection.features.has_select_for_update:
        return found
    empty = [
        SearchEntry(kind=kind, key=key, audience=Audience.MEMBERS, version=0, deleted=True) for kind, key in sorted(new)
    ]
    SearchEntry.objects.bulk_create(empty, ignore_conflicts=True)
    return [old for old in known.all() if (old.kind, old.key) in rows]


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
            SearchTotal.objects.bulk_create([SearchTotal(kind=kind, audience=audience)], ignore_conflicts=True)
            total.update(number=F("number") + number)


def bury(entries: Sequence[SearchEntry]) -> None:
    """Turn live entries into tombstones, which tell an engine that was away that they are gone, and keep nothing they said."""
    for entry in entries:
        entry.deleted, entry.version, entry.changed_at = True, entry.version + 1, timezone.now()
        entry.error, entry.attempts, entry.retry_at = "", 0, None
        entry.title, entry.title_key, entry.summary, entry.body, entry.card = "", "", "", "", "{}"
        entry.names, entry.lines, entry.signs, entry.notes, entry.tags, entry.facets = [], [], [], [], [], []
    SearchEntry.objects.bulk_update(entries, BURIED, batch_size=BATCH)
    SearchFacet.objects.filter(entry__in=entries).delete()
    move_totals({pair: -number for pair, number in Counter((entry.kind, entry.audience) for entry in entries).items()})


def deliver(entries: Sequence[SearchEntry]) -> None:
    """Bring changed entries into the index of the database, in this transaction. For an engine elsewhere they wait."""
    if not entries:
        return
    database_engine().apply(entries)
    if remote_engine() is None:
        SearchEntry.objects.filter(pk__in=[entry.pk for entry in entries]).update(indexed_version=F("version"))
