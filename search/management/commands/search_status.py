import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from search.health import Health, health
from search.querysets import failed_entries, kind_counts


class Command(BaseCommand):
    help = "Say which engine answers, what it holds, and what waits for it or was refused."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="Print the figures as JSON and nothing else.")

    def handle(self, *args: Any, **options: Any) -> None:
        found = health()
        self.stdout.write(json.dumps(asdict(found)) if options["json"] else "\n".join(told(found)))


def told(found: Health) -> list[str]:
    indexed = (
        f"{found.status.indexed:,} entries indexed" if found.status else f"away ({found.away}); the database answers"
    )
    lines = [f"Engine: {found.engine}, {indexed}"]
    lines += [f"  {name}: {value}" for name, value in (found.status.details if found.status else {}).items()]
    lines += [f"  {kind}: {number:,}" for kind, number in kind_counts().items()]
    lines.append(f"Waiting: {found.waiting:,}" + (f", the oldest for {found.lag:.1f} s" if found.waiting else ""))
    lines += [
        f"  {e.kind} {e.key} “{e.title}”: {e.error} (refused {e.attempts} times)" for e in failed_entries(limit=10)
    ]
    return lines
