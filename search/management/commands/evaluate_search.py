import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import track
from rich.table import Table

from search.evaluation import BadFile, evaluate, read_questions, report

COLUMNS = ("hit@1", "hit@3", "hit@10", "mrr", "n", "ms_p50", "ms_p95")


class Command(BaseCommand):
    help = (
        "Ask the questions of a file (.jsonl or .jsonl.gz) and print how often the expected disease leads the results."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help='Lines of {"kind": …, "q": …, "expect": ["ORPHA:558"]}.')
        parser.add_argument("--json", action="store_true", help="Print the figures as JSON and nothing else.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            questions = read_questions(options["file"])
        except BadFile as error:
            raise CommandError(str(error)) from error
        quiet = bool(options["json"])
        shown = track(questions, description="Asking", console=Console(stderr=True), disable=quiet, transient=True)
        figures = report(list(evaluate(shown)))
        if quiet:
            self.stdout.write(json.dumps(figures))
        else:
            Console(file=sys.stdout).print(table(figures))


def table(figures: dict[str, Any]) -> Table:
    answered = ", ".join(f"{number:,} by {engine}" for engine, number in figures["engines"].items())
    result = Table("kind", *COLUMNS, title=f"Answered: {answered}")
    for kind, row in [*figures["kinds"].items(), ("overall", figures["overall"])]:
        result.add_row(
            kind,
            *(f"{row[c]:.1%}" if c.startswith("hit") else f"{row[c]:g}" for c in COLUMNS),
            end_section=kind != "overall",
        )
    return result
