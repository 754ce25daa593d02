"""Finding entries by their names and codes. Each function is one statement."""
# ruff: noqa: S608  the statements are put together from constants, see sql.py

from collections.abc import Sequence
from typing import NamedTuple

from search.engines.sqlite.sql import Needed, Scope, expression, places, query

EXACT, SAME_WORDS, ALL_WORDS, OF_ENTRY = range(4)  # how a name matches; OF_ENTRY: its entry does
SHORTEST_NAMES = 60  # of the names that have all words, as many are looked at
MOST_EXACT = 200
MOST_STARTING = 30
AFTER_ALL = "\U0010ffff"

ENTRY = "JOIN search_fts_entry e ON e.id = n.entry"
BY_KEY = f"search_fts_name n {ENTRY}"
BY_WORDS = f"search_fts_names JOIN search_fts_name n ON n.id = search_fts_names.rowid {ENTRY}"


class NameFound(NamedTuple):
    id: int  # of the entry
    combination: int
    weight: float
    rank: int  # what kind of name, see writing.RANKS
    text: str
    size: int  # words of the name; genes of the entry, if it is a gene
    how: int


def select(how: int, source: str, condition: str, scope: Scope) -> str:
    columns = f"e.id, e.combination, e.weight, n.rank, n.text, n.id >> 52, {how}"
    return f"SELECT {columns} FROM {source} WHERE {scope.condition} AND {condition}"


def matching_names(keys: Sequence[str], bag: str, needed: Needed, scope: Scope, *, missing: int = 0) -> list[NameFound]:
    """Return the names that are the whole question or its words in another order, and the shortest that have all its words.

    With `missing`, the shortest that lack as many.
    """
    parts: list[tuple[str, list[str]]] = []
    if keys:
        parts.append((select(EXACT, BY_KEY, f"n.key IN ({places(keys)}) LIMIT {MOST_EXACT}", scope), list(keys)))
    if bag:
        parts.append((select(SAME_WORDS, BY_KEY, f"n.bag = %s LIMIT {MOST_EXACT}", scope), [bag]))
    if needed:
        words = select(ALL_WORDS, BY_WORDS, f"search_fts_names MATCH %s LIMIT {SHORTEST_NAMES}", scope)
        parts.append((words, [expression(needed, missing)]))
    return together(parts, scope)


def starting_names(prefix: str, words: Sequence[str], last: str, scope: Scope) -> list[NameFound]:
    """Return names and codes that begin with `prefix`, and the shortest that have `words` and one that begins with `last`."""
    key = select(EXACT, BY_KEY, f"n.key >= %s AND n.key < %s ORDER BY n.key LIMIT {MOST_STARTING}", scope)
    begun = select(ALL_WORDS, BY_WORDS, f"search_fts_names MATCH %s LIMIT {SHORTEST_NAMES}", scope)
    match = " AND ".join([*(f'"{word}"' for word in words), f'"{last}"*'])
    return together([(key, [prefix, prefix + AFTER_ALL]), (begun, [match])], scope)


def names_of(ids: Sequence[int], scope: Scope) -> list[NameFound]:
    """Return all names of some entries, without their codes."""
    condition = f"n.entry IN ({places(ids)}) AND n.bag IS NOT NULL"
    return (
        [NameFound(*row) for row in query(select(OF_ENTRY, BY_KEY, condition, scope), [*scope.params, *ids])]
        if ids
        else []
    )


def together(parts: Sequence[tuple[str, list[str]]], scope: Scope) -> list[NameFound]:
    """Run statements as one. Each is set in its own FROM, for that is where SQLite allows it a LIMIT."""
    sql = " UNION ALL ".join(f"SELECT * FROM ({statement})" for statement, _ in parts)
    params = [value for _, values in parts for value in (*scope.params, *values)]
    return [NameFound(*row) for row in query(sql, params)] if parts else []
