"""The search in the database of the hub: match, count, cut to a page, show. It takes part in every transaction."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from time import perf_counter

from django.db import transaction

from search.engines.base import Answered, Entries, Progress, results, unheard
from search.engines.database import tables
from search.engines.database.choice import dialect
from search.engines.database.facets import Counted, count
from search.engines.database.index import DatabaseIndex
from search.engines.database.writing import put
from search.engines.matching import Matched, match
from search.engines.scope import Scope, scope_of
from search.engines.suggesting import suggestions
from search.models import SearchEntry
from search.query import SearchQuery
from search.results import EngineStatus, SearchResults, Suggestion

BATCH = 500


class DatabaseEngine:
    @property
    def name(self) -> str:
        return dialect().name

    def search(self, query: SearchQuery, audiences: frozenset[str]) -> SearchResults:
        started = perf_counter()
        index = DatabaseIndex(scope_of(query, audiences))
        matched = match(query, index)
        counted, page = page_of(matched, query)
        stored = tables.stored(page, index.scope, with_signs=bool(matched.reading.signs))
        rows = tuple(stored[entry] for entry in page if entry in stored)
        return results(query, matched, Answered(self.name, rows, counted.total, counted.facets), started)

    def suggest(self, text: str, audiences: frozenset[str], limit: int = 8) -> tuple[Suggestion, ...]:
        return suggestions(text, DatabaseIndex(Scope(tuple(sorted(audiences)))), limit)

    def apply(self, entries: Sequence[SearchEntry]) -> None:
        with transaction.atomic():
            put(entries)

    def rebuild(self, entries: Entries, progress: Progress = unheard) -> dict[int, int]:
        """Readers find the old index until the new one is complete: all of it is one transaction."""
        versions: dict[int, int] = {}
        stream = iter(entries())
        with transaction.atomic():
            dialect().clear()
            while batch := list(islice(stream, BATCH)):
                put(batch)
                versions |= {entry.pk: entry.version for entry in batch}
                progress(len(batch))
        self.optimise()
        return versions

    def optimise(self) -> None:
        dialect().optimise()

    def status(self) -> EngineStatus:
        entries, names, words = tables.sizes()
        return EngineStatus(
            self.name, indexed=entries, details={"names and codes": f"{names:,}", "words": f"{words:,}"}
        )


def page_of(matched: Matched, query: SearchQuery) -> tuple[Counted, list[int]]:
    """Return the counted facets, and the entries of the page asked for."""
    combinations = {entry: combination for entry, combination, _ in matched.rows}
    for placed in matched.named.values():
        combinations.setdefault(placed.name.id, placed.name.combination)
    entries = Counter(combinations.values())
    counted = count(tables.combinations_known(entries), entries, query)
    order = unique(list(matched.named), combinations) if query.sort == "best" else combinations
    passing = order if counted.passing is None else (e for e in order if combinations[e] in counted.passing)
    start = (query.page - 1) * query.size
    return counted, list(islice(passing, start, start + query.size))


def unique(first: Sequence[int], rest: Iterable[int]) -> Iterator[int]:
    """Yield `first`, then what else is in `rest`."""
    yield from first
    leading = set(first)
    yield from (entry for entry in rest if entry not in leading)
