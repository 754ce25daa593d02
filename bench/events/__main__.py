"""`make bench-events`: how long from the commit of a change until every open stream has heard of it.

Starts gunicorn with the ASGI worker on a scratch database, opens streams as browsers do, by session, five an account; then
changes a subject that all of them read, and tells all accounts of it, in turns. Everything shares the machine.
"""

import argparse
import asyncio
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import fmean
from typing import Any
from uuid import UUID

from bench.measure import ROOT, environment, percentile
from tests import processes

PLACE = ROOT / "var" / "bench" / "events"
SUBJECT = UUID(int=7)
OPENING_AT_ONCE = 20
PATIENCE = 30.0  # seconds for one change to reach everybody
Heard = asyncio.Queue[tuple[str, float]]


@contextmanager
def server(env: dict[str, str]) -> Iterator[int]:
    (port,) = processes.free_ports(1)
    command = ["gunicorn", "--config", "python:deploy.gunicorn_events", "--log-level", "error", "bench.events.asgi"]
    env = env | {"EVENTS_BIND": f"127.0.0.1:{port}"}
    with subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT, env=env, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(port)
            yield port
        finally:
            process.terminate()


def wait_for(port: int) -> None:
    for _ in range(200):
        if not processes.is_free(port):
            return
        time.sleep(0.2)
    raise SystemExit("The server does not start.")


async def listen(port: int, key: str, number: int, heard: Heard) -> None:
    """Open a stream and note when each event arrives."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    address = f"/events/?subject=bench:{SUBJECT}"
    writer.write(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: sessionid={key}\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    if b" 200 " not in head.partition(b"\r\n")[0]:
        raise SystemExit(f"Stream {number}: {head.decode()}")
    try:
        while line := await reader.readline():
            if line.startswith(b"event: "):
                heard.put_nowait((line[7:].decode().strip(), time.monotonic()))
    finally:
        writer.close()


async def arrivals(heard: Heard, name: str, streams: int) -> list[float]:
    """Return when each stream heard an event of this name."""
    moments: list[float] = []
    async with asyncio.timeout(PATIENCE):
        while len(moments) < streams:
            what, moment = await heard.get()
            if what == name:
                moments.append(moment)
    return moments


async def measure(port: int, keys: list[str], changes: int) -> dict[str, Any]:
    heard: Heard = asyncio.Queue()
    started = time.monotonic()
    tasks = []
    for start in range(0, len(keys), OPENING_AT_ONCE):
        part = keys[start : start + OPENING_AT_ONCE]
        tasks += [asyncio.create_task(listen(port, key, start + n, heard)) for n, key in enumerate(part)]
        await arrivals(heard, "unread", len(part))
    opened = time.monotonic() - started
    delays: dict[str, list[float]] = {"changed": [], "unread": []}
    for number in range(changes):
        name = ("changed", "unread")[number % 2]
        committed = await asyncio.to_thread(change, name)
        delays[name] += [moment - committed for moment in await arrivals(heard, name, len(keys))]
        await asyncio.sleep(0.1 + number % 5 * 0.1)  # not in step with the looks at the database
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return {"opened": opened, "delays": delays}


def change(name: str) -> float:
    """Write a change as an action does, in one transaction; return the moment after its commit."""
    from bench.events.people import change_subject, tell_everybody  # noqa: PLC0415  Django is set up in main

    (change_subject if name == "changed" else tell_everybody)(SUBJECT)
    return time.monotonic()


def figures(streams: int, changes: int) -> dict[str, Any]:
    shutil.rmtree(PLACE, ignore_errors=True)
    PLACE.mkdir(parents=True)
    env = environment(PLACE / "hub.sqlite3") | {"EVENTS": "process"}
    if url := os.environ.get("BENCH_DATABASE_URL"):  # an empty PostgreSQL database
        env |= {"DATABASE_URL": url}
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=ROOT, env=env, check=True)
    os.environ.update(env)
    from bench.events.people import sessions  # noqa: PLC0415  needs the environment above

    keys = sessions(streams)
    with server(env) as port:
        return asyncio.run(measure(port, keys, changes))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--streams", type=int, default=500)
    parser.add_argument("--changes", type=int, default=20)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = figures(options.streams, options.changes)
    if options.json:
        print(json.dumps(found))
        return
    print(f"{options.streams} streams opened in {found['opened']:.1f} s")
    for name, delays in found["delays"].items():
        told = ", ".join(f"p{part} {percentile(delays, part) * 1000:.0f} ms" for part in (50, 95))
        print(
            f"{name}: {told}, max {max(delays) * 1000:.0f} ms, mean {fmean(delays) * 1000:.0f} ms, {len(delays)} heard"
        )


if __name__ == "__main__":
    main()
