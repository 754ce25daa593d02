"""The search in Elasticsearch. It answers from what the index holds and never opens the database."""

from collections.abc import Iterable, Mapping, Sequence
from time import perf_counter
from typing import Any

from search.engines.away import EngineAway
from search.engines.base import Answered, Entries, Progress, results, unheard
from search.engines.elasticsearch.connection import Address, Connection, away_if_it_fails
from search.engines.elasticsearch.documents import document_of, stored_in
from search.engines.elasticsearch.index import ElasticsearchIndex, Page
from search.engines.elasticsearch.loading import Loading
from search.engines.elasticsearch.mapping import aliases
from search.engines.matching import match
from search.engines.scope import Scope, scope_of
from search.engines.suggesting import suggestions
from search.facets import FACETS, facet
from search.models import SearchEntry
from search.query import SearchQuery
from search.results import EngineStatus, Facet, SearchResults, Suggestion

SEEN_AT_ONCE = 50  # changes up to which an answer is made to hold them at once; more are seen with the next refresh
CONFLICT, FAULTS = 409, (400, 413)  # FAULTS: the entry cannot be indexed


class ElasticsearchEngine:
    name = "elasticsearch"

    def __init__(self, address: Address) -> None:
        self.connection = Connection(address)

    def search(self, query: SearchQuery, audiences: frozenset[str]) -> SearchResults:
        started = perf_counter()
        index = ElasticsearchIndex(self.connection, query, scope_of(query, audiences))
        matched = match(query, index)
        page: Page = matched.rows
        rows = [stored_in(source) for source in page.sources if source["audience"] in audiences]
        return results(query, matched, Answered(self.name, rows, page.total, facets_of(page.counted, query)), started)

    def suggest(self, text: str, audiences: frozenset[str], limit: int = 8) -> tuple[Suggestion, ...]:
        scope = Scope(tuple(sorted(audiences)))
        return suggestions(text, ElasticsearchIndex(self.connection, SearchQuery(), scope), limit)

    def send(self, entries: Sequence[SearchEntry]) -> dict[int, str]:
        """Bring entries to the engine; return by primary key why one was refused. Late or twice is harmless."""
        places = aliases(self.connection.prefix)
        lines = [line for entry in entries for line in changes(entry, places)]
        answer = self.connection.bulk(list(places.values()), lines, refresh=len(entries) <= SEEN_AT_ONCE)
        return dict(refusals(answer["items"]))

    def rebuild(self, entries: Entries, progress: Progress = unheard) -> dict[int, int]:
        """Return the version by primary key that the engine then has of each entry."""
        return Loading(self.connection, entries, progress).run()

    def status(self) -> EngineStatus:
        """Raise EngineAway if it does not answer."""
        names = ",".join(aliases(self.connection.prefix).values())
        with away_if_it_fails():
            worker = self.connection.worker
            worker.indices.refresh(index=names, ignore_unavailable=True)
            count = worker.count(index=names, ignore_unavailable=True)["count"]
            health = worker.cluster.health()
            nodes = worker.nodes.info(filter_path="nodes.*.version")["nodes"].values()
        versions = ", ".join(sorted({node["version"] for node in nodes}))
        details = {"version": versions, "cluster": health["status"], "nodes": str(health["number_of_nodes"])}
        return EngineStatus(self.name, indexed=count, details=details)


def facets_of(counted: Mapping[str, Any], query: SearchQuery) -> tuple[Facet, ...]:
    return tuple(facet(name, tally_in(counted.get(name, {}), name), query) for name in FACETS)


def tally_in(counted: Mapping[str, Any], name: str) -> dict[str, int]:
    """Return how many entries have each value; years are numbers in the index and text everywhere else."""
    buckets = counted.get("values", counted).get("buckets", ())
    return {f"{bucket['key']:04}" if name == "year" else bucket["key"]: bucket["doc_count"] for bucket in buckets}


def changes(entry: SearchEntry, places: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the lines of a bulk request: in the index of its audience the entry is written, in all others deleted."""
    lines: list[dict[str, Any]] = []
    for audience, index in places.items():
        target = {"_index": index, "_id": str(entry.pk), "version": entry.version, "version_type": "external"}
        if audience == entry.audience and not entry.deleted:
            lines += [{"index": target}, document_of(entry)]
        else:
            lines.append({"delete": target})
    return lines


def refusals(items: Iterable[Mapping[str, Any]]) -> Iterable[tuple[int, str]]:
    """Yield what cannot be indexed as it is; raise EngineAway for anything that is no fault of an entry.

    That the index has the same or a newer version already is as good as done.
    """
    for item in items:
        (done,) = item.values()
        error = done.get("error")
        if not error or done["status"] == CONFLICT:
            continue
        if done["status"] not in FAULTS:
            raise EngineAway(f"{done['status']} {error.get('type', 'error')}")
        yield int(done["_id"]), f"{error.get('type', 'error')}: {error.get('reason', '')}"
