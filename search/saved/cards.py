"""Saved searches as a reader sees them: what each asks, how much there is now, how much of it is new."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from time import monotonic

from accounts.permissions import Reader, audiences_of
from search.engines import engine
from search.models import SavedSearch
from search.navigation import address
from search.query import BadQuery, SearchQuery
from search.querysets.arrivals import latest_arrival
from search.saved.questions import labels_of, name_for, question_of

PATIENCE = 1.5  # seconds that one page may count


@dataclass(frozen=True, slots=True)
class SavedCard:
    """`problem` says why the search can no longer be read; then there is nothing to open. No `total`: it was not counted."""

    saved: SavedSearch
    problem: str = ""
    words: str = ""
    labels: tuple[str, ...] = ()
    url: str = ""
    total: int | None = None
    new: int = 0


@dataclass(frozen=True, slots=True)
class Saving:
    """What the search page offers: the search as it is saved already, or how to save it."""

    saved: SavedSearch | None
    name: str
    params: str


def cards_of(saved: Iterable[SavedSearch], reader: Reader) -> list[SavedCard]:
    """Count for what `reader` may know of now, whatever it was when they saved: two searches each, all within PATIENCE."""
    audiences, end = audiences_of(reader), monotonic() + PATIENCE
    latest = latest_arrival(audiences)
    return [card_of(one, audiences, latest, counting=monotonic() < end) for one in saved]


def card_of(saved: SavedSearch, audiences: frozenset[str], latest: datetime | None, *, counting: bool) -> SavedCard:
    try:
        query = question_of(saved.params)
    except BadQuery as problem:
        return SavedCard(saved, problem.message)
    if not counting:
        return SavedCard(saved, "", query.text, labels_of(query), address(query))
    total = count(query, audiences)
    may_hold_new = total and latest is not None and latest >= saved.seen_at
    new = count(replace(query, since=saved.seen_at), audiences) if may_hold_new else 0
    return SavedCard(saved, "", query.text, labels_of(query), address(query), total, new)


def count(query: SearchQuery, audiences: frozenset[str]) -> int:
    return engine().search(replace(query, size=1, page=1), audiences).total


def saving_of(query: SearchQuery, reader: Reader) -> Saving:
    question = question_of(query.as_params())
    params = question.as_params()
    return Saving(SavedSearch.objects.of(reader).filter(params=params).first(), name_for(question), params)
