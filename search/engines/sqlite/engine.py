"""The search in SQLite: match, count, cut to a page, show."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from time import perf_counter

from django.db import transaction

from search.engines.sqlite import ranking, tables, writing
from search.engines.sqlite.matching import Matched, match
from search.engines.sqlite.sql import Scope
from search.engines.sqlite.suggesting import suggestions
from search.facets import Counted, count
from search.highlight import Marker
from search.hits import Stored, hits
from search.models import SearchEntry
from search.query import SearchQuery
from search.results import EngineStatus, Hit, SearchResults, Suggestion
from search.text import fold

BATCH = 500


class SqliteEngine:
    name = "sqlite"
    in_transaction = True

    def search(self, query: SearchQuery, audiences: frozenset[str]) -> SearchResults:
        started = perf_counter()
        scope = Scope(tuple(sorted(audiences)), query.diseases, query.since, query.sort)
        matched = match(query, scope)
        counted, page = page_of(matched, query)
        found = show(matched, page, scope)
        return SearchResults(
            query=query,
            hits=found,
            total=counted.total,
            facets=counted.facets,
            corrections=matched.corrections,
            did_you_mean=matched.did_you_mean,
            missing=matched.reading.missing,
            engine=self.name,
            took_ms=round((perf_counter() - started) * 1000, 2),
            page=query.page,
            pages=max(1, -(-counted.total // query.size)),
        )

    def suggest(self, text: str, audiences: frozenset[str], limit: int = 8) -> tuple[Suggestion, ...]:
        return suggestions(text, Scope(tuple(sorted(audiences))), limit)

    def apply(self, entries: Sequence[SearchEntry]) -> None:
        with transaction.atomic():
            writing.put(entries)

    def rebuild(self, entries: Iterable[SearchEntry]) -> None:
        """Readers find the old index until the new one is complete: all of it is one transaction."""
        stream = iter(entries)
        with transaction.atomic():
            writing.clear()
            while batch := list(islice(stream, BATCH)):
                writing.put(batch)
        writing.optimise()

    def status(self) -> EngineStatus:
        entries, names, words = tables.sizes()
        return EngineStatus(
            self.name, indexed=entries, details={"names and codes": f"{names:,}", "words": f"{words:,}"}
        )


def page_of(matched: Matched, query: SearchQuery) -> tuple[Counted, list[int]]:
    """Return the counted facets, and the entries of the page asked for."""
    combinations = {entry: combination for entry, combination, _ in matched.found}
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


def show(matched: Matched, page: list[int], scope: Scope) -> tuple[Hit, ...]:
    reading = matched.reading
    stored = tables.stored(page, scope)
    rows = [stored[entry] for entry in page if entry in stored]
    reasons = {row.id: reason_of(matched, row) for row in rows if row.id in matched.named}
    typed = frozenset(word.lower() for word in reading.typed.values())
    return hits(rows, Marker(reading.terms, typed), reasons)


def reason_of(matched: Matched, row: Stored) -> str | None:
    return ranking.reason(matched.named[row.id], frozenset(fold(row.title)), matched.reading.words)
