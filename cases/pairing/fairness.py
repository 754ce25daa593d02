"""Whether offers are spread fairly, and how long it takes to find somebody. No value is shown of fewer than ten cases."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from cases.pairing.facts import Answer, HeroId, History
from cases.times import median_and_p90

CELL = 10
HOUR = 3600


class Spread(NamedTuple):
    offers: dict[HeroId, int]  # by physician, those without any among them
    accepts: dict[HeroId, int]
    gini_offers: float
    gini_accepts: float


@dataclass(frozen=True, slots=True)
class Cell:
    """The cases of a country or an area; the hours are of all of them, the unpaired counted as waiting until they opened."""

    name: str
    cases: int
    p50_hours: float
    p90_hours: float


def spread(histories: Iterable[History], heroes: Iterable[HeroId]) -> Spread:
    known = tuple(heroes)
    offers = [offer for history in histories for offer in history.offers]
    asked = Counter(offer.hero for offer in offers)
    accepted = Counter(offer.hero for offer in offers if offer.answer == Answer.ACCEPTED)
    by_offers, by_accepts = ({hero: count[hero] for hero in known} for count in (asked, accepted))
    return Spread(by_offers, by_accepts, gini(by_offers.values()), gini(by_accepts.values()))


def gini(counts: Iterable[int]) -> float:
    """Return Gini's coefficient: 0 where all have the same, towards 1 where one has everything (Sen 1973, p. 30)."""
    values = sorted(counts)
    total, number = sum(values), len(values)
    if not total:
        return 0.0
    return (
        2 * sum(place * value for place, value in enumerate(values, start=1)) / (number * total) - (number + 1) / number
    )


def hours_to_pair(history: History) -> float | None:
    """Return the hours from the start to the first acceptance, None while there is none."""
    moments = [offer.answered_at for offer in history.offers if offer.answer == Answer.ACCEPTED and offer.answered_at]
    return hours_between(history.case.started_at, min(moments)) if moments else None


def hours_between(start: datetime, end: datetime) -> float:
    return (end - start).total_seconds() / HOUR


def by_country(histories: Iterable[History], longest: float) -> list[Cell]:
    return cells(((history.case.country, history) for history in histories), longest)


def by_area(histories: Iterable[History], longest: float) -> list[Cell]:
    """Return a cell for each speciality; a case stands in each of its areas."""
    return cells(((code, history) for history in histories for code in sorted(history.case.area)), longest)


def cells(named: Iterable[tuple[str, History]], longest: float) -> list[Cell]:
    """Return the cells of ten cases and more. `longest`: the hours that stand for a case that opened without anybody.

    Cases that are still looked for, or were withdrawn, say nothing yet.
    """
    waits: defaultdict[str, list[float]] = defaultdict(list)
    for name, history in named:
        if not history.is_finished:
            continue
        hours = hours_to_pair(history)
        waits[name].append(longest if hours is None else hours)
    return [cell_of(name, values) for name, values in sorted(waits.items()) if len(values) >= CELL]


def cell_of(name: str, values: Sequence[float]) -> Cell:
    return Cell(name, len(values), *median_and_p90(values))
