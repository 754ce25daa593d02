from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from privacy.corpus.make import as_line, make


class Command(BaseCommand):
    help = "Write invented texts in which every name, number and date is marked, for evaluate_privacy."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="Where to write the lines of JSON.")
        parser.add_argument("--seed", type=int, default=1, help="The same seed writes the same texts.")
        parser.add_argument("--texts", type=int, default=2000, help="How many texts.")
        parser.add_argument(
            "--part",
            choices=("tuning", "judging"),
            default="judging",
            help="Rules are tuned on one part and judged on the other; they share no names and no sentences.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["texts"] < 1:
            raise CommandError("--texts has to be 1 or more.")
        rows = make(part=options["part"], seed=options["seed"], texts=options["texts"])
        try:
            with options["file"].open("w", encoding="utf-8") as out:
                out.writelines(as_line(row) for row in rows)
        except OSError as error:
            raise CommandError(f"The file cannot be written: {error}") from error
        self.stdout.write(f"{options['texts']:,} texts in {options['file']}.")
