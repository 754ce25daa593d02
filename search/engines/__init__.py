"""The engines. `engine()` is the only way to the one that answers, `SEARCH_URL` the only setting."""

from functools import cache
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from search.engines.base import Engine
from search.engines.database.engine import DatabaseEngine

VENDORS = ("sqlite", "postgresql")


@cache
def engine() -> Engine:
    """Return the engine that SEARCH_URL names; `database://` is the full-text search of the database in use."""
    if urlsplit(settings.SEARCH_URL).scheme == "database":
        return database_engine()
    raise ImproperlyConfigured(f"SEARCH_URL is “{settings.SEARCH_URL}”; this version knows “database://”.")


@cache
def remote_engine() -> None:
    """Return the engine outside the database, which is sent what changes; None if there is none."""
    return None


@cache
def database_engine() -> DatabaseEngine:
    """Return the engine that every change reaches in its own transaction: it answers whenever another one cannot."""
    if connection.vendor not in VENDORS:
        raise ImproperlyConfigured(
            f"SEARCH_URL=database:// searches in SQLite or PostgreSQL; there is no engine for {connection.vendor} here."
        )
    return DatabaseEngine()
