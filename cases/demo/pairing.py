"""The search for a volunteer in the demonstration: the engine ranks and asks, and knows of the wanted volunteer only.

So nobody else of a hub that is tried out is asked for an invented case.
"""

from datetime import datetime, timedelta
from secrets import token_hex

from accounts.models import User
from audit.actions import audited
from cases.actions.moving import locked
from cases.demo.clock import Clock
from cases.models import Case, Offer
from cases.pairing.actions import accept, open_under_coordinator, take
from cases.pairing.eligibility import Occasion
from cases.pairing.facts import Hero
from cases.pairing.hours import next_awake
from cases.pairing.querysets import heroes, history_of
from cases.pairing.settings import DEFAULT
from cases.pairing.steps import OfferThese, next_step

THREE_DAYS, HALF_HOUR = timedelta(days=3), timedelta(minutes=30)


def accepted(case: Case, hero: User, clock: Clock) -> None:
    """Ask a volunteer, who says yes within the hour."""
    accept(offer=offered(case, hero, clock), by=hero, now=clock.after(0.75))


def offered(case: Case, hero: User, clock: Clock) -> Offer:
    """Ask a volunteer as soon as they are awake, and return the offer."""
    return ask(case, hero, now=clock.at(awake(hero, clock.after(0.5))))


@audited
def ask(case: Case, hero: User, *, now: datetime) -> Offer:
    """Do what the engine says with one volunteer to choose from; raise ValueError if it would not ask them."""
    case = locked(case)
    pool, history = known(hero, now), history_of(case, token_hex(16))
    step = next_step(history, pool, now)
    if not isinstance(step, OfferThese):
        raise ValueError(f"{hero.display_name} cannot be asked for a case of the demonstration.")
    take(case, step, pool=pool, occasion=Occasion.of(history, now, DEFAULT))
    return Offer.objects.get(case=case, hero=hero)


def awake(user: User, moment: datetime) -> datetime:
    [hero] = known(user, moment)
    return next_awake(hero.zone, hero.hours or DEFAULT.waking, moment)


def last_awake(user: User, moment: datetime) -> datetime:
    """Return `moment`, or the last half hour before it at which a volunteer is awake."""
    [hero] = known(user, moment)
    while next_awake(hero.zone, hero.hours or DEFAULT.waking, moment) != moment:
        moment -= HALF_HOUR
    return moment


def known(user: User, now: datetime) -> list[Hero]:
    return [hero for hero in heroes(now) if hero.id == user.reference.hex]


def opened_by_the_hub(case: Case, clock: Clock) -> None:
    """Nobody was found within three days: the case opens under the coordinator."""
    open_after_three_days(case, now=clock.at(case.state_since + THREE_DAYS))


@audited
def open_after_three_days(case: Case, *, now: datetime) -> None:
    open_under_coordinator(locked(case), now)
