import pytest

from content import reads

pytest_plugins = ["tests.elasticsearch.plugin"]


@pytest.fixture(autouse=True)
def no_readings_of_another_test():
    """Readings wait in memory for the next write; those of pages that ended with their test must not reach another."""
    reads._pending.clear()
    yield
    reads._pending.clear()
