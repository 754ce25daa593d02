"""Whole tables written in one go.

Half a million rows through `bulk_create` cost a model instance each and, on SQLite, a statement for every sixty rows; and
`QuerySet.delete` reads every row because some signal handler of Wagtail listens to all models. Plain statements take a
fifth of the time and no memory. Values are given as the database stores them; names come from the models, never from input.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model

BATCH = 2000

T = TypeVar("T")

Row = Sequence[Any]


def insert_rows(model: type[Model], fields: Sequence[str], rows: Iterable[Row]) -> int:
    """Insert the rows as they come, in batches; return how many there were."""
    return _known(model, _execute(_insert(model, fields), rows))


def upsert_rows(model: type[Model], fields: Sequence[str], rows: Iterable[Row]) -> int:
    """Insert each row, or update the one that has the same first field (which is unique): primary keys stay."""
    columns = _columns(model, fields)
    changes = ", ".join(f"{column} = excluded.{column}" for column in columns[1:])
    conflict = f"ON CONFLICT ({columns[0]}) DO " + (f"UPDATE SET {changes}" if changes else "NOTHING")
    return _known(model, _execute(f"{_insert(model, fields)} {conflict}", rows))


def update_rows(model: type[Model], field: str, rows: Iterable[tuple[Any, int]]) -> int:
    """Set one field, given (value, primary key)."""
    [column] = _columns(model, [field])
    return _execute(f"UPDATE {_table(model)} SET {column} = %s WHERE id = %s", rows)  # noqa: S608  names of models


def delete_rows(model: type[Model], **equal: Any) -> None:
    """Delete the rows with these values, all of them without. Nothing may refer to the rows: nothing is cascaded."""
    where = " AND ".join(f"{column} = %s" for column in _columns(model, list(equal)))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {_table(model)}" + (f" WHERE {where}" if where else ""), list(equal.values()))  # noqa: S608


def batches(rows: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, size)):
        yield batch


def _execute(statement: str, rows: Iterable[Row]) -> int:
    count = 0
    with connection.cursor() as cursor:
        for batch in batches(rows):
            cursor.executemany(statement, batch)
            count += len(batch)
    return count


def _known(model: type[Model], count: int) -> int:
    """Let PostgreSQL know what the table holds by now: by what it knew before, a join later in the load takes minutes."""
    if count > BATCH and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {_table(model)}")
    return count


def _insert(model: type[Model], fields: Sequence[str]) -> str:
    columns = ", ".join(_columns(model, fields))
    places = ", ".join(["%s"] * len(fields))
    return f"INSERT INTO {_table(model)} ({columns}) VALUES ({places})"  # noqa: S608  names of models


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _columns(model: type[Model], fields: Sequence[str]) -> list[str]:
    return [connection.ops.quote_name(str(model._meta.get_field(name).column)) for name in fields]  # type: ignore[union-attr]
