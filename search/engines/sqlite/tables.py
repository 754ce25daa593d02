"""Reading entries: which match, what their facets are, what a hit shows. Each function is one statement."""
# ruff: noqa: S608  the statements are put together from constants, see sql.py

import json
from collections.abc import Iterable, Sequence

from search.engines.sqlite.sql import Needed, Scope, expression, places, query
from search.facets import Combinations
from search.hits import Stored

# Weights of title, names, codes, genes, spoken, body: a word of the title counts eight times a word of the text.
SCORE = "bm25(search_fts, 8, 5, 2, 3, 1, 1) * (1 + e.weight)"
ORDERS = {"best": "score, e.id", "newest": "e.day DESC, e.id DESC", "title": "s.title_key, e.id"}
MATCHED = "search_fts JOIN search_fts_entry e ON e.id = search_fts.rowid"
TITLES = "JOIN search_searchentry s ON s.id = e.id"

Found = tuple[int, int, float]  # entry, combination, score (smaller is better): plain, since there may be thousands

_combinations = Combinations()


def matching(needed: Needed, missing: int, scope: Scope) -> list[Found]:
    """Return every entry in scope that has the words, in the order of the scope."""
    titles = TITLES if scope.sort == "title" else ""
    sql = f"""SELECT e.id, e.combination, {SCORE} AS score FROM {MATCHED} {titles}
        WHERE search_fts MATCH %s AND {scope.condition} ORDER BY {ORDERS[scope.sort]}"""
    return query(sql, [expression(needed, missing), *scope.params])


def everything(scope: Scope) -> list[Found]:
    """Return every entry in scope: a search without words is a look around, the newest first."""
    titles = TITLES if scope.sort == "title" else ""
    order = ORDERS["newest" if scope.sort == "best" else scope.sort]
    sql = f"SELECT e.id, e.combination, 0 FROM search_fts_entry e {titles} WHERE {scope.condition} ORDER BY {order}"
    return query(sql, scope.params)


def combinations_known(wanted: Iterable[int]) -> Combinations:
    """Return what combinations of facets stand for; each is read once by a process."""
    if missing := _combinations.missing(wanted):
        sql = "SELECT id, facets FROM search_fts_combination WHERE id IN (SELECT value FROM json_each(%s))"
        for combination, text in query(sql, [json.dumps(missing)]):
            _combinations.add(combination, [(name, value) for name, value in json.loads(text)])
    return _combinations


def stored(ids: Sequence[int], scope: Scope) -> dict[int, Stored]:
    """Return what hits show. The audience is asked once more: this is the last door before the reader."""
    sql = f"""SELECT id, kind, key, title, url, audience, date, summary, body, lines, notes, tags, card FROM search_searchentry
        WHERE id IN ({places(ids)}) AND audience IN ({places(scope.audiences)}) AND NOT deleted"""
    return {row[0]: Stored(*row) for row in query(sql, [*ids, *scope.audiences])} if ids else {}


def titles(ids: Sequence[int], scope: Scope) -> dict[int, tuple[str, str, str]]:
    """Return kind, title and address by entry."""
    sql = f"""SELECT id, kind, title, url FROM search_searchentry
        WHERE id IN ({places(ids)}) AND audience IN ({places(scope.audiences)}) AND NOT deleted"""
    return {row[0]: row[1:] for row in query(sql, [*ids, *scope.audiences])} if ids else {}


def sizes() -> tuple[int, int, int]:
    """Return how many entries, names and words the index holds."""
    tables = ("search_fts_entry", "search_fts_name", "search_fts_term")
    return query("SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in tables))[0]
