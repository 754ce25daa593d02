"""`make bench`: builds its own databases under var/bench and prints every figure with its goal."""

import shutil
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.measure import ROOT, in_process, timed

PLACE = ROOT / "var" / "bench"
LOADING = (("load_vocabulary",), ("sync_diseases",), ("rebuild_search", "--if-needed"))


def main() -> None:
    console = Console()
    shutil.rmtree(PLACE, ignore_errors=True)
    PLACE.mkdir(parents=True)
    table = Table("figure", "measured", "goal", title="Figures of this run")
    with console.status("Loading everything, twice") as status:
        loading(table)
        status.update("Loading the demonstration, then the API's answers")
        timed(PLACE / "full.sqlite3", "load_demo")
        answers(table)
        status.update("Search")
        searching(table)
        status.update("Cases")
        forum(table)
        status.update("Publishing among 100 and 7,724 pages")
        publishing(table)
    console.print(table)


def loading(table: Table) -> None:
    database = PLACE / "full.sqlite3"
    timed(database, "migrate", "--verbosity", "0")
    for name, goal in (("first", "180 s, 700 MB"), ("second", "20 s")):
        runs = [timed(database, *command) for command in LOADING]
        seconds, memory = sum(run["seconds"] for run in runs), max(run["mb"] for run in runs)
        table.add_row(f"vocabulary, pages and index, {name} run", f"{seconds:.1f} s, {memory:.0f} MB", goal)


def answers(table: Table) -> None:
    result = in_process(PLACE / "full.sqlite3", "bench.api")
    goals = {"disease detail": "3", "disease list": "4", "disease list, filtered": "4", "content list": "4"}
    for name, row in result["rows"].items():
        text = f"{row['ms']:.2f} ms CPU, {row['ratio']:.1f} × an empty view, {row['queries']} queries"
        table.add_row(f"API: {name}", text, f"≤ {goals[name]} ×" if name in goals else "")
    for name, ms in result["token_ms"].items():
        table.add_row(f"API: {name}, what a member's token adds", f"{ms:.2f} ms CPU", "≤ 0.3 ms")


def searching(table: Table) -> None:
    database = PLACE / "full.sqlite3"
    for name, text, goal in in_process(database, "bench.search")["rows"]:
        table.add_row(f"search: {name}", text, goal)


def forum(table: Table) -> None:
    for name, row in in_process(PLACE / "full.sqlite3", "bench.cases")["rows"].items():
        text = f"{row['ms']:.2f} ms CPU, {row['ratio']:.1f} × an empty page, {row['queries']} queries"
        table.add_row(f"cases: {name}", text, "" if name.startswith("empty") else "≤ 4 ×")


def publishing(table: Table) -> None:
    small, full = PLACE / "small.sqlite3", PLACE / "full.sqlite3"
    timed(small, "migrate", "--verbosity", "0")
    results: list[dict[str, Any]] = [in_process(small, "bench.publish", "100"), in_process(full, "bench.publish")]
    for kind in ("article", "disease"):
        little, much = (result[f"{kind}_ms"] for result in results)
        table.add_row(f"publishing one {kind}", f"{little:.1f} and {much:.1f} ms CPU: {much / little:.2f} ×", "≤ 1.3 ×")


if __name__ == "__main__":
    main()
