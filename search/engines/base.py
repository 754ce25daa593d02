"""What every engine offers. Page, API and commands know this and nothing more."""

from collections.abc import Callable, Iterable, Sequence
from time import perf_counter
from typing import NamedTuple, Protocol

from search.engines.matching import Matched
from search.engines.reasons import reasons_of
from search.highlight import Marker
from search.hits import Stored, hits
from search.models import SearchEntry
from search.query import SearchQuery
from search.results import EngineStatus, Facet, SearchResults, Suggestion

Entries = Callable[[], Iterable[SearchEntry]]
Progress = Callable[[int], None]


def unheard(done: int) -> None:
    """Progress that nobody looks at."""


class Engine(Protocol):
    """`audiences` says for whom the engine answers and has no default anywhere.

    Nothing in an answer (total, facet, highlight, suggestion, correction, "did you mean") reflects an entry outside it.
    """

    @property
    def name(self) -> str: ...

    def search(self, query: SearchQuery, audiences: frozenset[str]) -> SearchResults: ...

    def suggest(self, text: str, audiences: frozenset[str], limit: int = 8) -> tuple[Suggestion, ...]: ...

    def rebuild(self, entries: Entries, progress: Progress = unheard) -> dict[int, int]:
        """Hold exactly `entries()`, all of them live, whatever was there before. Searching goes on meanwhile.

        Return the version by primary key that the engine then has of each entry.
        """

    def status(self) -> EngineStatus: ...


class RemoteEngine(Engine, Protocol):
    """An engine outside the database. Every method raises EngineAway if it cannot be reached."""

    def refresh(self) -> None:
        """Let everything that was sent be found."""

    def generation(self) -> str:
        """Return which index answers: another name after each rebuild, empty if there is none."""

    def send(self, entries: Sequence[SearchEntry]) -> dict[int, str]:
        """Take in entries as they are; a tombstone goes out. Return by primary key why one was refused.

        Of two versions of an entry the higher stays, in whatever order they come.
        """


class Answered(NamedTuple):
    """One page of hits with what was counted over all of them."""

    engine: str
    rows: Sequence[Stored]
    total: int
    facets: tuple[Facet, ...]


def results(query: SearchQuery, matched: Matched, answered: Answered, started: float) -> SearchResults:
    """Return what a reader gets; `started` is the reading of perf_counter when the question came."""
    reading = matched.reading
    typed = frozenset(word.lower() for word in reading.typed.values())
    marker = Marker(reading.terms, typed)
    return SearchResults(
        query=query,
        hits=hits(answered.rows, marker, reasons_of(matched, answered.rows)),
        total=answered.total,
        facets=answered.facets,
        corrections=matched.corrections,
        did_you_mean=matched.did_you_mean,
        denied=reading.denied,
        missing=reading.missing,
        engine=answered.engine,
        took_ms=round((perf_counter() - started) * 1000, 2),
        page=query.page,
        pages=max(1, -(-answered.total // query.size)),
    )
