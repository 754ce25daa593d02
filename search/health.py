"""How the search is: for the operator's command, the editors' first page and /metrics. For no reader: it counts everything."""

from dataclasses import dataclass

from django.utils import timezone

from search.engines import engine, remote_engine
from search.engines.away import EngineAway
from search.querysets import failed_count, lag, live_count, pending_count
from search.results import EngineStatus


@dataclass(frozen=True, slots=True)
class Health:
    """`away` says why the engine outside the database does not answer; `lag` is in seconds, of the oldest waiting change."""

    engine: str
    entries: int
    waiting: int
    refused: int
    lag: float
    status: EngineStatus | None
    away: str = ""


def health() -> Health:
    found, away = None, ""
    try:
        found = engine().status()
    except EngineAway as error:
        away = str(error)
    return Health(
        engine=engine().name,
        entries=live_count(),
        waiting=pending_count(),
        refused=failed_count(),
        lag=lag(timezone.now()).total_seconds(),
        status=found,
        away=away,
    )


def sends_changes() -> bool:
    """Say whether there is an engine that a worker has to keep up to date."""
    return remote_engine() is not None
