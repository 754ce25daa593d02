"""Reading entries: which match, what their facets are, what a hit shows. Each function is one statement."""
# ruff: noqa: S608  the statements are put together from constants, see sql.py

import json
from collections.abc import Iterable, Sequence

from django.utils import timezone

from search.engines.database.choice import dialect
from search.engines.database.dialect import Needed
from search.engines.database.facets import Combinations, pairs_in
from search.engines.database.sql import condition, params, places, query
from search.engines.documents import RECENT, RECENT_DAYS
from search.engines.scope import Scope
from search.hits import Stored

RECENCY = f"{RECENT} * CASE WHEN e.day > %s - {RECENT_DAYS} THEN 1 - (%s - e.day) / {RECENT_DAYS}.0 ELSE 0 END"
ORDERS = {"best": "score, e.id", "newest": "e.day DESC, e.id DESC", "title": "s.title_key, e.id"}
TITLES = "JOIN search_searchentry s ON s.id = e.id"
SHOWN = ", ".join(Stored._fields[:-1])  # signs are read only where the question names some

MOST_TOGETHER = 500  # parameters of one statement; SQLite takes 32,766 and older ones 999

Found = tuple[int, int, float]  # entry, combination, score (smaller is better): plain, since there may be thousands

_combinations = Combinations()


def matching(needed: Needed, missing: int, scope: Scope) -> list[Found]:
    """Return every entry in scope that has the words, in the order of the scope."""
    today = timezone.now().date().toordinal()
    db = dialect()
    titles = TITLES if scope.sort == "title" else ""
    sql = f"""SELECT e.id, e.combination, {db.score} * (1 + e.weight + {RECENCY}) AS score FROM {db.matched} {titles}
        WHERE {db.matches} AND {condition(scope)} ORDER BY {ORDERS[scope.sort]}"""
    asked = db.expression(needed, missing)
    return query(sql, [*[asked] * db.score_params, today, today, asked, *params(scope)])


def everything(scope: Scope) -> list[Found]:
    """Return every entry in scope: a search without words is a look around, the newest first."""
    titles = TITLES if scope.sort == "title" else ""
    order = ORDERS["newest" if scope.sort == "best" else scope.sort]
    sql = f"SELECT e.id, e.combination, 0 FROM search_fts_entry e {titles} WHERE {condition(scope)} ORDER BY {order}"
    return query(sql, params(scope))


def combinations_known(wanted: Iterable[int]) -> Combinations:
    """Return what combinations of facets stand for; each is read once by a process."""
    missing = _combinations.missing(wanted)
    for start in range(0, len(missing), MOST_TOGETHER):
        some = missing[start : start + MOST_TOGETHER]
        for combination, text in query(
            f"SELECT id, facets FROM search_fts_combination WHERE id IN ({places(some)})", some
        ):
            _combinations.add(combination, pairs_in(text))
    return _combinations


def stored(ids: Sequence[int], scope: Scope, *, with_signs: bool) -> dict[int, Stored]:
    """Return what hits show. The audience is asked once more: this is the last door before the reader."""
    if not ids:
        return {}
    sql = f"""SELECT {SHOWN}, {"signs" if with_signs else "'[]'"} FROM search_searchentry
        WHERE id IN ({places(ids)}) AND audience IN ({places(scope.audiences)}) AND NOT deleted"""
    rows = query(sql, [*ids, *scope.audiences])
    return {row[0]: Stored._make([*row[:-1], [hpo_id for hpo_id, _ in json.loads(row[-1])]]) for row in rows}


def titles(ids: Sequence[int], scope: Scope) -> dict[int, tuple[str, str, str]]:
    """Return kind, title and address by entry."""
    sql = f"""SELECT id, kind, title, url FROM search_searchentry
        WHERE id IN ({places(ids)}) AND audience IN ({places(scope.audiences)}) AND NOT deleted"""
    return {row[0]: row[1:] for row in query(sql, [*ids, *scope.audiences])} if ids else {}


def sizes() -> tuple[int, int, int]:
    """Return how many entries, names and words the index holds."""
    tables = ("search_fts_entry", "search_fts_name", "search_fts_term")
    return query("SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in tables))[0]
