"""An engine outside the database in front, the database behind it: a reader gets an answer whatever becomes of the first."""

import logging
from collections.abc import Callable
from dataclasses import replace
from threading import Lock
from time import monotonic
from typing import TypeVar

from search.engines.away import EngineAway, EngineRefuses
from search.engines.base import Engine, Entries, Progress, unheard
from search.query import SearchQuery
from search.results import EngineStatus, SearchResults, Suggestion

FAILURES = 3  # in a row, after which the first engine is left alone
REST = 5.0  # seconds until it is tried again, by one reader
LOOK = 1.0
FALLBACK = "database"

logger = logging.getLogger(__name__)
T = TypeVar("T")


class Breaker:
    """Closed while the engine answers; open after FAILURES in a row, and then one try every REST seconds until one succeeds."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self.clock = clock
        self.lock = Lock()
        self.failures = 0
        self.next_try = 0.0

    @property
    def is_open(self) -> bool:
        return self.failures >= FAILURES

    def may_try(self) -> bool:
        with self.lock:
            if not self.is_open:
                return True
            if self.clock() < self.next_try:
                return False
            self.next_try = self.clock() + REST
            return True

    def succeeded(self) -> None:
        with self.lock:
            self.failures = 0

    def failed(self) -> None:
        with self.lock:
            self.failures += 1
            self.next_try = self.clock() + REST


class Watch:
    """Asks a question of the database at most once every LOOK seconds, whatever the number of readers."""

    def __init__(self, question: Callable[[], bool], clock: Callable[[], float] = monotonic) -> None:
        self.question = question
        self.clock = clock
        self.next_look = 0.0
        self.answer = False

    def __call__(self) -> bool:
        if self.clock() >= self.next_look:
            self.next_look = self.clock() + LOOK
            self.answer = self.question()
        return self.answer


class FallbackEngine:
    """`tells_too_much` says that the first engine still has what was withdrawn: then it is not asked."""

    def __init__(self, first: Engine, database: Engine, tells_too_much: Callable[[], bool]) -> None:
        self.first = first
        self.database = database
        self.tells_too_much = Watch(tells_too_much)
        self.breaker = Breaker()

    @property
    def name(self) -> str:
        return self.first.name

    def search(self, query: SearchQuery, audiences: frozenset[str]) -> SearchResults:
        """The answer of the database says that it is one: its `engine` is "database"."""
        return self.answer(
            lambda: self.first.search(query, audiences),
            lambda: replace(self.database.search(query, audiences), engine=FALLBACK),
        )

    def suggest(self, text: str, audiences: frozenset[str], limit: int = 8) -> tuple[Suggestion, ...]:
        return self.answer(
            lambda: self.first.suggest(text, audiences, limit),
            lambda: self.database.suggest(text, audiences, limit),
        )

    def answer(self, ask: Callable[[], T], otherwise: Callable[[], T]) -> T:
        """Return what the first engine says, or the database if it is away. What was asked stands in no log."""
        if self.tells_too_much() or not self.breaker.may_try():
            return otherwise()
        try:
            found = ask()
        except EngineAway as error:
            if not isinstance(error, EngineRefuses):
                self.breaker.failed()
            logger.warning("The search answers from the database: %s", error)
            return otherwise()
        except Exception as error:  # an answer that cannot be read: a reader is owed one that can
            logger.exception("The search answers from the database: %s", type(error).__name__)
            return otherwise()
        self.breaker.succeeded()
        return found

    def rebuild(self, entries: Entries, progress: Progress = unheard) -> dict[int, int]:
        return self.first.rebuild(entries, progress)

    def status(self) -> EngineStatus:
        return self.first.status()
