"""A copy of the test database for tests with real threads; a plugin, so that every test can ask for it."""

import sqlite3
from contextlib import contextmanager

import pytest
from django.db import connection, connections


@pytest.fixture
def own_database(django_db_setup, django_db_blocker, tmp_path):
    """Point new connections to a database of their own, so that threads meet each other as in production.

    A copy of the test database, so nothing has to be migrated before or flushed after. Threads of one SQLite in memory
    would only lock, and none would see what a test keeps in its transaction.
    """
    copy = copy_of_sqlite(tmp_path / "hub.sqlite3") if connection.vendor == "sqlite" else copy_of_postgresql()
    settings = connections.settings["default"]
    before = settings["NAME"]
    with django_db_blocker.unblock(), copy as name:
        settings["NAME"] = name
        try:
            yield name
        finally:
            settings["NAME"] = before


@contextmanager
def copy_of_sqlite(file):
    connection.ensure_connection()
    with sqlite3.connect(file) as target:
        connection.connection.backup(target)
    target.close()
    yield str(file)


@contextmanager
def copy_of_postgresql():
    name = f"{connection.settings_dict['NAME']}_copy"
    let_go()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {connection.settings_dict['NAME']}")
        yield name
        let_go()
        cursor.execute(f"DROP DATABASE {name}")


def let_go():
    """Leave the database without connections: it cannot be copied or dropped with any."""
    connection.close()
    connection.close_pool()
