"""Commands that go on: once, or again and again until they are asked to stop."""

import logging
import signal
from collections.abc import Callable, Iterable, Iterator
from threading import Event
from typing import TypeVar

from django.db import close_old_connections

Item = TypeVar("Item")
Result = TypeVar("Result")

SHORTEST = 1.0
logger = logging.getLogger(__name__)


def every(seconds: float | None) -> Iterator[None]:
    """Yield once; with `seconds`, again after each pause of so many, until SIGTERM or Ctrl-C. What runs is finished first."""
    stop = Event()
    if seconds is not None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
    while not stop.is_set():
        yield
        if seconds is None:
            return
        close_old_connections()
        stop.wait(max(SHORTEST, seconds))


def each_alone(items: Iterable[Item], act: Callable[[Item], Result]) -> Iterator[Result]:
    """Do something for each item and yield what it returns; one that fails is logged and stops no other."""
    for item in items:
        try:
            yield act(item)
        except Exception:
            logger.exception("One %s could not be seen to", type(item).__name__)
