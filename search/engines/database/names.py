"""Finding entries by their names and codes. Each function is one statement."""
# ruff: noqa: S608  the statements are put together from constants, see sql.py

from collections.abc import Sequence
from typing import Any

from search.engines.database.choice import dialect
from search.engines.database.dialect import Needed
from search.engines.database.sql import condition, params, places, query
from search.engines.ranking import ALL_WORDS, EXACT, OF_ENTRY, SAME_WORDS, NameFound
from search.engines.scope import Scope

SHORTEST_NAMES = 60  # of the names that have all words, as many are looked at
MOST_EXACT = 200
MOST_STARTING = 30
AFTER_ALL = "\U0010ffff"

ENTRY = "JOIN search_fts_entry e ON e.id = n.entry"
BY_KEY = f"search_fts_name n {ENTRY}"


def select(how: int, source: str, asked: str, scope: Scope) -> str:
    columns = f"e.id, e.combination, e.weight, n.rank, n.text, n.id >> 52, {how}"
    return f"SELECT {columns} FROM {source} WHERE {condition(scope)} AND {asked}"


def by_words(scope: Scope) -> str:
    asked = f"{dialect().names_match} {dialect().shortest_first} LIMIT {SHORTEST_NAMES}"
    return select(ALL_WORDS, f"{dialect().named} {ENTRY}", asked, scope)


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
        parts.append((by_words(scope), [dialect().in_names(needed, missing)]))
    return together(parts, scope)


def starting_names(prefix: str, words: Sequence[str], last: str, scope: Scope) -> list[NameFound]:
    """Return names and codes that begin with `prefix`, and the shortest that have `words` and one that begins with `last`."""
    key = select(EXACT, BY_KEY, f"n.key >= %s AND n.key < %s ORDER BY n.key LIMIT {MOST_STARTING}", scope)
    match = dialect().in_names(tuple((word,) for word in words), prefix=last)
    return together([(key, [prefix, prefix + AFTER_ALL]), (by_words(scope), [match])], scope)


def names_of(ids: Sequence[int], scope: Scope) -> list[NameFound]:
    """Return all names of some entries, without their codes."""
    if not ids:
        return []
    asked = f"n.entry IN ({places(ids)}) AND n.bag IS NOT NULL"
    return [NameFound(*row) for row in query(select(OF_ENTRY, BY_KEY, asked, scope), [*params(scope), *ids])]


def together(parts: Sequence[tuple[str, list[str]]], scope: Scope) -> list[NameFound]:
    """Run statements as one. Each is set in its own FROM, for that is where a database allows it a LIMIT."""
    sql = " UNION ALL ".join(f"SELECT * FROM ({statement}) s{number}" for number, (statement, _) in enumerate(parts))
    values: list[Any] = [value for _, asked in parts for value in (*params(scope), *asked)]
    return [NameFound(*row) for row in query(sql, values)] if parts else []
