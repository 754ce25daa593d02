"""Why a hit is there, in words: its name, a sign that was asked for."""

from collections.abc import Mapping, Sequence

from search.engines import ranking
from search.engines.matching import Matched
from search.hits import Stored
from search.text import fold


def reasons_of(matched: Matched, rows: Sequence[Stored]) -> Mapping[int, str]:
    """Return a reason by entry, where there is more to say than what is marked in its title and text."""
    found = {row.id: named_reason(matched, row) or sign_reason(matched, row) for row in rows}
    return {entry: reason for entry, reason in found.items() if reason}


def named_reason(matched: Matched, row: Stored) -> str | None:
    placed = matched.named.get(row.id)
    return ranking.reason(placed, frozenset(fold(row.title)), matched.reading.words) if placed else None


def sign_reason(matched: Matched, row: Stored) -> str | None:
    """Name the signs of the question that the entry has, as the ontology calls them."""
    asked = matched.reading.signs
    shared = [sign.name for sign in asked if sign.hpo_id in row.signs]
    return f"Sign{'s' if len(shared) > 1 else ''}: {', '.join(shared)}" if shared else None
