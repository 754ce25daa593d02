from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.verification.actions.timers import run


class Command(BaseCommand):
    help = (
        "Do what is due: register checks, renewals, lapses, reminders, closings, erasures. For cron, every hour or so."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        done = run(timezone.now())
        for name, number in sorted(done.items()):
            self.stdout.write(f"{name}: {number}")
        if not any(done.values()):
            self.stdout.write("Nothing was due.")
