"""The engines. `engine()` is the only way to one, `SEARCH_URL` the only setting."""

from functools import cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from search.engines.base import Engine


@cache
def engine() -> Engine:
    """Return the engine that SEARCH_URL names; `database://` is the full-text search of the database in use."""
    if settings.SEARCH_URL != "database://":
        raise ImproperlyConfigured(f"SEARCH_URL is “{settings.SEARCH_URL}”; this version knows “database://”.")
    if connection.vendor != "sqlite":
        raise ImproperlyConfigured(
            f"SEARCH_URL=database:// searches in SQLite; there is no engine for {connection.vendor} here."
        )
    from search.engines.sqlite.engine import SqliteEngine  # noqa: PLC0415  only where it can run

    return SqliteEngine()
