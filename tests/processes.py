"""Processes and ports of the servers that tests (and `make cluster`) start on this machine. Reads Linux's /proc."""

import os
import pwd
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

PROC = Path("/proc")
TRANSPORT = 100  # Elasticsearch's nodes talk to each other on the port this much higher


def _stat(pid: int) -> list[str]:
    """What /proc says after the name of the process: state, parent, group, …; nothing for one that ended."""
    try:
        words = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
    return words if words and words[0] not in "ZX" else []


def started_at(pid: int) -> str:
    """When the process started, in ticks since boot; "" if there is none. Tells it from a later one with its number."""
    words = _stat(pid)
    return words[19] if words else ""


def is_running(pid: int, since: str) -> bool:
    return bool(since) and started_at(pid) == since


def members(group: int) -> Iterator[int]:
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            words = _stat(int(entry.name))
            if words and words[2] == str(group):
                yield int(entry.name)


def start(command: list[str], log: Path, user: str = "", **options: Any) -> int:
    """Start a server as leader of a process group of its own, as `user` if we are root; return its process id."""
    who: dict[str, Any] = (
        {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if user and os.geteuid() == 0 else {}
    )
    with log.open("ab") as out:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True, **who, **options
        )
    process.returncode = 0  # it is meant to outlive this object: no warning that it still runs
    return process.pid


def end(group: int, how: signal.Signals = signal.SIGTERM, patience: float = 30) -> None:
    """Signal a process group and come back when all of it is gone; what ignores the signal is killed."""
    try:
        os.killpg(group, how)
    except ProcessLookupError:
        return
    deadline = time.monotonic() + patience
    while any(members(group)):
        if time.monotonic() > deadline:
            os.killpg(group, signal.SIGKILL)
        time.sleep(0.05)
    _reap(group)


def _reap(pid: int) -> None:
    with suppress(ChildProcessError):  # somebody else's child
        os.waitpid(pid, os.WNOHANG)


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_ports(count: int, beside: int = TRANSPORT) -> list[int]:
    """Ports in a row that nobody uses, and whose neighbours `beside` further up nobody uses either."""
    first = 21000 + os.getpid() % 100 * 60  # runs at the same time look in different places
    for start_at in range(first, first + 5000, count):
        ports = list(range(start_at, start_at + count))
        if all(is_free(port) and is_free(port + beside) for port in ports):
            return ports
    raise RuntimeError("no free ports on 127.0.0.1")
