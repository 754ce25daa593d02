from math import inf
from time import monotonic

import hypothesis
import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test.utils import setup_databases, teardown_databases

from content import reads
from search.signs import dictionary

pytest_plugins = ["tests.elasticsearch.plugin", "tests.own_database"]
hypothesis.settings.register_profile("hub", deadline=None)  # how long an example takes is no property of the code
hypothesis.settings.load_profile("hub")


@pytest.fixture(scope="session")
def name_of_a_database_that_is_no_tests():
    return connection.settings_dict["NAME"]


@pytest.fixture(scope="session")
def django_db_setup(name_of_a_database_that_is_no_tests, django_db_setup, django_db_blocker, request):
    """Make a test database also where no test has the mark `django_db` or the fixture `db`.

    pytest-django makes none then, as when a module with `own_database` or the browser's library runs alone: it would
    read and write the database of the developer.
    """
    if connection.settings_dict["NAME"] != name_of_a_database_that_is_no_tests:
        yield
        return
    keeps = request.config.getvalue("reuse_db")
    with django_db_blocker.unblock():
        made = setup_databases(
            verbosity=0, interactive=False, keepdb=keeps and not request.config.getvalue("create_db")
        )
    assert connection.settings_dict["NAME"] != name_of_a_database_that_is_no_tests, "There is no test database."
    yield
    if not keeps:
        with django_db_blocker.unblock():
            teardown_databases(made, verbosity=0)


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
