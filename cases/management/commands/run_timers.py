from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from cases.relay.figures import count_figures
from cases.timers import run
from common.repeating import every


class Command(BaseCommand):
    help = (
        "Do what is due for cases: ask volunteers, remind, ask for outcomes, close. Safe to run at any time and in several "
        "processes; with --every it goes on until it is stopped."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=float, help="Seconds between two runs, until stopped (SIGTERM or Ctrl-C).")

    def handle(self, *args: Any, **options: Any) -> None:
        for _ in every(options["every"]):
            self.once()

    def once(self) -> None:
        now = timezone.now()
        done = run(now)
        count_figures(now)
        for name, number in sorted(done.items()):
            self.stdout.write(f"{name}: {number}")
        if not done:
            self.stdout.write("Nothing was due.")
