"""The engines. `engine()` is the only way to the one that answers, `SEARCH_URL` the only setting."""

from functools import cache
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.utils import timezone

from search.engines.base import Engine, RemoteEngine
from search.engines.database.engine import DatabaseEngine
from search.engines.fallback import FallbackEngine
from search.querysets import withdrawals_overdue

VENDORS = ("sqlite", "postgresql")


@cache
def engine() -> Engine:
    """Return the engine that answers readers. If one outside the database does, the database stands behind it."""
    remote = remote_engine()
    if remote is None:
        return database_engine()
    return FallbackEngine(remote, database_engine(), lambda: withdrawals_overdue(timezone.now()))


@cache
def remote_engine() -> RemoteEngine | None:
    """Return the engine outside the database, to which changes are sent; None for `database://`."""
    scheme = urlsplit(settings.SEARCH_URL).scheme
    if scheme == "database":
        return None
    if scheme not in ("elasticsearch", "elasticsearch+https"):
        raise ImproperlyConfigured(
            f"SEARCH_URL begins with “{scheme}://”; this version knows “database://” and “elasticsearch://host:9200/hub”."
        )
    from search.engines.elasticsearch.connection import address_in  # noqa: PLC0415  a client is loaded only where it is used
    from search.engines.elasticsearch.engine import ElasticsearchEngine  # noqa: PLC0415

    return ElasticsearchEngine(address_in(settings.SEARCH_URL))


@cache
def database_engine() -> DatabaseEngine:
    """Return the engine that every change reaches in its own transaction: it answers whenever another one cannot."""
    if connection.vendor not in VENDORS:
        raise ImproperlyConfigured(
            f"SEARCH_URL=database:// searches in SQLite or PostgreSQL; there is no engine for {connection.vendor} here."
        )
    return DatabaseEngine()
