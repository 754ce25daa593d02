"""`make chaos-search`: writes and reads go on while nodes of Elasticsearch are killed; then index and database are compared."""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.measure import ROOT, environment
from tests import processes
from tests.elasticsearch import guard
from tests.elasticsearch.node import Cluster

WRITES = 1000
KILLS = 3
console = Console(stderr=True)


class Place:
    """A database and a cluster of its own, and the processes that use them."""

    def __init__(self, folder: Path, cluster: Cluster, name: str) -> None:
        hosts = ",".join(url.removeprefix("http://") for url in cluster.urls)
        given = os.environ.get("CHAOS_DATABASE_URL")
        self.cluster = cluster
        self.environment = environment(folder / f"{name}.sqlite3") | {"SEARCH_URL": f"elasticsearch://{hosts}/{name}"}
        self.environment |= {"DATABASE_URL": given} if given else {}

    def run(self, *command: str) -> str:
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=self.environment, check=True, stdout=subprocess.PIPE, text=True
        )
        return done.stdout

    def start(self, *command: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip

    def prepare(self) -> None:
        self.run("manage.py", "migrate", "--verbosity", "0")
        self.run("manage.py", "rebuild_search", "--full")


@contextmanager
def cluster_of(nodes: int) -> Iterator[Cluster]:
    name = f"chaos-{os.getpid()}-{nodes}"
    watch = processes.started_at(os.getpid())
    guard.start(name, os.getpid(), watch)
    cluster = Cluster(name)
    cluster.start(processes.free_ports(nodes))
    try:
        yield cluster
    finally:
        cluster.stop_all(signal.SIGKILL)


def figures_of(process: "subprocess.Popen[str]", stop: bool = True) -> dict[str, Any]:
    if stop:
        process.send_signal(signal.SIGTERM)
    printed, _ = process.communicate(timeout=300)
    return json.loads(printed.strip().splitlines()[-1])


def one_node(folder: Path, writes: int) -> dict[str, Any]:
    """Kill the only node three times while entries change, and the worker once."""
    with cluster_of(1) as cluster:
        place = Place(folder, cluster, "one")
        place.prepare()
        worker = place.start("manage.py", "search_worker")
        reader = place.start("-m", "bench.chaos.reader", "page")
        reader.stdout and reader.stdout.readline()
        writer = place.start("-m", "bench.chaos.writer", str(writes), "0.05")
        for number in range(KILLS):
            time.sleep(4)
            console.log(f"killing the node ({number + 1} of {KILLS})")
            cluster.kill(0)
            if number == 1:
                worker.kill()
                worker.wait()
                worker = place.start("manage.py", "search_worker")
            time.sleep(2)
            cluster.restart(0)
        written = figures_of(writer, stop=False)
        compared = json.loads(place.run("-m", "bench.chaos.comparing").splitlines()[-1])
        read = figures_of(reader)
        worker.terminate()
        worker.wait(timeout=30)
        return {"written": written, "read": read, "compared": compared}


def three_nodes(folder: Path) -> dict[str, Any]:
    """Kill one node of three while readers ask Elasticsearch itself."""
    with cluster_of(3) as cluster:
        place = Place(folder, cluster, "three")
        place.prepare()
        place.run("-m", "bench.chaos.writer", "200", "0")
        place.run("manage.py", "drain_search")
        readers = [place.start("-m", "bench.chaos.reader", "engine") for _ in range(2)]
        for reader in readers:
            reader.stdout and reader.stdout.readline()
        time.sleep(4)
        console.log("killing one node of three")
        cluster.kill(0)
        time.sleep(15)
        return {"read": [figures_of(reader) for reader in readers]}


def table_of(result: dict[str, Any]) -> Table:
    table = Table("figure", "measured", "goal", title="Elasticsearch killed and restarted")
    one, three = result["one"], result["three"]
    compared, written, read = one["compared"], one["written"], one["read"]
    said = f"{compared['lost']} lost, {compared['stale']} stale, {compared['ghosts']} ghosts of {compared['live']} live"
    table.add_row(f"{written['writes']:,} writes, the node killed {KILLS} times", said, "0, 0, 0")
    table.add_row("writing meanwhile", f"p95 {written['ms_p95']:.0f} ms, most {written['ms_most']:.0f} ms", "")
    table.add_row(
        "readers meanwhile", f"{read['failed']} failed of {sum(read['answers'].values()):,}: {read['answers']}", "0"
    )
    table.add_row("longest answer", f"{read['ms_most']:.0f} ms", "≤ 1,000 ms")
    asked = sum(sum(reader["answers"].values()) for reader in three["read"])
    failed = sum(reader["failed"] for reader in three["read"])
    table.add_row("three nodes, one killed", f"{failed} failed of {asked:,}, nothing behind them", "0")
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--writes", type=int, default=WRITES)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="hub-chaos-"))
    try:
        result = {"one": one_node(folder, options.writes), "three": three_nodes(folder)}
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if options.json:
        print(json.dumps(result))
    else:
        Console().print(table_of(result))


if __name__ == "__main__":
    main()
