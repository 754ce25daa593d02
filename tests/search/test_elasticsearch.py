"""The contract with a real Elasticsearch."""

import pytest

from tests.search import contract
from tests.search.contract_audiences import Audiences
from tests.search.contract_safety import Safety
from tests.search.contract_spelling import Spelling
from tests.search.engines import only_the_first

pytestmark = pytest.mark.one_database


class Elasticsearch:
    @pytest.fixture
    def url(self, elasticsearch_search_url):
        return elasticsearch_search_url

    @pytest.fixture(autouse=True)
    def alone(self, chosen, monkeypatch):
        only_the_first(monkeypatch)


class TestNamesAndCodes(Elasticsearch, contract.NamesAndCodes):
    pass


class TestSpelling(Elasticsearch, Spelling):
    pass


class TestResults(Elasticsearch, contract.Results):
    pass


class TestFacets(Elasticsearch, contract.Facets):
    pass


class TestAudiences(Elasticsearch, Audiences):
    pass


class TestSafety(Elasticsearch, Safety):
    pass


class TestSuggestions(Elasticsearch, contract.Suggestions):
    pass


class TestKeeping(Elasticsearch, contract.Keeping):
    pass
