import pytest
from django.core.exceptions import ImproperlyConfigured

from search import engines
from tests.search.engines import forget_engines


@pytest.fixture(autouse=True)
def fresh():
    forget_engines()
    yield
    forget_engines()


def test_an_unknown_address_is_refused_by_name(settings):
    settings.SEARCH_URL = "gopher://somewhere"

    with pytest.raises(ImproperlyConfigured, match="gopher://"):
        engines.engine()


def test_a_database_without_an_engine_is_refused_by_name(settings, monkeypatch):
    settings.SEARCH_URL = "database://"
    monkeypatch.setattr(engines.connection, "vendor", "oracle", raising=False)

    with pytest.raises(ImproperlyConfigured, match="oracle"):
        engines.engine()
