"""What every statement of the database engines shares. Values are parameters; only constants are put into the text."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection

from search.engines.scope import Scope


def condition(scope: Scope) -> str:
    """Return the condition on `search_fts_entry e` that every statement for a reader has; its parameters are `params`."""
    parts = [f"e.audience IN ({places(scope.audiences)})"]
    if scope.diseases:
        parts.append(about(scope.diseases))
    if scope.since:
        parts.append("e.id IN (SELECT id FROM search_searchentry WHERE added_at >= %s)")
    return " AND ".join(parts)


def params(scope: Scope) -> list[Any]:
    since = [connection.ops.adapt_datetimefield_value(scope.since)] if scope.since else []
    return [*scope.audiences, *scope.diseases, *since]


def about(diseases: Collection[str]) -> str:
    keys = f"SELECT CAST(id AS TEXT) FROM vocabulary_disease WHERE key IN ({places(diseases)})"  # noqa: S608
    return f"e.id IN (SELECT entry_id FROM search_searchfacet WHERE name = 'disease' AND value IN ({keys}))"  # noqa: S608


def places(values: Collection[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def query(sql: str, params: Sequence[Any] = ()) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def many(statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(statement, rows)


def execute(*statements: str, params: Sequence[Any] | None = None) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, params)
