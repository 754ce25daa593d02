"""Which dialect the database in use speaks."""

from functools import cache

from django.db import connection

from search.engines.database.dialect import Dialect


@cache
def dialect() -> Dialect:
    """Return the dialect of the database in use."""
    if connection.vendor == "postgresql":
        from search.engines.database.postgres import Postgres  # noqa: PLC0415  only where it can run

        return Postgres()
    from search.engines.database.sqlite import Sqlite  # noqa: PLC0415  as above

    return Sqlite()
