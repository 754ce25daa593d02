"""Where SQLite and PostgreSQL differ. Everything else of the database engines is written once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from search.engines.documents import IndexedName, spellable

Needed = tuple[
    tuple[str, ...], ...
]  # every group must be found, by any of its alternatives; spaces separate words of one
SIZE_SHIFT, ENTRY_SHIFT = 52, 10  # id of a name: size (6 bits), entry (42 bits), ordinal (10 bits)


@dataclass(frozen=True, slots=True)
class EntryRow:
    """What the full-text tables hold of one entry. `combination` stands for `facets`, a JSON text."""

    pk: int
    audience: str
    combination: int
    facets: str
    day: int
    weight: float
    columns: dict[str, list[str]]
    names: list[IndexedName]


class Dialect(Protocol):
    """Sources are for FROM, conditions for WHERE; each condition takes one parameter, made by `expression`."""

    name: str
    matched: str  # every entry `e` that matches
    matches: str
    score: str  # smaller is better; as many times %s as `score_params`
    score_params: int
    named: str  # every name `n` that matches
    names_match: str
    counted: str  # one row of `SELECT %s, count(*)` for a word
    alike: str  # terms like a word, for %s audiences
    shortest_first: str  # the order of names

    def expression(self, needed: Needed, missing: int = 0) -> str:
        """Return what asks texts for every group, or for all but `missing`; words of one alternative stand side by side."""

    def in_names(self, needed: Needed, missing: int = 0, prefix: str = "") -> str:
        """Return what asks names for every group, in any order, and for a word that begins with `prefix`."""

    def word(self, word: str) -> str:
        """Return what asks for one word."""

    def alike_params(self, word: str, audiences: Sequence[str]) -> list[Any]:
        """Return the parameters of `alike`."""

    def put(self, rows: Sequence[EntryRow]) -> None: ...

    def remove(self, ids: Sequence[int]) -> None: ...

    def clear(self) -> None: ...

    def optimise(self) -> None:
        """Renew the planner's statistics, and merge what can be merged, after much was written."""


def numbered_names(rows: Sequence[EntryRow]) -> list[tuple[int, int, IndexedName]]:
    """Return the names with an id and their entry's. The size is the highest part of the id, so that short names come first."""
    return [
        (name.size << SIZE_SHIFT | row.pk << ENTRY_SHIFT | number, row.pk, name)
        for row in rows
        for number, name in enumerate(row.names)
    ]


def terms_of(rows: Sequence[EntryRow]) -> list[tuple[str, str]]:
    """Return every word that may be corrected to, with the audience of its entry."""
    words = {(word, row.audience) for row in rows for column in row.columns.values() for word in column}
    return sorted(pair for pair in words if spellable(pair[0]))
