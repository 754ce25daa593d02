from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.actions import drain
from search.engines.away import EngineAway


class Command(BaseCommand):
    help = "Send everything that waits for the search engine, once. A running search_worker does so by itself."

    def handle(self, *args: Any, **options: Any) -> None:
        sent = refused = 0
        more = True
        try:
            while more:
                done = drain()
                sent, refused, more = sent + done.sent, refused + done.refused, done.more
        except EngineAway as error:
            raise CommandError(f"The search engine is away ({error}). Nothing is lost: it is sent later.") from error
        self.stdout.write(f"Search: {sent:,} sent, {refused:,} refused.")
