"""Waits until a test run is over, however it ends, and stops its nodes: `guard.py NAME PID SINCE`."""

import signal
import sys
import time
from pathlib import Path

from tests import processes
from tests.elasticsearch import distribution
from tests.elasticsearch.node import Cluster

ROOT = Path(__file__).parents[2]


def start(name: str, owner: int, since: str) -> int:
    command = [sys.executable, "-m", __spec__.name, name, str(owner), since]
    return processes.start(command, Path("/dev/null"), cwd=ROOT)


def lock_of(name: str) -> Path:
    """Who holds it starts or stops the cluster of this name."""
    return distribution.cache() / "clusters" / f"{name}.lock"


def main(name: str, owner: str, since: str) -> None:
    while processes.is_running(int(owner), since):
        time.sleep(0.2)
    stop(name)


def stop(name: str) -> None:
    with distribution.lock(lock_of(name)):
        Cluster(name).stop_all(signal.SIGKILL)
    lock_of(name).unlink(missing_ok=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
