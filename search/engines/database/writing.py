"""Filling the tables of the database engines from SearchEntry: always whole entries, never a statistic over the whole index."""

import hashlib
import json
from collections.abc import Sequence

from search.engines.database.choice import dialect
from search.engines.database.dialect import EntryRow
from search.engines.documents import columns_of, facets_of, names_of, push_of
from search.facets import FACETS
from search.models import SearchEntry


def put(entries: Sequence[SearchEntry]) -> None:
    """Write the rows of `entries` anew; a tombstone only loses its rows."""
    dialect().remove([entry.pk for entry in entries])
    dialect().put([row_of(entry) for entry in entries if not entry.deleted])


def row_of(entry: SearchEntry) -> EntryRow:
    combination, facets = combination_of(entry)
    return EntryRow(
        pk=entry.pk,
        audience=entry.audience,
        combination=combination,
        facets=facets,
        day=entry.day,
        weight=push_of(entry),
        columns=columns_of(entry),
        names=names_of(entry),
    )


def combination_of(entry: SearchEntry) -> tuple[int, str]:
    """Return all facets of an entry as one text, and its hash: equal facets are one row, in every process and for ever."""
    text = json.dumps(sorted(facets_of(entry, tuple(FACETS))), ensure_ascii=False)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest()) >> 1, text
