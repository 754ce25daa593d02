import signal
from argparse import ArgumentParser
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand

from search.health import sends_changes
from search.worker import run


class Command(BaseCommand):
    help = "Keep the search engine up to date: send what changes, as it changes, until stopped (SIGTERM or Ctrl-C)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--pause", type=float, default=0.1, help="Seconds between two looks at the outbox.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not sends_changes():
            self.stdout.write("Search: the database is the engine and always up to date; there is nothing to send.")
            return
        stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        self.stdout.write("Search: sending what changes.")
        run(stop, pause=options["pause"], say=self.stdout.write)
        self.stdout.write("Search: stopped.")
