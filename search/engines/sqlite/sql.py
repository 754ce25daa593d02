"""What every statement on the full-text tables shares. Values are always parameters; only constants are put into the text."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Any

from django.db import connection

Needed = tuple[tuple[str, ...], ...]  # every group must be found, by any of its words


@dataclass(frozen=True, slots=True)
class Scope:
    """Within what a question is answered; every statement that reads for a reader asks for it."""

    audiences: tuple[str, ...]
    diseases: tuple[str, ...] = ()
    since: datetime | None = None
    sort: str = "best"

    @property
    def condition(self) -> str:
        """Return the condition on `search_fts_entry e`; its parameters are `params`."""
        parts = [f"e.audience IN ({places(self.audiences)})"]
        if self.diseases:
            parts.append(about(self.diseases))
        if self.since:
            parts.append("e.id IN (SELECT id FROM search_searchentry WHERE added_at >= %s)")
        return " AND ".join(parts)

    @property
    def params(self) -> tuple[Any, ...]:
        since = [connection.ops.adapt_datetimefield_value(self.since)] if self.since else []
        return (*self.audiences, *self.diseases, *since)

    @property
    def is_narrowed(self) -> bool:
        """Say whether more than the audience decides what can be found."""
        return bool(self.diseases or self.since)

    def widest(self) -> "Scope":
        """Return the scope of the same reader without anything that narrows it."""
        return Scope(self.audiences, sort=self.sort)


def about(diseases: Collection[str]) -> str:
    keys = f"SELECT CAST(id AS TEXT) FROM vocabulary_disease WHERE key IN ({places(diseases)})"  # noqa: S608
    return f"e.id IN (SELECT entry_id FROM search_searchfacet WHERE name = 'disease' AND value IN ({keys}))"  # noqa: S608


def places(values: Collection[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def query(sql: str, params: Sequence[Any] = ()) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def expression(needed: Needed, missing: int = 0) -> str:
    """Return the FTS5 expression for every group, or for all but `missing` of them. Folded words need no escaping."""
    parts = ["(" + " OR ".join(f'"{word}"' for word in group) + ")" for group in needed]
    kept = combinations(parts, max(len(parts) - missing, 1))
    return " OR ".join(f"({' AND '.join(some)})" for some in kept)
