"""The contract with the full-text search of the database in use: SQLite, or PostgreSQL with `make test-postgres`."""

from tests.search.contract import Facets, Keeping, NamesAndCodes, Results, Suggestions
from tests.search.contract_audiences import Audiences
from tests.search.contract_safety import Safety
from tests.search.contract_spelling import Spelling


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
