from typing import Any

from django.core.management.base import BaseCommand

from search.engines import engine
from search.querysets import failed_entries, kind_counts, pending_count


class Command(BaseCommand):
    help = "Say which engine answers, what it holds, and what waits for it or failed."

    def handle(self, *args: Any, **options: Any) -> None:
        status = engine().status()
        self.stdout.write(f"Engine: {status.engine}, {status.indexed:,} entries indexed")
        for name, value in status.details.items():
            self.stdout.write(f"  {name}: {value}")
        for kind, number in kind_counts().items():
            self.stdout.write(f"  {kind}: {number:,}")
        self.stdout.write(f"Waiting: {pending_count():,}")
        for entry in failed_entries(limit=10):
            self.stdout.write(f"  {entry.kind} {entry.key} “{entry.title}”: {entry.error}")
