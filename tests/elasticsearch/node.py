"""Real Elasticsearch nodes on this machine, for tests, figures and `make cluster`.

    python -m tests.elasticsearch.node start   [--name local] [--nodes 1] [--port 9200] [--heap 512m]
    python -m tests.elasticsearch.node kill    [--name local] --node 1       SIGKILL; `stop --node 1` asks it to stop
    python -m tests.elasticsearch.node restart [--name local] --node 1       with the data it had
    python -m tests.elasticsearch.node stop|status [--name local]

Each cluster has a name, and a folder of its own by it: several do not disturb each other.
Needs Maven, a JDK of 21 or newer, and Linux. As root it runs the nodes as the user `elasticsearch`, which it makes.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests import processes
from tests.elasticsearch import distribution
from tests.elasticsearch.distribution import NotAvailable

PATIENCE = 180  # seconds until a node answers; two busy cores start three nodes in one
# Starting is most of what a test's node does: the quick compiler, the small collector.
QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData"
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # a proxy does not know this machine's ports


@dataclass
class Node:
    name: str
    port: int
    pid: int = 0
    since: str = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def runs(self) -> bool:
        return processes.is_running(self.pid, self.since)

    def health(self) -> dict[str, Any]:
        """The cluster's health as this node sees it; nothing while it does not answer."""
        try:
            with _direct.open(f"{self.url}/_cluster/health", timeout=5) as answer:
                return json.load(answer)
        except OSError:
            return {}


class Cluster:
    """Nodes that know each other. What runs is written to `folder`, for the next process to find."""

    def __init__(self, name: str, folder: Path | None = None, heap: str = "512m", options: str = QUICK) -> None:
        self.name, self.heap, self.options = name, heap, options
        self.folder = folder or distribution.cache() / "clusters" / name
        self.nodes: list[Node] = []
        if self._state.exists():
            self.nodes = [Node(**row) for row in json.loads(self._state.read_text())]

    @property
    def _state(self) -> Path:
        return self.folder / "nodes.json"

    @property
    def urls(self) -> list[str]:
        return [node.url for node in self.nodes]

    @property
    def running(self) -> list[Node]:
        return [node for node in self.nodes if node.runs]

    def start(self, ports: list[int], keep_data: bool = False) -> list[str]:
        """Start a node on each port and wait until all have found each other; return their addresses."""
        if not self.running:
            self._begin(ports, keep_data)
            for index in range(len(ports)):
                self._run(index)
        self.wait()
        return self.urls

    def kill(self, index: int, how: signal.Signals = signal.SIGKILL) -> None:
        if self.nodes[index].runs:
            processes.end(self.nodes[index].pid, how)

    def stop(self, index: int) -> None:
        self.kill(index, signal.SIGTERM)

    def restart(self, index: int) -> None:
        self.stop(index)
        self._run(index)
        self.wait()

    def stop_all(self, how: signal.Signals = signal.SIGTERM, keep_data: bool = False) -> None:
        for node in self.running:  # all at once, or the last ones would wait for the first to come back
            os.killpg(node.pid, how)
        for index in range(len(self.nodes)):
            self.kill(index, how)
        self.nodes = []
        self._state.unlink(missing_ok=True)
        if not keep_data:
            shutil.rmtree(self.folder, ignore_errors=True)

    def wait(self) -> None:
        """Until every running node answers and sees every other."""
        deadline = time.monotonic() + PATIENCE
        expected = {"number_of_nodes": len(self.running)}
        for node in list(self.running):
            while not expected.items() <= node.health().items():
                if not node.runs or time.monotonic() > deadline:
                    self._give_up(node)
                time.sleep(0.2)

    def _give_up(self, node: Node) -> None:
        log = self.folder / node.name / "out.log"
        last = log.read_text().strip().splitlines()[-3:]
        self.stop_all(signal.SIGKILL, keep_data=True)
        raise RuntimeError(f"{node.name} of {self.name} did not start; {log} ends with:\n" + "\n".join(last))

    def _begin(self, ports: list[int], keep_data: bool) -> None:
        both = [port + beside for beside in (0, processes.TRANSPORT) for port in ports]
        if busy := [port for port in both if not processes.is_free(port)]:
            raise NotAvailable(f"something else uses port {busy[0]}")
        if not keep_data:
            shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.nodes = [Node(f"node-{index}", port) for index, port in enumerate(ports)]

    def _run(self, index: int) -> None:
        node, java, home = self.nodes[index], distribution.jdk(), distribution.install()
        place = self._configure(node, home)
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(place),
            "ES_JAVA_HOME": str(java),
            "ES_PATH_CONF": str(place / "config"),
            "ES_JAVA_OPTS": f"-Xms{self.heap} -Xmx{self.heap} {self.options}",
            "CLI_JAVA_OPTS": "-XX:TieredStopAtLevel=1",
        }
        command = [str(home / "bin" / "elasticsearch")]
        node.pid = processes.start(command, place / "out.log", distribution.USER, env=environment, cwd=place)
        node.since = processes.started_at(node.pid)
        self._state.write_text(json.dumps([asdict(node) for node in self.nodes]))

    def _configure(self, node: Node, home: Path) -> Path:
        """Write the node's settings, leave its data as they are; return its folder."""
        place = self.folder / node.name
        shutil.copytree(home / "config", place / "config", dirs_exist_ok=True)
        lines = [f"{key}: {json.dumps(value)}" for key, value in self._settings(node, place).items()]
        (place / "config" / "elasticsearch.yml").write_text("\n".join(lines) + "\n")
        options = (place / "config" / "jvm.options").read_text()  # names a collector, and two are one too many
        (place / "config" / "jvm.options").write_text(options.replace("-XX:+UseG1GC", "").replace("-Xlog:gc*", "#"))
        if os.geteuid() == 0:
            _give_to_user(place)
        return place

    def _settings(self, node: Node, place: Path) -> dict[str, object]:
        settings = {
            "cluster.name": self.name,
            "node.name": node.name,
            "network.host": "127.0.0.1",
            "http.port": node.port,
            "transport.port": node.port + processes.TRANSPORT,
            "path.data": str(place / "data"),
            "path.logs": str(place / "logs"),
            "xpack.security.enabled": False,
            "cluster.routing.allocation.disk.threshold_enabled": False,
        }
        return settings | self._discovery()

    def _discovery(self) -> dict[str, object]:
        if len(self.nodes) == 1:
            return {"discovery.type": "single-node"}
        seeds = [f"127.0.0.1:{node.port + processes.TRANSPORT}" for node in self.nodes]
        names = [node.name for node in self.nodes]
        return {"discovery.seed_hosts": seeds, "cluster.initial_master_nodes": names}


def _give_to_user(place: Path) -> None:
    """Let the nodes' user write in its folder; every folder above must let it pass."""
    if subprocess.run(["id", distribution.USER], capture_output=True, check=False).returncode:
        subprocess.run(["useradd", "--system", distribution.USER], check=True)
    closed = [str(above) for above in place.parents if not above.stat().st_mode & 0o001]
    if closed:
        raise NotAvailable(
            f"the user {distribution.USER} may not enter {closed[-1]}: set ES_NODE_HOME to another folder"
        )
    subprocess.run(["chown", "-R", f"{distribution.USER}:", place], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("verb", choices=["start", "stop", "kill", "restart", "status"])
    parser.add_argument("--name", default="local")
    parser.add_argument("--node", type=int)
    parser.add_argument("--nodes", type=int, default=1)
    parser.add_argument("--port", type=int, default=9200)
    parser.add_argument("--heap", default="512m")
    options = parser.parse_args()
    try:
        act(Cluster(options.name, heap=options.heap), options)
    except (NotAvailable, RuntimeError) as error:
        sys.exit(str(error))


def act(cluster: Cluster, options: argparse.Namespace) -> None:
    if options.node is not None and options.node >= len(cluster.nodes):
        sys.exit(f"{cluster.name} has {len(cluster.nodes)} nodes, counted from 0")
    if options.verb == "start":
        cluster.start([options.port + index for index in range(options.nodes)])
    elif options.verb == "stop" and options.node is None:
        cluster.stop_all()
    elif options.verb != "status":
        getattr(cluster, options.verb)(options.node or 0)
    for node in cluster.nodes:
        print(node.url, "runs" if node.runs else "is gone")


if __name__ == "__main__":
    main()
