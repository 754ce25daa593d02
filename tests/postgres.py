"""A PostgreSQL server on this machine, for tests and `make cluster`.

    python -m tests.postgres COMMAND …     runs a command with DATABASE_URL set to a throw-away server, then removes it

`DATABASE_URL_POSTGRES` names a server that runs already, to be taken instead. Needs Debian's postgresql-15. As root it
runs the server as the user `postgres`.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests import processes

PROGRAMS = Path("/usr/lib/postgresql/15/bin")
USER = "postgres"  # PostgreSQL refuses to run as root
# Sorting as readers expect it, not by the numbers of characters: the same on every machine, whatever its locale is.
LOCALE = ["--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en"]
THROW_AWAY = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


class NotAvailable(Exception):
    """PostgreSQL cannot run here; the message says what is missing."""


class Server:
    """One server with its data in `folder`. Only this machine reaches it, and everybody on it without a password."""

    def __init__(self, folder: Path, port: int, options: str = "") -> None:
        self.folder, self.port, self.options = folder, port, options

    @property
    def url(self) -> str:
        return f"postgres://hub@127.0.0.1:{self.port}/postgres"

    @property
    def runs(self) -> bool:
        return (self.folder / "PG_VERSION").exists() and self._call("pg_ctl", "status", check=False) == 0

    def start(self) -> None:
        if not PROGRAMS.exists():
            raise NotAvailable("PostgreSQL 15 is missing: apt-get install postgresql-15")
        if not (self.folder / "PG_VERSION").exists():
            self._create()
        if not self.runs:
            where = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= {self.options}"
            self._call("pg_ctl", "start", "--wait", "--silent", "--log", str(self.folder / "log"), "--options", where)

    def stop(self) -> None:
        if self.runs:
            self._call("pg_ctl", "stop", "--wait", "--silent", "--mode", "fast")

    def _create(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if os.geteuid() == 0:
            os.chown(self.folder, pwd.getpwnam(USER).pw_uid, pwd.getpwnam(USER).pw_gid)
        self._call("initdb", "--username=hub", "--auth=trust", "--no-sync", *LOCALE)

    def _call(self, program: str, *arguments: str, check: bool = True) -> int:
        command = [str(PROGRAMS / program), "-D", str(self.folder), *arguments]
        who: dict[str, Any] = {"user": USER, "group": USER, "extra_groups": []} if os.geteuid() == 0 else {}
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, cwd=self.folder, check=check, **who
        )
        return done.returncode


@contextmanager
def throw_away_server() -> Iterator[Server]:
    """Give a server that is gone afterwards."""
    parent = Path(tempfile.mkdtemp(prefix="hub-postgres-"))
    parent.chmod(0o711)  # the server's user has to pass
    server = Server(parent / "data", processes.free_ports(1)[0], THROW_AWAY)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(parent)


@contextmanager
def address() -> Iterator[str]:
    if given := os.environ.get("DATABASE_URL_POSTGRES"):
        yield given
        return
    with throw_away_server() as server:
        yield server.url


def main(command: list[str]) -> int:
    try:
        with address() as url:
            return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=False).returncode
    except NotAvailable as reason:
        sys.exit(str(reason))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
