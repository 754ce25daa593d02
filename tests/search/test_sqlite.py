import pytest
from django.db import connection

from tests.search.contract import Audiences, Facets, Keeping, NamesAndCodes, Results, Safety, Spelling, Suggestions

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="the engine of another database")


class TestNamesAndCodes(NamesAndCodes):
    pass


class TestSpelling(Spelling):
    pass


class TestResults(Results):
    pass


class TestFacets(Facets):
    pass


class TestAudiences(Audiences):
    pass


class TestSafety(Safety):
    pass


class TestSuggestions(Suggestions):
    pass


class TestKeeping(Keeping):
    pass
