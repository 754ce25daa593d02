"""Fixtures with real Elasticsearch nodes: one node for a whole run and all its workers, three nodes to kill.

`ELASTICSEARCH_URL=http://127.0.0.1:9200` takes a node that runs already. Where Elasticsearch cannot run, tests that ask
for it are skipped and say why; with `CI` in the environment they fail instead.
"""

import json
import os
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn
from urllib.parse import urlsplit

import pytest

from tests import processes
from tests.elasticsearch import distribution, guard
from tests.elasticsearch.distribution import NotAvailable
from tests.elasticsearch.node import Cluster


@dataclass(frozen=True)
class Run:
    """One call of pytest: the process people end with Ctrl-C, above all workers."""

    pid: int
    since: str

    @property
    def cluster(self) -> str:
        return f"test-{self.pid}"


def run_of(config: pytest.Config) -> Run:
    if hasattr(config, "workerinput"):
        return Run(**config.workerinput["elasticsearch_run"])
    return Run(os.getpid(), processes.started_at(os.getpid()))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    run = run_of(node.config)
    node.workerinput["elasticsearch_run"] = {"pid": run.pid, "since": run.since}


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the run's node at once; the guard does the same where this is never reached."""
    if not hasattr(config, "workerinput") and guard.lock_of(run_of(config).cluster).exists():
        guard.stop(run_of(config).cluster)


def unavailable(reason: object) -> NoReturn:
    (pytest.fail if os.environ.get("CI") else pytest.skip)(f"Elasticsearch: {reason}")


def shared_node(run: Run) -> str:
    """The address of the run's node; the first worker to ask starts it."""
    with distribution.lock(guard.lock_of(run.cluster)):
        cluster = Cluster(run.cluster)
        if not cluster.running:
            guard.start(run.cluster, run.pid, run.since)
            cluster.start(processes.free_ports(1))
        return cluster.urls[0]


def ask(url: str, method: str = "GET", body: object = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=method)
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=30) as answer:
        return json.load(answer)


def wipe(url: str, prefix: str) -> None:
    """Remove all indexes of a worker."""
    for row in ask(f"{url}/_cat/indices/{prefix}*?format=json&h=index&expand_wildcards=all"):
        ask(f"{url}/{row['index']}", "DELETE")


@pytest.fixture(scope="session")
def elasticsearch_prefix(worker_id: str) -> str:
    """What the names of this worker's indexes start with."""
    return f"test-{worker_id}"


@pytest.fixture(scope="session")
def elasticsearch_url(pytestconfig: pytest.Config, elasticsearch_prefix: str) -> Iterator[str]:
    """A node for all workers of the run; nothing of an earlier run is left under this worker's prefix."""
    try:
        url = os.environ.get("ELASTICSEARCH_URL") or shared_node(run_of(pytestconfig))
    except NotAvailable as reason:
        unavailable(reason)
    wipe(url, elasticsearch_prefix)
    yield url
    wipe(url, elasticsearch_prefix)


@pytest.fixture(scope="session")
def elasticsearch_search_url(elasticsearch_url: str, elasticsearch_prefix: str) -> str:
    """The value of SEARCH_URL for this worker."""
    return f"elasticsearch://{urlsplit(elasticsearch_url).netloc}/{elasticsearch_prefix}"


@pytest.fixture(scope="session")
def _trio(pytestconfig: pytest.Config, worker_id: str) -> Iterator[Cluster]:
    run, name = run_of(pytestconfig), f"{run_of(pytestconfig).cluster}-three-{worker_id}"
    guard.start(name, run.pid, run.since)
    cluster = Cluster(name)
    try:
        cluster.start(processes.free_ports(3))
    except NotAvailable as reason:
        unavailable(reason)
    yield cluster
    guard.stop(name)


@pytest.fixture
def three_nodes(_trio: Cluster) -> Cluster:
    """A cluster of three nodes, all running. A test may kill, stop and restart them; mark it slow."""
    for index, node in enumerate(_trio.nodes):
        if not node.runs:
            _trio.restart(index)
    return _trio
