import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.table import Table

from privacy.evaluation import BadFile, Figures, evaluate, read_samples

AROUND = 30


class Command(BaseCommand):
    help = "Scan the texts of a file (.jsonl or .jsonl.gz) and print what was found of what is in them, false alarms and speed."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", type=Path, help='Lines of {"id", "text", "spans": [[start, end, kind]], "clean": …}.'
        )
        parser.add_argument("--json", action="store_true", help="Print the figures as JSON and nothing else.")
        parser.add_argument(
            "--misses", type=int, default=0, help="Print so many misses and false alarms, with the words around."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            figures = evaluate(read_samples(options["file"]))
        except BadFile as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(figures.report()))
            return
        Console(file=sys.stdout).print(table(figures.report()))
        for line in examples(figures, options["misses"]):
            self.stdout.write(line)


def table(report: dict[str, Any]) -> Table:
    alarms, speed = report["false_alarms"], report["ms_per_1000_words"]
    title = (
        f"False alarms: {alarms['count']:,} of {alarms['of']:,} ({alarms['rate']:.2%}). {speed:g} ms for 1,000 words."
    )
    result = Table("kind", "recall", "found", "of", title=title)
    for kind, recall in report["recall"].items():
        found, of = report["found"][kind]
        result.add_row(kind, f"{recall:.2%}", f"{found:,}", f"{of:,}")
    return result


def examples(figures: Figures, number: int) -> list[str]:
    missed = [f"missed {span[2]}: {shown(text, span[0], span[1])}" for text, span in figures.missed[:number]]
    alarmed = [
        f"alarm {rule} on {span[2]}: {shown(text, span[0], span[1])}" for text, span, rule in figures.alarmed[:number]
    ]
    return missed + alarmed


def shown(text: str, start: int, end: int) -> str:
    return repr(f"{text[max(0, start - AROUND) : start]}⟦{text[start:end]}⟧{text[end : end + AROUND]}")
