"""CPU of API answers as ratios to an empty Django view behind the same middleware. Run by `python -m bench`."""

import json
from functools import partial

import django

django.setup()

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.measure import interleaved
from content.models import PageDocument

ADDRESSES = {
    "empty view": "/healthz",
    "disease detail": "/api/hub/v1/diseases/558",
    "disease list": "/api/hub/v1/diseases?size=20",
    "disease list, filtered": "/api/hub/v1/diseases?size=20&inheritance=Autosomal+dominant&onset=Infancy",
    "content list": "/api/hub/v1/content?size=20",
}


def main() -> None:
    client = Client(headers={"host": "127.0.0.1"})
    for address in ADDRESSES.values():
        assert client.get(address).status_code == 200, address
    cpu = interleaved({name: partial(client.get, address) for name, address in ADDRESSES.items()})
    queries = {name: count_queries(client, address) for name, address in ADDRESSES.items()}
    rows = {
        name: {"ms": cpu[name], "ratio": cpu[name] / cpu["empty view"], "queries": queries[name]} for name in ADDRESSES
    }
    print(json.dumps({"pages": PageDocument.objects.count(), "rows": rows}))


def count_queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


if __name__ == "__main__":
    main()
