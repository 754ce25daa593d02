import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit.verification import verify


class Command(BaseCommand):
    help = "Check that no event of the audit log was changed, taken out, moved or put in; exit with 1 if one was."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--expect",
            default="",
            metavar="NUMBER:SEAL",
            help="the end printed by an earlier run and kept elsewhere: shows that nothing was cut off since",
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = verify(options["expect"])
        if options["json"]:
            self.stdout.write(json.dumps(asdict(verdict)))
        if verdict.problem:
            raise CommandError(f"{verdict.problem} The {verdict.events} events before it are as they were written.")
        if not options["json"]:
            self.stdout.write(
                f"{verdict.events} events, all as they were written. End: {verdict.events}:{verdict.head}"
            )
