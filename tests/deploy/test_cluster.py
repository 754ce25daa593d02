"""`make cluster`: parts are started once, found again and stopped for certain. The whole of it is too slow for a test."""

import os
import subprocess
import sys

import pytest

from deploy.cluster import __main__ as cluster
from deploy.cluster import parts, place
from deploy.cluster.parts import Process
from tests import postgres


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(parts, "FOLDER", tmp_path)
    monkeypatch.setattr(parts, "LOGS", tmp_path)
    return tmp_path


@pytest.fixture
def sleeper(folder):
    part = Process("sleeper", ["sleep", "60"])
    yield part
    part.stop()


def test_a_part_is_started_once_and_found_by_the_next_call(sleeper, folder):
    sleeper.start()
    noted = (folder / "sleeper.json").read_text()
    Process("sleeper", ["sleep", "60"]).start()
    assert (folder / "sleeper.json").read_text() == noted
    assert Process("sleeper", []).states() == {"sleeper": True}


def test_a_part_that_was_stopped_is_gone_and_may_be_stopped_again(sleeper):
    sleeper.start()
    for _ in range(2):
        sleeper.stop()
        assert sleeper.states() == {"sleeper": False}


def test_what_a_part_says_is_in_its_log(folder):
    part = Process("speaker", ["echo", "listening"])
    part.start()
    while part.states()["speaker"]:
        pass
    assert (folder / "speaker.log").read_text() == "listening\n"


def test_missing_programs_are_named_with_the_line_that_installs_them(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(postgres, "PROGRAMS", tmp_path / "none")
    monkeypatch.setattr(parts.distribution, "jdk", lambda: tmp_path)
    with pytest.raises(SystemExit, match=r"^Something is missing: apt-get install maven postgresql-15 redis-server$"):
        cluster.check_programs()


def test_the_settings_of_the_cluster_allow_the_demonstration_and_take_every_address(monkeypatch):
    monkeypatch.delenv("DATABASE_POOL", raising=False)
    code = (
        "import django; django.setup(); from django.conf import settings as s;"
        "print(s.DEMO_ALLOWED, s.DATABASES['default']['PORT'], s.CACHES['default']['LOCATION'], s.SEARCH_URL, s.MIDDLEWARE[5])"
    )
    command = [sys.executable, "-c", code]
    told = subprocess.run(command, cwd=place.ROOT, env=place.environment(), capture_output=True, text=True, check=True)
    for expected in (
        "True",
        str(place.DATABASE_PORT),
        str(place.CACHE_PORT),
        *map(str, place.SEARCH_PORTS),
        "WhiteNoise",
    ):
        assert expected in told.stdout


@pytest.fixture
def has_postgresql(monkeypatch):
    monkeypatch.delenv("DATABASE_URL_POSTGRES", raising=False)
    if not postgres.PROGRAMS.exists():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("PostgreSQL is missing: apt-get install postgresql-15")


def test_a_throw_away_server_answers_and_leaves_nothing(has_postgresql):
    code = (
        "import os, psycopg; u = os.environ['DATABASE_URL'];"
        "print(psycopg.connect(u).execute(\"SELECT 'b' < 'C', current_setting('fsync')\").fetchone(), u)"
    )
    command = [sys.executable, "-m", "tests.postgres", sys.executable, "-c", code]
    told = subprocess.run(command, cwd=place.ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.startswith("(True, 'off') postgres://hub@127.0.0.1:")


ASKING = """
import django, sys
django.setup()
from django.db import close_old_connections, connection
for line in sys.stdin:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    close_old_connections()
    print("answered", flush=True)
"""


def test_a_process_goes_on_when_its_database_was_restarted(has_postgresql):
    with postgres.throw_away_server() as server:
        environment = place.environment() | {"DATABASE_URL": server.url}
        command = [sys.executable, "-W", "ignore", "-c", ASKING]
        with subprocess.Popen(
            command, cwd=place.ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as asking:
            for _ in range(2):
                asking.stdin.write("\n")
                asking.stdin.flush()
                assert asking.stdout.readline() == "answered\n"
                server.stop()
                server.start()
            asking.stdin.close()
