"""The loop that keeps an engine outside the database up to date."""

from collections.abc import Callable
from threading import Event

from django.db import Error, close_old_connections

from search.actions import drain
from search.engines.away import EngineAway

LONGEST_PAUSE = 2.0  # seconds between two tries while the engine is away: it is taken up again within as long


def run(stop: Event, *, pause: float, say: Callable[[str], None]) -> None:
    """Drain the outbox until `stop` is set. Nothing that fails ends it: what was not sent is tried again."""
    wait, trouble = pause, ""
    while not stop.is_set():
        try:
            more = drain().more
        except (EngineAway, Error) as error:
            more, wait = False, min(wait * 2, LONGEST_PAUSE)
            close_old_connections()
            found = f"{type(error).__name__}: {error}"
        else:
            wait, found = pause, ""
        if found != trouble:
            say(found or "The engine is back.")
            trouble = found
        if not more:
            stop.wait(wait)
