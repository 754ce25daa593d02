"""Slices of long lists, as SQL that SQLite and PostgreSQL share: building these by the ORM costs more than running them."""
# ruff: noqa: S608  the statements are put together from constants; values are parameters

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from common.pagination import decode_cursor, encode_cursor
from search.results import Listing
from search.text import alphabetical

AFTER_ALL = "\U0010ffff"
BROAD = 500  # a value that more entries have is looked up while walking the list, not beforehand
BY_TITLE = ("title_key", "e.title_key, e.id", "(e.title_key, e.id) > (%s, %s)", (str, int))
BY_DAY = ("day", "e.day DESC, e.id DESC", "(e.day, e.id) < (%s, %s)", (int, int))
DISEASE = "(SELECT CAST(d.id AS TEXT) FROM vocabulary_disease d WHERE d.key = %s)"

Part = tuple[str, list[Any]]  # a condition and its parameters


@dataclass(frozen=True, slots=True)
class ListFilters:
    """What a list is narrowed to; all of `facets`, pairs of name and value, must hold. A disease is named by its key."""

    kinds: tuple[str, ...]
    facets: tuple[tuple[str, str], ...] = ()
    audience: str = ""
    year: int | None = None
    curated: bool | None = None
    prefix: str = ""
    newest_first: bool = False


def listing(*, filters: ListFilters, audiences: Collection[str], cursor: str, size: int) -> Listing:
    """Return one slice of the cards, and the total; raise BadCursor for a cursor of another list."""
    column, order, after, kinds = BY_DAY if filters.newest_first else BY_TITLE
    place: list[Part] = [(after, decode_cursor(cursor, kinds))] if cursor else []
    readers = sorted(audiences)
    plain = conditions(filters, readers)
    total = total_of(filters, readers, plain)
    facets = [of_facet(pair, filters, readers, walking=total > BROAD) for pair in filters.facets]
    found = select(f"e.card, e.{column}, e.id", [*plain, *facets, *place], f"ORDER BY {order} LIMIT {int(size) + 1}")
    last = found[size - 1][1:] if len(found) > size else None
    return Listing(
        cards=tuple(row[0] for row in found[:size]), total=total, cursor=encode_cursor(last) if last else None
    )


def total_of(filters: ListFilters, readers: list[str], plain: list[Part]) -> int:
    """Count where it is cheapest: the stored totals, the index of one facet, or the entries."""
    if filters == ListFilters(filters.kinds, newest_first=filters.newest_first):
        kinds, audiences = within("kind", filters.kinds), within("audience", readers)
        sql = f"SELECT COALESCE(SUM(number), 0) FROM search_searchtotal WHERE {kinds[0]} AND {audiences[0]}"
        return int(run(sql, [*kinds[1], *audiences[1]])[0][0])
    if filters == ListFilters(filters.kinds, filters.facets, newest_first=filters.newest_first):
        return count_with_all(filters, readers)
    facets = [of_facet(pair, filters, readers, walking=False) for pair in filters.facets]
    return int(select("count(*)", [*plain, *facets])[0][0])


def count_with_all(filters: ListFilters, readers: list[str]) -> int:
    """Count the entries that have every value, in the index of the facets alone."""
    first, *others = filters.facets
    source, params = facet_rows(first, filters, readers)
    for pair in others:
        also, values = facet_rows(pair, filters, readers, alias="g")
        source += f" AND EXISTS (SELECT 1 FROM {also} AND g.entry_id = f.entry_id)"
        params = [*params, *values]
    return int(run(f"SELECT count(*) FROM {source}", params)[0][0])


def conditions(filters: ListFilters, readers: list[str]) -> list[Part]:
    """Return what is asked of the entry itself."""
    parts = [within("e.kind", filters.kinds), ("e.deleted = %s", [False]), within("e.audience", readers)]
    if filters.audience:
        parts.append(("e.audience = %s", [filters.audience]))
    if filters.year:
        parts.append(
            ("e.day BETWEEN %s AND %s", [date(filters.year, 1, 1).toordinal(), date(filters.year, 12, 31).toordinal()])
        )
    if filters.curated is not None:
        parts.append(("e.curated = %s", [filters.curated]))
    if filters.prefix:
        start = alphabetical(filters.prefix)
        parts.append(("e.title_key >= %s AND e.title_key < %s", [start, start + AFTER_ALL]) if start else ("1 = 0", []))
    return parts


def of_facet(pair: tuple[str, str], filters: ListFilters, readers: list[str], *, walking: bool) -> Part:
    """Return the condition that an entry has a value: asked entry by entry while walking the list, or as a set beforehand."""
    source, params = facet_rows(pair, filters, readers)
    if walking:
        return (f"EXISTS (SELECT 1 FROM {source} AND f.entry_id = e.id)", params)
    return (f"e.id IN (SELECT f.entry_id FROM {source})", params)


def facet_rows(pair: tuple[str, str], filters: ListFilters, readers: list[str], alias: str = "f") -> Part:
    kinds, audiences = within(f"{alias}.kind", filters.kinds), within(f"{alias}.audience", readers)
    value = DISEASE if pair[0] == "disease" else "%s"
    source = f"search_searchfacet {alias} WHERE {alias}.name = %s AND {alias}.value = {value}"
    return (f"{source} AND {kinds[0]} AND {audiences[0]}", [*pair, *kinds[1], *audiences[1]])


def within(column: str, values: Collection[str]) -> Part:
    """One value is asked by "=": then its index also gives the order."""
    if len(values) == 1:
        return (f"{column} = %s", list(values))
    return (f"{column} IN ({', '.join(['%s'] * len(values))})", list(values))


def select(columns: str, parts: list[Part], rest: str = "") -> list[Any]:
    where = " AND ".join(condition for condition, _ in parts)
    return run(
        f"SELECT {columns} FROM search_searchentry e WHERE {where} {rest}", [v for _, values in parts for v in values]
    )


def run(sql: str, params: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
