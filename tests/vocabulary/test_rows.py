"""Tables written in one go."""

import pytest
from django.db import connection

from vocabulary.loading.rows import BATCH, insert_rows
from vocabulary.models import Sign

pytestmark = pytest.mark.django_db


def test_postgresql_knows_at_once_what_a_table_holds():
    """Else a join later in the same load is planned for a handful of rows, and takes minutes."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps no such count")
    insert_rows(
        Sign, ["hpo_id", "name", "definition"], ((f"HP:{9_500_000 + n}", f"Sign {n}", "") for n in range(BATCH + 1))
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [Sign._meta.db_table])
        assert cursor.fetchone()[0] >= BATCH + 1
