from math import inf
from time import monotonic

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper

from content import reads
from search.signs import dictionary

pytest_plugins = ["tests.elasticsearch.plugin", "tests.own_database"]


@pytest.fixture(autouse=True)
def no_readings_of_another_test():
    """Readings wait in memory for the next write; those of pages that ended with their test must not reach another.

    The first one after a minute is written at once: each test begins as if the last write had just been.
    """
    reads._pending.clear()
    reads._last_flush = monotonic()
    yield
    reads._pending.clear()


@pytest.fixture(autouse=True)
def closing_an_answer_keeps_the_connection(monkeypatch):
    """Closing a streamed answer ends its request, and with it the connection that holds the test's transaction."""
    close = BaseDatabaseWrapper.close_if_unusable_or_obsolete
    monkeypatch.setattr(
        BaseDatabaseWrapper,
        "close_if_unusable_or_obsolete",
        lambda connection: None if connection.in_atomic_block else close(connection),
    )


@pytest.fixture(autouse=True)
def no_signs_of_another_test():
    """Phrases are kept in memory for a minute; a test that wants those of its vocabulary has them read anew."""
    dictionary.forget()
    dictionary.stamp, dictionary.asked_at = "none", inf
