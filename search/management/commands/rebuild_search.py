from argparse import ArgumentParser
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from search.actions import is_up_to_date, rebuild, refresh_polls
from search.engines import engine


class Command(BaseCommand):
    help = (
        "Bring the search up to date with all pages and polls. Safe to run at any time; a second run changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--full", action="store_true", help="Make index, facets and totals anew, whatever they hold."
        )
        parser.add_argument(
            "--if-needed", action="store_true", help="Only if facts or pages changed in bulk, or changes wait."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_needed"] and is_up_to_date():
            opened = refresh_polls()
            self.stdout.write(f"Search: {opened:,} polls have opened." if opened else "Search: nothing changed.")
            return
        started = perf_counter()
        columns = (SpinnerColumn(), TextColumn("Reading entries"), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("", total=None)
            done = rebuild(full=options["full"], progress=lambda number: bar.advance(task, number))
        what = (
            f"{done.changed:,} changed, {done.removed:,} removed" if done.changed or done.removed else "nothing changed"
        )
        how = f", the {engine().name} index written anew" if done.full else ""
        self.stdout.write(f"Search: {done.entries:,} entries, {what}{how} ({perf_counter() - started:.1f} s).")
