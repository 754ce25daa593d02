"""Who may be asked about a case at all. Each exclusion has a code, and a sentence for the physician it keeps out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from cases.pairing.facts import CaseFacts, Hero, HeroId, History
from cases.pairing.settings import PairingSettings


class Exclusion(StrEnum):
    RESTING = "resting"
    ASKED = "asked"
    DECLINED = "declined"
    CONFLICT = "conflict"
    FULL = "full"
    COUNTRY = "country"
    LANGUAGE = "language"
    PAUSED = "paused"
    SILENT = "silent"
    UNAVAILABLE = "unavailable"
    NOT_OPTED_IN = "not_opted_in"
    NOT_VERIFIED = "not_verified"


SENTENCES: dict[Exclusion, str] = {
    Exclusion.RESTING: "Has had an offer within the last 24 hours.",
    Exclusion.ASKED: "Has been asked about this case.",
    Exclusion.DECLINED: "Has declined this case.",
    Exclusion.CONFLICT: "Is tied to the patient, the organisation or a sponsor, or screened the case.",
    Exclusion.FULL: "Looks after as many cases as they want to.",
    Exclusion.COUNTRY: "Practises in another country, and the organisation asks for the same.",
    Exclusion.LANGUAGE: "Reads none of the languages of the case.",
    Exclusion.PAUSED: "Takes a pause.",
    Exclusion.SILENT: "Is paused, because the last offers had no answer.",
    Exclusion.UNAVAILABLE: "Is not available now.",
    Exclusion.NOT_OPTED_IN: "Has not offered to take on cases.",
    Exclusion.NOT_VERIFIED: "Has no verified licence now.",
}


@dataclass(frozen=True, slots=True)
class Occasion:
    """A case at a moment: what a physician is held against."""

    case: CaseFacts
    asked: frozenset[HeroId]
    now: datetime
    settings: PairingSettings
    rested_since: datetime  # whoever was last asked after this rests

    @classmethod
    def of(cls, history: History, now: datetime, settings: PairingSettings) -> "Occasion":
        asked = history.asked_before.union(offer.hero for offer in history.offers)
        rested_since = now - timedelta(hours=settings.hours_between_offers)
        return cls(history.case, asked, now, settings, rested_since)


# The cheap and the frequent ones first: most are kept out by one of these.
RULES: dict[Exclusion, Callable[[Hero, Occasion], bool]] = {
    Exclusion.RESTING: lambda hero, on: hero.last_offer_at is not None and hero.last_offer_at > on.rested_since,
    Exclusion.ASKED: lambda hero, on: hero.id in on.asked,
    Exclusion.DECLINED: lambda hero, on: on.case.id in hero.declined,
    Exclusion.FULL: lambda hero, on: hero.active >= hero.cap,
    Exclusion.SILENT: lambda hero, on: hero.silent_misses >= on.settings.misses_to_pause,
    Exclusion.PAUSED: lambda hero, on: hero.paused_until is not None and on.now < hero.paused_until,
    Exclusion.UNAVAILABLE: lambda hero, on: not hero.available,
    Exclusion.NOT_OPTED_IN: lambda hero, on: not hero.opted_in,
    Exclusion.NOT_VERIFIED: lambda hero, on: not hero.verified,
    Exclusion.COUNTRY: lambda hero, on: on.case.needs_same_country and hero.country != on.case.country,
    Exclusion.LANGUAGE: lambda hero, on: hero.languages.isdisjoint(on.case.languages),
    Exclusion.CONFLICT: lambda hero, on: not hero.conflicts.isdisjoint(on.case.ties),
}


def exclusions(hero: Hero, occasion: Occasion) -> Iterator[Exclusion]:
    """Yield every reason why this physician is not asked about this case now."""
    return (code for code, applies in RULES.items() if applies(hero, occasion))


def is_eligible(hero: Hero, occasion: Occasion) -> bool:
    return next(exclusions(hero, occasion), None) is None
