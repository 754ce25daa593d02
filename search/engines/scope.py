"""Within what a question is answered."""

from dataclasses import dataclass
from datetime import datetime

from search.query import SearchQuery


@dataclass(frozen=True, slots=True)
class Scope:
    """Everything an engine reads for a reader is read within this; nothing outside it shows in an answer."""

    audiences: tuple[str, ...]
    diseases: tuple[str, ...] = ()
    since: datetime | None = None
    sort: str = "best"

    @property
    def is_narrowed(self) -> bool:
        """Say whether more than the audience decides what can be found."""
        return bool(self.diseases or self.since)

    def widest(self) -> "Scope":
        """Return the scope of the same reader without anything that narrows it."""
        return Scope(self.audiences, sort=self.sort)


def scope_of(query: SearchQuery, audiences: frozenset[str]) -> Scope:
    return Scope(tuple(sorted(audiences)), query.diseases, query.since, query.sort)
