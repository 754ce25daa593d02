"""Filling the full-text tables from SearchEntry: always whole entries, never a statistic over the whole index."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from django.db import connection

from common.entries import NameKind
from search.codes import keys_of_code
from search.facets import FACETS
from search.models import SearchEntry
from search.text import bag_of, fold, key_of

TABLES = (
    "search_fts",
    "search_fts_entry",
    "search_fts_names",
    "search_fts_name",
    "search_fts_combination",
    "search_fts_term",
)
RANKS = {
    NameKind.TITLE: 0,
    NameKind.SYNONYM: 1,
    NameKind.LABEL: 2,
    NameKind.CODE: 4,
    NameKind.GENE: 5,
    NameKind.FORMER_GENE: 6,
}
ORPHA_RANK = 3  # a bare number is Orphanet's first
NAME_LIMIT = 1000  # names of one entry
SIZE_SHIFT, ENTRY_SHIFT = 52, 10  # name id: size (6 bits), entry (42 bits), ordinal (10 bits)
LARGEST = 63
CURATED_DISEASE, CURATED = 1.5, 0.15
FEWEST_LETTERS = 3  # shorter words are never corrected


def put(entries: Sequence[SearchEntry]) -> None:
    """Write the rows of `entries` anew; a tombstone only loses its rows."""
    remove([entry.pk for entry in entries])
    live = [entry for entry in entries if not entry.deleted]
    words, heads, names, texts = [], [], [], []
    terms: set[tuple[str, str]] = set()
    combinations: dict[int, str] = {}
    for entry in live:
        columns = columns_of(entry)
        words.append((entry.pk, *(" ".join(column) for column in columns)))
        combination, facets = combination_of(entry)
        combinations[combination] = facets
        heads.append((entry.pk, entry.audience, combination, entry.day, weight_of(entry)))
        rows = name_rows(entry)
        names += [row[:-1] for row in rows]
        texts += [(row[0], " ".join(row[-1])) for row in rows if row[-1]]
        terms.update((term, entry.audience) for column in columns for term in column)
    many("INSERT INTO search_fts_combination VALUES (%s, %s) ON CONFLICT DO NOTHING", list(combinations.items()))
    many("INSERT INTO search_fts_entry VALUES (%s, %s, %s, %s, %s)", heads)
    many(
        "INSERT INTO search_fts (rowid, title, names, codes, genes, spoken, body) VALUES (%s, %s, %s, %s, %s, %s, %s)",
        words,
    )
    many("INSERT INTO search_fts_name VALUES (%s, %s, %s, %s, %s, %s)", names)
    many("INSERT INTO search_fts_names (rowid, words) VALUES (%s, %s)", texts)
    many(
        "INSERT INTO search_fts_term (term, audience) VALUES (%s, %s) ON CONFLICT DO NOTHING",
        [row for row in sorted(terms) if spellable(row[0])],
    )


def remove(ids: Sequence[int]) -> None:
    keys = [(pk,) for pk in ids]
    many("DELETE FROM search_fts_names WHERE rowid IN (SELECT id FROM search_fts_name WHERE entry = %s)", keys)
    many("DELETE FROM search_fts_name WHERE entry = %s", keys)
    many("DELETE FROM search_fts WHERE rowid = %s", keys)
    many("DELETE FROM search_fts_entry WHERE id = %s", keys)


def clear() -> None:
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608  names of our own tables
        cursor.execute("INSERT INTO search_fts_trigram (search_fts_trigram) VALUES ('delete-all')")


def optimise() -> None:
    """Merge the index into one piece and renew the planner's statistics, after much was written."""
    with connection.cursor() as cursor:
        for table in ("search_fts", "search_fts_names", "search_fts_trigram"):
            cursor.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608
        cursor.execute("ANALYZE")


def many(statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(statement, rows)


def columns_of(entry: SearchEntry) -> tuple[list[str], ...]:
    """Return the folded words of each column of search_fts."""
    by_kind: dict[str, list[str]] = {kind: [] for kind in NameKind}
    for text, kind in entry.names:
        by_kind[kind].append(text)
    codes = [word for text in by_kind[NameKind.CODE] for word in fold(text.partition(":")[2])]
    return (
        fold(entry.title),
        fold(" . ".join(by_kind[NameKind.SYNONYM] + by_kind[NameKind.LABEL])),
        codes,
        fold(" ".join(by_kind[NameKind.GENE] + by_kind[NameKind.FORMER_GENE])),
        fold(" ".join(text for _, text in entry.lines)),
        fold(f"{entry.summary} {entry.body}"),
    )


def name_rows(entry: SearchEntry) -> list[tuple[int, int, int, str, str | None, str, list[str]]]:
    """Return the rows of search_fts_name, each with its words; a code has several keys and no words.

    The size of a name is the number of its words; that of a gene, how many genes the entry has: the fewer, the closer it is.
    """
    pairs = dict.fromkeys([(entry.title, NameKind.TITLE.value), *((text, kind) for text, kind in entry.names)])
    genes = sum(kind == NameKind.GENE for _, kind in pairs)
    rows: list[tuple[int, int, str, str | None, str, list[str]]] = []
    for text, kind in pairs:
        if kind == NameKind.CODE:
            rank = ORPHA_RANK if text.startswith("ORPHA:") else RANKS[NameKind.CODE]
            rows += [(1, rank, key, None, text, []) for key in keys_of_code(text)]
        elif words := fold(text):
            size = genes if kind == NameKind.GENE else len(words)
            rows.append((size, RANKS[NameKind(kind)], key_of(words), bag_of(words), text, words))
    return [
        (min(size, LARGEST) << SIZE_SHIFT | entry.pk << ENTRY_SHIFT | number, entry.pk, rank, key, bag, text, words)
        for number, (size, rank, key, bag, text, words) in enumerate(rows[:NAME_LIMIT])
    ]


def combination_of(entry: SearchEntry) -> tuple[int, str]:
    """Return all facets of an entry as one text, and its hash: equal facets are one row, in every process and for ever."""
    facets = {(name, value) for name, value in entry.facets if name in FACETS}
    facets |= {("kind", entry.kind), ("audience", entry.audience), ("curated", str(int(entry.curated)))}
    if entry.date:
        facets.add(("year", f"{entry.date.year:04}"))
    text = json.dumps(sorted(facets), ensure_ascii=False)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest()) >> 1, text


def weight_of(entry: SearchEntry) -> float:
    """Return a push for what is curated and for what many sources know.

    bm25 counts a long text against its entry, and the curated disease pages are the long ones: without the push the page
    that tells how to treat stands behind every short list of facts that has the same two signs.
    """
    known_as = sum(kind != NameKind.GENE for _, kind in entry.names)
    curation = (CURATED_DISEASE if entry.kind == "disease" else CURATED) * entry.curated
    return round(curation + 0.1 * min(known_as, 40) / 40, 4)


def spellable(term: str) -> bool:
    return len(term) >= FEWEST_LETTERS and term.isalpha()
