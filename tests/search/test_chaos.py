"""What `make chaos-search` measures, held to what it has to be."""

import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.db import connection

ROOT = Path(__file__).parents[2]


@pytest.fixture
def place():
    """Say where the database of the run is: a file of its own, or a database of its own beside that of the tests."""
    if connection.vendor != "postgresql":
        yield {}
        return
    at = connection.settings_dict
    server = f"postgres://{at['USER']}@{at['HOST']}:{at['PORT']}"
    name = f"hub_chaos_{os.getpid()}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as administrator:
        administrator.execute(f"CREATE DATABASE {name}")
        yield {"CHAOS_DATABASE_URL": f"{server}/{name}"}
        administrator.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.slow
@pytest.mark.one_database
def test_nothing_is_lost_stale_or_left_behind_while_nodes_die(elasticsearch_url, place):
    """A database, nodes and processes of its own: the fixture only says whether Elasticsearch can run here."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.chaos", "--json"],
        cwd=ROOT,
        env=os.environ | place,
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
