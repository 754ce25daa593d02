"""What has to happen to a case now: one function from what has happened, who is there and what time it is.

It keeps nothing and does nothing. Whoever calls it does the step, adds it to the history and asks again, until it says
wait or there is nothing left to do.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from cases.pairing.eligibility import Occasion
from cases.pairing.facts import Hero, History
from cases.pairing.hours import after_waking
from cases.pairing.ranking import Key, Ranked, explained, ordered
from cases.pairing.settings import DEFAULT, PairingSettings


@dataclass(frozen=True, slots=True)
class NewOffer:
    ranked: Ranked
    due_at: datetime


@dataclass(frozen=True, slots=True)
class OfferThese:
    wave: int  # from 1
    offers: tuple[NewOffer, ...]
    candidates: int  # who could have been asked


@dataclass(frozen=True, slots=True)
class WaitUntil:
    moment: datetime  # later than now


@dataclass(frozen=True, slots=True)
class CoordinatorTask:
    """The coordinator is told; asking goes on."""


@dataclass(frozen=True, slots=True)
class OpenUnderCoordinator:
    pass


@dataclass(frozen=True, slots=True)
class Nothing:
    """Somebody accepted, or the case is open."""


Step: TypeAlias = OfferThese | WaitUntil | CoordinatorTask | OpenUnderCoordinator | Nothing


def next_step(history: History, heroes: Iterable[Hero], now: datetime, settings: PairingSettings = DEFAULT) -> Step:
    if history.is_finished:
        return Nothing()
    if now >= since_start(history, settings.open_hours):
        return OpenUnderCoordinator()
    if not history.has_task and now >= since_start(history, settings.coordinator_hours):
        return CoordinatorTask()
    return offer_or_wait(history, heroes, now, settings)


def offer_or_wait(history: History, heroes: Iterable[Hero], now: datetime, settings: PairingSettings) -> Step:
    wave = wave_at(history, now, settings)
    wanted = settings.wave_sizes[wave - 1] - sum(offer.is_live(now) for offer in history.offers)
    occasion = Occasion.of(history, now, settings)
    pairs = awake(ordered(heroes, occasion)) if wanted > 0 else []
    if pairs:
        new = tuple(NewOffer(ranked, due_at(ranked.hero, occasion)) for ranked in explained(pairs[:wanted], occasion))
        return OfferThese(wave, new, len(pairs))
    return WaitUntil(next_moment(history, lacks_people=wanted > 0, occasion=occasion))


def awake(pairs: list[tuple[Key, Hero]]) -> list[tuple[Key, Hero]]:
    """Whoever sleeps stands at the end of the order, and is asked after waking up."""
    return [pair for pair in pairs if not pair[0].asleep]


def wave_at(history: History, now: datetime, settings: PairingSettings) -> int:
    """Return the wave; it never falls."""
    if now >= since_start(history, settings.third_wave_hours):
        return 3
    missed = sum(offer.is_missed(now) for offer in history.offers)
    widens = missed >= settings.misses_to_widen or now >= since_start(history, settings.second_wave_hours)
    return 2 if widens else 1


def due_at(hero: Hero, occasion: Occasion) -> datetime:
    settings = occasion.settings
    wait = timedelta(hours=settings.answer_hours)
    return after_waking(hero.zone, hero.hours or settings.waking, occasion.now, wait)


def next_moment(history: History, lacks_people: bool, occasion: Occasion) -> datetime:
    """Return when to look again: an offer falls due, a wave begins, or soon where nobody could be asked now."""
    now, settings = occasion.now, occasion.settings
    waves = [settings.second_wave_hours, settings.third_wave_hours, settings.open_hours]
    waves += [] if history.has_task else [settings.coordinator_hours]
    moments = [since_start(history, hours) for hours in waves]
    moments += [offer.due_at for offer in history.offers if offer.is_live(now)]
    moments += [now + timedelta(hours=settings.look_again_hours)] if lacks_people else []
    return min(moment for moment in moments if moment > now)


def since_start(history: History, hours: float) -> datetime:
    return history.case.started_at + timedelta(hours=hours)
