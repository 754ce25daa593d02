"""What every engine offers. Page, API and commands know this and nothing more."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from search.models import SearchEntry
from search.query import SearchQuery
from search.results import EngineStatus, SearchResults, Suggestion


class Engine(Protocol):
    """`audiences` says for whom the engine answers and has no default anywhere.

    Nothing in an answer (total, facet, highlight, suggestion, correction, "did you mean") reflects an entry outside it.
    """

    name: str
    in_transaction: (
        bool  # whether `apply` takes part in the transaction of the entries; if not, it is called after the commit
    )

    def search(self, query: SearchQuery, audiences: frozenset[str]) -> SearchResults: ...

    def suggest(self, text: str, audiences: frozenset[str], limit: int = 8) -> tuple[Suggestion, ...]: ...

    def apply(self, entries: Sequence[SearchEntry]) -> None:
        """Take in entries as they are now; a tombstone goes out. Safe to call twice."""

    def rebuild(self, entries: Iterable[SearchEntry]) -> None:
        """Hold exactly `entries` afterwards, whatever was there before."""

    def status(self) -> EngineStatus: ...
