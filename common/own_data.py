"""How an app writes down what it holds on an account: plain rows, each list bounded."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet

MOST = 5000  # rows of one list; the newest are kept where the list is in that order
Row = dict[str, Any]


def rows(found: QuerySet[Any], *names: str) -> list[Row]:
    """Return the named columns of the first rows."""
    return list(found.values(*names)[:MOST])


def columns(one: Model, names: Iterable[str]) -> Row:
    return {name: getattr(one, name) for name in names}
