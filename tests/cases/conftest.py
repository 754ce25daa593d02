import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nothing_counted():
    """Start without the counters of other tests: accounts have the same keys in each."""
    cache.clear()
