from argparse import ArgumentParser
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from search.actions import Rebuilt, drain_all, is_up_to_date, rebuild, refresh_polls
from search.engines import engine
from search.engines.away import EngineAway


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
        if options["if_needed"] and self.is_up_to_date():
            opened = refresh_polls()
            self.stdout.write(f"Search: {opened:,} polls have opened." if opened else "Search: nothing changed.")
            return
        started = perf_counter()
        columns = (SpinnerColumn(), TextColumn("Reading entries"), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("", total=None)
            try:
                done = rebuild(full=options["full"], progress=lambda number: bar.advance(task, number))
            except EngineAway as error:
                raise CommandError(
                    f"The database is up to date and answers. The search engine is away ({error}); run this again later."
                ) from error
        self.tell(done, perf_counter() - started)

    def is_up_to_date(self) -> bool:
        """An engine that is away cannot be brought up to date now, and need not hold up whoever starts the hub."""
        try:
            drain_all()
            return is_up_to_date()
        except EngineAway as error:
            self.stderr.write(f"The search engine is away ({error}); the database answers.")
            return False

    def tell(self, done: Rebuilt, seconds: float) -> None:
        what = (
            f"{done.changed:,} changed, {done.removed:,} removed" if done.changed or done.removed else "nothing changed"
        )
        how = f", the {engine().name} index written anew" if done.full else ""
        self.stdout.write(f"Search: {done.entries:,} entries, {what}{how} ({seconds:.1f} s).")
