import pytest
from django.core.cache import cache
from django.test import Client

from tests.cases.thread.scanner import scanner  # noqa: F401  every test of replies
from tests.factories.cases import member, open_case, opinion_on


@pytest.fixture(autouse=True)
def nothing_counted_yet():
    """How much somebody read or sent is counted in the cache, by the key of an account that another test had too."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def browse():
    """Return a client that is signed in as somebody."""

    def browse(user):
        client = Client()
        client.force_login(user)
        return client

    return browse


@pytest.fixture
def case():
    return open_case()


@pytest.fixture
def author(case):
    """A colleague who gave an opinion, and so sees and answers."""
    user = member()
    opinion_on(case, author=user)
    return user
