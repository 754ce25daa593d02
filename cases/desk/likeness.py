"""How alike two cases are, from bands and signs alone. Pure functions; a screener judges whether it is the same patient."""

from collections.abc import Iterable
from dataclasses import dataclass

LEAST, MOST = 0.5, 10
SIGNS_WEIGH, BAND_WEIGHS = 0.55, 0.15  # signs, and each of three bands; together one


@dataclass(frozen=True, slots=True)
class Traits:
    key: object
    country: str
    age_band: str
    sex: str
    signs: frozenset[int]


@dataclass(frozen=True, slots=True)
class Likeness:
    key: object
    score: float  # from 0 to 1
    shared_signs: int


def likeness(one: Traits, other: Traits) -> Likeness:
    """Return how alike two cases are: the signs both show of those either shows, and three bands."""
    shared, either = one.signs & other.signs, one.signs | other.signs
    signs = len(shared) / len(either) if either else 0.0
    bands = sum(
        bool(mine) and mine == theirs
        for mine, theirs in ((one.country, other.country), (one.age_band, other.age_band), (one.sex, other.sex))
    )
    return Likeness(other.key, SIGNS_WEIGH * signs + BAND_WEIGHS * bands, len(shared))


def likely_same(one: Traits, others: Iterable[Traits]) -> list[Likeness]:
    """Return the cases that could be the same, the likest first: at least half alike, and with a sign in common."""
    found = [likeness(one, other) for other in others]
    chosen = [each for each in found if each.shared_signs and each.score >= LEAST]
    return sorted(chosen, key=lambda each: (-each.score, str(each.key)))[:MOST]
