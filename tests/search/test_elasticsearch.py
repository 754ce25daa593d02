"""The contract with a real Elasticsearch."""

from itertools import count

import pytest
from elasticsearch import NotFoundError

from search.engines import remote_engine
from search.engines.elasticsearch.mapping import aliases
from search.engines.fallback import FallbackEngine
from search.models import SearchEntry
from tests.search import contract

_tests = count(1)


class Elasticsearch:
    @pytest.fixture
    def url(self, elasticsearch_search_url):
        return elasticsearch_search_url

    @pytest.fixture(autouse=True)
    def alone(self, chosen, monkeypatch):
        """Begin with an empty index, and let no answer come from the database behind it."""
        monkeypatch.setattr(FallbackEngine, "answer", lambda self, ask, otherwise: ask())
        client = remote_engine().connection.worker
        names = ",".join(aliases(remote_engine().connection.prefix).values())
        try:
            hits = client.search(index=names, size=10_000, source=False)["hits"]["hits"]
        except NotFoundError:
            remote_engine().rebuild(lambda: [])
            hits = []
        lines = [{"delete": {"_index": hit["_index"], "_id": hit["_id"]}} for hit in hits]
        if lines:
            client.bulk(operations=lines, refresh=True)
        skip_primary_keys(next(_tests) * 10_000)


def skip_primary_keys(number):
    """SQLite counts anew in each test, and the versions of the last test's entries must not stand against this one's."""
    SearchEntry.objects.create(pk=number, kind="page", key="first", title="First", audience="public").delete()


class TestNamesAndCodes(Elasticsearch, contract.NamesAndCodes):
    pass


class TestSpelling(Elasticsearch, contract.Spelling):
    pass


class TestResults(Elasticsearch, contract.Results):
    pass


class TestFacets(Elasticsearch, contract.Facets):
    pass


class TestAudiences(Elasticsearch, contract.Audiences):
    pass


class TestSafety(Elasticsearch, contract.Safety):
    pass


class TestSuggestions(Elasticsearch, contract.Suggestions):
    pass


class TestKeeping(Elasticsearch, contract.Keeping):
    pass
