from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from common.repeating import every
from notices.actions import prune
from notices.mailing.sending import send_due


class Command(BaseCommand):
    help = "Mail the news that is due and delete what is past keeping. Once, or again and again with --every."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--every", type=float, help="Seconds between two runs, until stopped (SIGTERM or Ctrl-C).")

    def handle(self, *args: Any, **options: Any) -> None:
        for _ in every(options["every"]):
            self.once()

    def once(self) -> None:
        run = send_due(timezone.now())
        pruned = prune(timezone.now())
        if run.mails or run.failures or pruned:
            self.stdout.write(f"Mails: {run.mails}, failed: {run.failures}. Rows past keeping: {pruned}.")
