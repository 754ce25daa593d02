"""In which order physicians are asked: by one criterion after another, never by a sum of points, so that it can be explained.

The order holds no memory of declining: whoever said no to one case stands for the next as if never asked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from cases.pairing.eligibility import Occasion, is_eligible
from cases.pairing.facts import FIT_MOST, CaseFacts, Hero, HeroId, area_fit
from cases.pairing.hours import next_awake

NEVER = datetime(1, 1, 1, tzinfo=UTC)


class Key(NamedTuple):
    """The criteria in their order; the smaller value goes first. No two physicians of a case have the same lot."""

    asleep: bool
    other_country: bool
    misfit: int  # 0 for the speciality itself to 3 for a stranger to the area
    language: int  # the place of the best shared language among those of the case
    active: int
    last_offer_at: datetime
    lot: int


@dataclass(frozen=True, slots=True)
class Ranked:
    hero: Hero
    key: Key
    place: int  # from 1
    reasons: tuple[str, ...]

    @property
    def sentence(self) -> str:
        return sentence_of(self.reasons)


def rank(heroes: Iterable[Hero], occasion: Occasion) -> list[Ranked]:
    """Return everybody who may be asked, the first to ask first, each with reasons."""
    return explained(ordered(heroes, occasion), occasion)


def ordered(heroes: Iterable[Hero], occasion: Occasion) -> list[tuple[Key, Hero]]:
    found = [(key_of(hero, occasion), hero) for hero in heroes if is_eligible(hero, occasion)]
    return sorted(found, key=lambda pair: pair[0])


def explained(pairs: Sequence[tuple[Key, Hero]], occasion: Occasion) -> list[Ranked]:
    return [Ranked(hero, key, place, reasons_of(key, occasion.now)) for place, (key, hero) in enumerate(pairs, start=1)]


def key_of(hero: Hero, occasion: Occasion) -> Key:
    case = occasion.case
    return Key(
        asleep=not is_awake(hero, occasion),
        other_country=hero.country != case.country,
        misfit=FIT_MOST - fit(hero.specialities, case.area),
        language=language_place(hero, case),
        active=hero.active,
        last_offer_at=hero.last_offer_at or NEVER,
        lot=lot(case.seed, case.id, hero.id),
    )


def is_awake(hero: Hero, occasion: Occasion) -> bool:
    return next_awake(hero.zone, hero.hours or occasion.settings.waking, occasion.now) == occasion.now


fit = lru_cache(maxsize=4096)(area_fit)


def language_place(hero: Hero, case: CaseFacts) -> int:
    return next(place for place, code in enumerate(case.languages) if code in hero.languages)


@lru_cache(maxsize=16384)
def lot(seed: str, case_id: str, hero_id: HeroId) -> int:
    """Draw a lot that nobody can choose and everybody can draw again from the stored seed."""
    return int.from_bytes(blake2b(f"{seed}:{case_id}:{hero_id}".encode(), digest_size=8).digest())


def reasons_of(key: Key, now: datetime) -> tuple[str, ...]:
    """Return the place's reasons as codes, in the order of the criteria."""
    never = key.last_offer_at == NEVER
    return (
        "asleep" if key.asleep else "awake",
        "other_country" if key.other_country else "same_country",
        f"fit:{FIT_MOST - key.misfit}",
        f"language:{key.language + 1}",
        f"active:{key.active}",
        "never_asked" if never else f"rested:{(now - key.last_offer_at) // timedelta(hours=1)}",
    )


WORDS: dict[str, str] = {
    "awake": "it is day there",
    "asleep": "it is night there",
    "same_country": "same country as the patient",
    "other_country": "another country",
    "fit:3": "the area is their speciality",
    "fit:2": "the area is close to their speciality",
    "fit:1": "works across areas",
    "fit:0": "another area",
    "language:1": "reads the family’s first language",
    "never_asked": "never asked before",
}
COUNTED: dict[str, str] = {
    "language": "reads language {n} of the case",
    "active": "looks after {n} at the moment",
    "rested": "last asked {n} hours ago",
}


def sentence_of(reasons: Iterable[str]) -> str:
    """Say reasons in words, from their codes alone."""
    text = "; ".join(words_of(code) for code in reasons)
    return f"{text[:1].upper()}{text[1:]}."


def words_of(code: str) -> str:
    if code in WORDS:
        return WORDS[code]
    name, _, number = code.partition(":")
    return COUNTED[name].format(n=number)
