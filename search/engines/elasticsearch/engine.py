"""The search in Elasticsearch. It answers from what the index holds; no hit is read from the database."""

from collections.abc import Mapping, Sequence
from time import perf_counter
from typing import Any

from search.engines.away import EngineAway
from search.engines.base import Answered, Entries, Progress, results, unheard
from search.engines.elasticsearch.connection import NO_INDEX, Address, Connection, away_if_it_fails
from search.engines.elasticsearch.documents import document_of, stored_in
from search.engines.elasticsearch.index import ElasticsearchIndex, Page
from search.engines.elasticsearch.loading import Loading, in_use, refusals
from search.engines.elasticsearch.mapping import aliases
from search.engines.matching import match
from search.engines.scope import Scope, scope_of
from search.engines.suggesting import suggestions
from search.facets import FACETS, facet
from search.models import SearchEntry
from search.query import SearchQuery
from search.results import EngineStatus, Facet, SearchResults, Suggestion

SEEN_AT_ONCE = 50  # changes up to which an answer is made to hold them at once; more are seen with the next refresh


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
        lines, refused = written(entries, places)
        if lines:
            answer = self.connection.bulk(list(places.values()), lines, refresh=len(entries) <= SEEN_AT_ONCE)
            refused |= refusals(answer)
        return refused

    def rebuild(self, entries: Entries, progress: Progress = unheard) -> dict[int, int]:
        """Return the version by primary key that the engine then has of each entry."""
        return Loading(self.connection, entries, progress).run()

    def refresh(self) -> None:
        """Let everything that was sent be found."""
        with away_if_it_fails():
            self.connection.worker.indices.refresh(index=self.names, ignore_unavailable=True)

    def generation(self) -> str:
        """Return which indexes stand behind the aliases; empty if there are none."""
        with away_if_it_fails():
            return " ".join(in_use(self.connection.worker, self.connection.prefix))

    def status(self) -> EngineStatus:
        """Raise EngineAway if it does not answer within a second: whoever asks looks after something else."""
        with away_if_it_fails():
            client = self.connection.watcher
            if not client.indices.exists_alias(name=list(aliases(self.connection.prefix).values())):
                raise EngineAway(NO_INDEX)
            count = client.count(index=self.names, ignore_unavailable=True)["count"]
            health = client.cluster.health()
            nodes = client.nodes.info(filter_path="nodes.*.version")["nodes"].values()
        versions = ", ".join(sorted({node["version"] for node in nodes}))
        details = {"version": versions, "cluster": health["status"], "nodes": str(health["number_of_nodes"])}
        return EngineStatus(self.name, indexed=count, details=details)

    @property
    def names(self) -> str:
        return ",".join(aliases(self.connection.prefix).values())


def facets_of(counted: Mapping[str, Any], query: SearchQuery) -> tuple[Facet, ...]:
    return tuple(facet(name, tally_in(counted.get(name, {}), name), query) for name in FACETS)


def tally_in(counted: Mapping[str, Any], name: str) -> dict[str, int]:
    """Return how many entries have each value; years are numbers in the index and text everywhere else."""
    buckets = counted.get("values", counted).get("buckets", ())
    return {f"{bucket['key']:04}" if name == "year" else bucket["key"]: bucket["doc_count"] for bucket in buckets}


def written(entries: Sequence[SearchEntry], places: Mapping[str, str]) -> tuple[list[dict[str, Any]], dict[int, str]]:
    """Return the lines of a bulk request, and why an entry cannot be written: it is taken out of other places even so."""
    lines: list[dict[str, Any]] = []
    refused: dict[int, str] = {}
    for entry in entries:
        home = None if entry.deleted else entry.audience
        target = {"_id": str(entry.pk), "version": entry.version, "version_type": "external"}
        lines += [{"delete": target | {"_index": index}} for audience, index in places.items() if audience != home]
        if home is None:
            continue
        try:
            lines += [{"index": target | {"_index": places[home]}}, document_of(entry)]
        except Exception as error:  # one entry must not hold up all others
            refused[entry.pk] = f"{type(error).__name__}: {error}"
    return lines, refused
