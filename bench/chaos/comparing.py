"""Holds what the index has against what the database says it should have. Run by bench.chaos; prints its figures as JSON."""

import json
import time

import django

django.setup()

from elasticsearch import Elasticsearch

from search.engines import remote_engine
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.elasticsearch.mapping import aliases
from search.models import SearchEntry
from search.querysets import pending_count

PATIENCE = 120  # seconds until everything that waits has to have been sent
Held = dict[tuple[str, int], tuple[int, str]]  # audience and primary key: version, summary


def held(client: Elasticsearch, prefix: str) -> Held:
    found: Held = {}
    for audience, alias in aliases(prefix).items():
        client.indices.refresh(index=alias)
        for hit in client.search(index=alias, size=10_000, version=True)["hits"]["hits"]:
            found[audience, int(hit["_id"])] = (hit["_version"], hit["_source"]["summary"])
    return found


def expected() -> Held:
    rows = SearchEntry.objects.filter(deleted=False).values_list("audience", "pk", "version", "summary")
    return {(audience, pk): (version, summary) for audience, pk, version, summary in rows}


def main() -> None:
    deadline = time.monotonic() + PATIENCE
    while pending_count() and time.monotonic() < deadline:
        time.sleep(0.2)
    remote = remote_engine()
    assert isinstance(remote, ElasticsearchEngine)
    has, should = held(remote.connection.worker, remote.connection.prefix), expected()
    figures = {
        "live": len(should),
        "waiting": pending_count(),
        "lost": len(should.keys() - has.keys()),
        "stale": sum(has[key] != should[key] for key in should.keys() & has.keys()),
        "ghosts": len(has.keys() - should.keys()),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
