"""The parts of the cluster, all started, found again and stopped alike. PostgreSQL and the nodes know themselves."""

import json
import shutil
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from deploy.cluster.place import CACHE_PORT, DATABASE_PORT, FOLDER, LOGS, ROOT, SEARCH_PORTS, environment
from tests import postgres, processes
from tests.elasticsearch import distribution
from tests.elasticsearch.node import Cluster


class Part(Protocol):
    name: str

    def missing(self) -> str:
        """Return the Debian packages that this part needs and that are not here; "" if all are."""

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def states(self) -> dict[str, bool]:
        """Return, for each process, its name and whether it runs."""


@dataclass
class Process:
    """A program of ours: a web server, a worker, a cache."""

    name: str
    command: list[str]
    package: str = ""

    @property
    def _note(self) -> Path:
        return FOLDER / f"{self.name}.json"

    def _noted(self) -> tuple[int, str]:
        if not self._note.exists():
            return 0, ""
        pid, since = json.loads(self._note.read_text())
        return pid, since

    def missing(self) -> str:
        return "" if shutil.which(self.command[0]) else self.package

    def start(self) -> None:
        if not processes.is_running(*self._noted()):
            pid = processes.start(self.command, LOGS / f"{self.name}.log", cwd=ROOT, env=environment())
            self._note.write_text(json.dumps([pid, processes.started_at(pid)]))

    def stop(self) -> None:
        if processes.is_running(*self._noted()):
            processes.end(self._noted()[0])
        self._note.unlink(missing_ok=True)

    def states(self) -> dict[str, bool]:
        return {self.name: processes.is_running(*self._noted())}


class Database:
    name = "database"

    def __init__(self) -> None:
        self.server = postgres.Server(FOLDER / "postgres", DATABASE_PORT)

    def missing(self) -> str:
        return "" if postgres.PROGRAMS.exists() else "postgresql-15"

    def start(self) -> None:
        self.server.start()

    def stop(self) -> None:
        self.server.stop()

    def states(self) -> dict[str, bool]:
        return {self.name: self.server.runs}


class Search:
    name = "search"

    @property
    def nodes(self) -> Cluster:
        return Cluster("hub", folder=FOLDER / "elasticsearch", options="")  # what runs is read anew each time

    def missing(self) -> str:
        distribution.jdk()  # says itself what to do: Debian 12 has no package of it
        return "" if shutil.which("mvn") else "maven"

    def start(self) -> None:
        nodes = self.nodes
        if nodes.running:
            for index, node in enumerate(nodes.nodes):
                if not node.runs:
                    nodes.restart(index)
        nodes.start(SEARCH_PORTS, keep_data=True)

    def stop(self) -> None:
        self.nodes.stop_all(signal.SIGTERM, keep_data=True)

    def states(self) -> dict[str, bool]:
        nodes = self.nodes.nodes
        return {f"search {node.name}": node.runs for node in nodes} or {self.name: False}


REDIS = ["redis-server", "--bind", "127.0.0.1", "--port", str(CACHE_PORT), "--save", "", "--dir", str(FOLDER)]
GUNICORN = [sys.executable, "-m", "gunicorn", "--config", "python:deploy.gunicorn"]
EVENTS = [sys.executable, "-m", "gunicorn", "--config", "python:deploy.gunicorn_events"]
MAILER = [sys.executable, "manage.py", "send_notices", "--every", "20"]
WORKER = [sys.executable, "manage.py", "search_worker"]

STORES: list[Part] = [Database(), Process("cache", REDIS, "redis-server"), Search()]
HUB: list[Part] = [
    Process("web", GUNICORN),
    Process("events", EVENTS),
    Process("worker", WORKER),
    Process("mailer", MAILER),
]
