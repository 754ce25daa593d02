import sqlite3

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, connections

from accounts.roles import Role
from tests.factories.accounts import UserFactory


def reader_of(role):
    """Return a saved user of `role`, or a visitor for None."""
    return AnonymousUser() if role is None else UserFactory(role=role)


@pytest.fixture
def physician(db):
    return reader_of(Role.PHYSICIAN)


@pytest.fixture
def editor(db):
    return reader_of(Role.EDITOR)


@pytest.fixture
def own_database(django_db_setup, django_db_blocker, tmp_path):
    """Point new connections to a file of their own, as in production: threads of one database in memory would only lock.

    A copy of the test database, so nothing has to be migrated before or flushed after.
    """
    if connection.vendor != "sqlite":
        pytest.skip("needs SQLite; another server has its own tests of locking")
    file = tmp_path / "hub.sqlite3"
    with django_db_blocker.unblock():
        connection.ensure_connection()
        with sqlite3.connect(file) as target:
            connection.connection.backup(target)
        target.close()
        settings = connections.settings["default"]
        before, settings["NAME"] = settings["NAME"], str(file)
        try:
            yield file
        finally:
            settings["NAME"] = before
