"""What `make chaos-search` measures, held to what it has to be."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_stale_or_left_behind_while_nodes_die(elasticsearch_url, tmp_path):
    """A database, nodes and processes of its own: the fixture only says whether Elasticsearch can run here."""
    url = {"CHAOS_DATABASE_URL": postgres_url()} if connection.vendor == "postgresql" else {}

    done = subprocess.run(
        [sys.executable, "-m", "bench.chaos", "--json"],
        cwd=ROOT,
        env=os.environ | url,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout.strip().splitlines()[-1])
    compared, read = result["one"]["compared"], result["one"]["read"]
    assert result["one"]["written"]["writes"] == 1000
    assert compared["live"] > 50
    assert {name: compared[name] for name in ("waiting", "lost", "stale", "ghosts")} == dict.fromkeys(
        ("waiting", "lost", "stale", "ghosts"), 0
    )
    assert read["failed"] == 0
    assert read["answers"]["database"] > 0, "the node was never away: nothing was tried"
    assert read["answers"]["elasticsearch"] > 0
    assert [reader["failed"] for reader in result["three"]["read"]] == [0, 0]


def postgres_url():
    """The test database of this worker; the test gives it back empty."""
    at = connection.settings_dict
    return f"postgres://{at['USER']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"
