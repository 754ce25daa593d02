"""The cache in Redis, and the hub without it."""

import logging
import os
import shutil
import subprocess
import time

import pytest
import redis
from django.core.cache.backends.redis import RedisCache

from hubsite import cache
from hubsite.cache import SharedCache
from tests import processes


@pytest.fixture(autouse=True)
def nothing_remembered():
    shared(1).memory.clear()


def shared(port):
    return SharedCache(f"redis://127.0.0.1:{port}/0", {"OPTIONS": {"socket_connect_timeout": 0.3}})


@pytest.fixture
def server(tmp_path):
    if not shutil.which("redis-server"):
        (pytest.fail if os.environ.get("CI") else pytest.skip)("Redis is missing: apt-get install redis-server")
    [port] = processes.free_ports(1)
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while processes.is_free(port):
            time.sleep(0.02)
        yield port, process
        process.kill()


def test_two_processes_share_what_one_has_put_there(server):
    port, _ = server
    one, other = shared(port), shared(port)
    one.set("tries", 1)
    assert one.incr("tries") == 2
    assert other.get("tries") == 2
    for each in (one, other):
        each._cache.get_client().close()


def test_without_redis_the_process_goes_on_and_tries_are_still_counted(caplog):
    alone = shared(processes.free_ports(1)[0])
    with caplog.at_level(logging.WARNING):
        assert alone.add("tries", 1)
        assert not alone.add("tries", 1)
        assert alone.incr("tries") == 2
        assert alone.get_or_set("roots", lambda: "/") == "/"
    assert len(caplog.records) == 1  # one line, not one for each call


def test_redis_is_asked_again_after_a_while(monkeypatch):
    answers = iter([redis.exceptions.ConnectionError("away"), "from redis"])

    def get(self, key):
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(RedisCache, "get", get)
    now = [100.0]
    monkeypatch.setattr(cache, "monotonic", lambda: now[0])
    one = shared(1)
    assert one.get("a") is None
    now[0] += cache.REST - 1
    assert one.get("a") is None
    now[0] += 1
    assert one.get("a") == "from redis"


def test_an_outage_in_the_middle_is_survived(server):
    port, process = server
    one = shared(port)
    one.set("a", 1)
    process.kill()
    process.wait()
    assert one.get("a") is None
    one.set("a", 2)
    assert one.get("a") == 2
    one._cache.get_client().close()
