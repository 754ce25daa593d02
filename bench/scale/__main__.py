"""`make bench-search`: the search by API against the same questions asked of Elasticsearch straight, by the same clients.

Times are only compared within one run, as ratios of medians over rounds that take turns.
"""

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.measure import ROOT, environment
from bench.scale.client import Asked, measure
from tests import processes
from tests.elasticsearch import guard
from tests.elasticsearch.node import Cluster

PLACE = ROOT / "var" / "bench" / "scale"
LOADING = (
    ("migrate", "--verbosity", "0"),
    ("load_vocabulary",),
    ("sync_diseases",),
    ("load_demo",),
    ("rebuild_search",),
)
SECONDS, ROUNDS, CLIENTS = 3, 3, 16
WORKERS, THREADS = 2, 8
JIT = "-XX:+UseG1GC -XX:-UsePerfData"  # as in production; tests trade it for a quick start
LATENCY = re.compile(r"50%\s+([\d.]+)(us|ms|s)")
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
BAD = re.compile(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)")
UNIT = {"us": 0.001, "ms": 1.0, "s": 1000.0}
console = Console(stderr=True)


def run(env: dict[str, str], *command: str) -> str:
    done = subprocess.run([sys.executable, *command], cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def run_json(env: dict[str, str], *command: str) -> dict[str, Any]:
    return json.loads(run(env, *command).strip().splitlines()[-1])


@contextmanager
def node() -> Iterator[Cluster]:
    name = f"bench-{os.getpid()}"
    guard.start(name, os.getpid(), processes.started_at(os.getpid()))
    cluster = Cluster(name, heap="2g", options=JIT)
    cluster.start(processes.free_ports(1))
    try:
        yield cluster
    finally:
        cluster.stop_all(signal.SIGKILL)


@contextmanager
def hub(env: dict[str, str]) -> Iterator[str]:
    """Serve the hub as in production: two processes with threads and kept-alive connections."""
    (port,) = processes.free_ports(1)
    command = ["gunicorn", "hubsite.wsgi", "-b", f"127.0.0.1:{port}", "-k", "gthread", "-w", str(WORKERS)]
    command += ["--threads", str(THREADS), "--keep-alive", "30", "--log-level", "error"]
    server = subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT, env=env)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{url}/healthz")
        yield url
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_for(url: str) -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(url, timeout=2)  # noqa: S310  its own server
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit(f"{url} does not answer")


def wrk(script: Path, url: str, clients: int, seconds: int = SECONDS) -> tuple[float, float]:
    """Return the median of the times in ms and the requests a second; any failed request ends the bench."""
    command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--latency", "--timeout", "10s", "-s", str(script), url]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if bad := BAD.search(said):
        raise SystemExit(f"{url}: {bad[0]}")
    p50, rate = LATENCY.search(said), RATE.search(said)
    assert p50 and rate, said
    return float(p50[1]) * UNIT[p50[2]], float(rate[1])


def side_by_side(folder: Path, urls: dict[str, str]) -> dict[str, dict[str, float]]:
    """Return by door the medians over rounds of p50 at one client and of answers a second at sixteen; doors take turns."""
    asked = {name: json.loads((folder / f"{name}.json").read_text()) for name in urls}
    rounds: dict[str, list[dict[str, float]]] = {name: [] for name in urls}
    for number in range(ROUNDS + 1):
        for name, url in urls.items():
            found = by_python(url, asked[name]) | by_wrk(url, folder / f"{name}.lua")
            if number:  # the first round only warms up
                rounds[name].append(found)
    return {name: {key: median(row[key] for row in rows) for key in rows[0]} for name, rows in rounds.items()}


def by_python(url: str, asked: list[Asked]) -> dict[str, float]:
    """Clients that read the answer, as whoever uses it has to."""
    return {"p50": measure(url, asked, 1, SECONDS)[0], "rate": measure(url, asked, CLIENTS, SECONDS)[1]}


def by_wrk(url: str, script: Path) -> dict[str, float]:
    """A client that costs next to nothing and throws the answer away."""
    if not shutil.which("wrk"):
        return {}
    return {"wrk_p50": wrk(script, url, 1)[0], "wrk_rate": wrk(script, url, CLIENTS)[1]}


def measured(env: dict[str, str], cluster: Cluster, folder: Path) -> dict[str, Any]:
    folder.mkdir(parents=True, exist_ok=True)
    asked = run_json(env, "-m", "bench.scale.questions", str(folder))
    with hub(env) as url:
        return asked | side_by_side(folder, {"raw": cluster.urls[0], "hub": url})


def freshness(env: dict[str, str], worker: bool) -> dict[str, Any]:
    process = subprocess.Popen([sys.executable, "manage.py", "search_worker"], cwd=ROOT, env=env) if worker else None
    try:
        return run_json(env, "-m", "bench.scale.freshness", "60")
    finally:
        if process:
            process.terminate()
            process.wait(timeout=30)


def figures(sizes: list[int]) -> dict[str, Any]:
    shutil.rmtree(PLACE, ignore_errors=True)
    PLACE.mkdir(parents=True)
    plain = environment(PLACE / "hub.sqlite3")
    with console.status("Loading everything") as status, node() as cluster:
        for command in LOADING:
            run(plain, "manage.py", *command)
        found: dict[str, Any] = {"sqlite": run_json(plain, "-m", "bench.search")["rows"], "sizes": {}}
        found["fresh_sqlite"] = freshness(plain, worker=False)
        small = plain | {"SEARCH_URL": f"elasticsearch://{cluster.urls[0].removeprefix('http://')}/bench"}
        run(small, "manage.py", "rebuild_search", "--full")
        found["quality"] = run_json(
            small, "manage.py", "evaluate_search", "tests/data/search_queries.jsonl.gz", "--json"
        )
        found["fresh"] = freshness(small, worker=True)
        for size in sizes:
            status.update(f"Filling an index with {size:,} entries")
            env = small | {"SEARCH_URL": f"{small['SEARCH_URL']}-{size}"}
            loaded = run_json(env, "-m", "bench.scale.growing", str(size))
            status.update(f"Asking {size:,} entries")
            found["sizes"][loaded["entries"]] = loaded | measured(env, cluster, PLACE / str(size))
        return found


def table_of(found: dict[str, Any]) -> Table:
    table = Table("figure", "measured", "goal", title="The search at scale")
    quality = found["quality"]["overall"]
    worst = min(found["quality"]["kinds"].items(), key=lambda item: item[1]["hit@3"])
    table.add_row(
        "Elasticsearch: expected disease first, in three",
        f"{quality['hit@1']:.1%}, {quality['hit@3']:.1%}",
        "≥ 97 %, ≥ 99 %",
    )
    table.add_row("worst kind of question, in three", f"{worst[1]['hit@3']:.1%} ({worst[0]})", "≥ 96 %")
    for size, row in found["sizes"].items():
        raw, asked = row["raw"], row["hub"]
        for by, label in (("", "clients read the answer"), ("wrk_", "wrk throws it away")):
            if f"{by}p50" in raw:
                p50 = (
                    f"{asked[f'{by}p50']:.2f} and {raw[f'{by}p50']:.2f} ms: {asked[f'{by}p50'] / raw[f'{by}p50']:.2f} ×"
                )
                rate = f"{asked[f'{by}rate']:.0f} and {raw[f'{by}rate']:.0f} a second: "
                rate += f"{asked[f'{by}rate'] / raw[f'{by}rate']:.2f} ×"
                table.add_row(f"{size:,} entries, API and raw, p50 at one client, {label}", p50, "≤ 1.5 × (1.3)")
                table.add_row(f"{size:,} entries, API and raw, 16 clients, {label}", rate, "≥ 0.7 ×")
        table.add_row(f"{size:,} entries loaded", f"{row['seconds']:.0f} s, {size / row['seconds']:.0f} a second", "")
    if len(found["sizes"]) > 1:
        first, *_, last = [row["hub"]["p50"] for row in found["sizes"].values()]
        table.add_row("growth of the API's p50", f"{last / first:.2f} ×", "≤ 1.3 ×")
    for name, row in (("Elasticsearch", found["fresh"]), ("SQLite", found["fresh_sqlite"])):
        table.add_row(
            f"a published change is found, {name}", f"p50 {row['p50']:.0f} ms, p95 {row['p95']:.0f} ms", "p95 ≤ 1 s"
        )
    for name, text, goal in found["sqlite"]:
        table.add_row(f"SQLite: {name}", text, goal)
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--sizes", type=int, nargs="*", default=[7_724, 200_000])
    options = parser.parse_args()
    found = figures(options.sizes)
    if options.json:
        print(json.dumps(found))
    else:
        Console(width=140).print(table_of(found))


if __name__ == "__main__":
    main()
