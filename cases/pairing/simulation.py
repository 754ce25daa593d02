"""The real engine on a clock of its own: how long cases would wait, and who would be asked how often.

All inputs are assumptions, none is measured:

- cases come evenly round the clock for the whole time (Poisson); nobody's working hours help;
- of the families 62 % live in US, 12.5 % GB, 11 % ZA, 7.5 % CA, 5 % AU, 1 % each in IE and NZ (people of a country), of the
  volunteers 55, 15, 6, 9, 8, 3, 4 % (physicians, guessed), in the time zones of each country by people;
- twelve areas, equally frequent among cases and volunteers, one for each; everybody reads English;
- a share accepts, a share declines, the others never answer; answers come after a waking time that is lognormal with a
  median of one hour and sigma 1; an acceptance counts only while the case still looks and the volunteer has room;
- a case is held for 7 days; whoever is paused for silence comes back after 7 days; nobody ever turns busy or away.

Cases that nobody took stay in the quantiles with the hours after which they open under the coordinator.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from heapq import heappop, heappush
from itertools import count, takewhile
from statistics import fmean
from typing import NamedTuple, TypeAlias

from cases.pairing import fairness
from cases.pairing.facts import Answer, CaseFacts, Hero, HeroId, History, Offered
from cases.pairing.hours import after_waking
from cases.pairing.settings import DEFAULT, PairingSettings
from cases.pairing.steps import Nothing, OfferThese, OpenUnderCoordinator, Step, WaitUntil, next_step
from cases.times import median_and_p90

START = datetime(2026, 10, 1, tzinfo=UTC)  # clocks change within the sixty days
HELD = timedelta(days=7)
COMES_BACK = timedelta(days=7)
SIGMA = 1.0
ENGLISH = frozenset({"en"})
Happening: TypeAlias = Callable[[datetime], None]
FAMILIES = {"US": 62.0, "GB": 12.5, "ZA": 11.0, "CA": 7.5, "AU": 5.0, "IE": 1.0, "NZ": 1.0}
VOLUNTEERS = {"US": 55.0, "GB": 15.0, "CA": 9.0, "AU": 8.0, "ZA": 6.0, "NZ": 4.0, "IE": 3.0}
ZONES: dict[str, dict[str, float]] = {
    "US": {"America/New_York": 47, "America/Chicago": 29, "America/Denver": 7, "America/Los_Angeles": 17},
    "GB": {"Europe/London": 1},
    "CA": {"America/Toronto": 60, "America/Vancouver": 20, "America/Edmonton": 12, "America/Halifax": 8},
    "AU": {"Australia/Sydney": 55, "Australia/Brisbane": 20, "Australia/Perth": 15, "Australia/Adelaide": 10},
    "ZA": {"Africa/Johannesburg": 1},
    "IE": {"Europe/Dublin": 1},
    "NZ": {"Pacific/Auckland": 1},
}
AREAS = (
    "cardiology", "clinical-genetics", "endocrinology", "haematology", "immunology", "metabolic-medicine",
    "nephrology", "neurology", "ophthalmology", "paediatric-neurology", "paediatrics", "rheumatology",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class World:
    """What is assumed; raises ValueError with a sentence for what makes no sense."""

    heroes: int
    cases_per_day: float
    accept: float
    decline: float
    days: int = 60

    def __post_init__(self) -> None:
        bounded("The number of heroes", self.heroes, 1, 2000)
        bounded("Cases a day", self.cases_per_day, 0.1, 500)
        bounded("The number of days", self.days, 1, 365)
        bounded("The share that accepts", self.accept, 0, 1)
        bounded("The share that declines", self.decline, 0, 1)
        if self.accept + self.decline > 1 + 1e-9:
            raise ValueError("The shares that accept and decline are more than 1 together.")


def bounded(name: str, value: float, least: float, most: float) -> None:
    if not least <= value <= most:
        raise ValueError(f"{name} has to be between {least} and {most}.")


class Figures(NamedTuple):
    """Hours until somebody accepted, and shares from 0 to 1. `same_country` is of the cases that were paired."""

    p50_hours: float
    p90_hours: float
    unpaired_72h: float
    same_country: float
    gini_offers: float


def simulate(world: World, seeds: int, settings: PairingSettings = DEFAULT) -> Iterator[Figures]:
    """Yield the figures of one run after another; the same seed always gives the same run."""
    bounded("The number of seeds", seeds, 1, 1000)
    return (figures_of(Run(world, settings, seed)) for seed in range(1, seeds + 1))


def means(runs: list[Figures]) -> Figures:
    return Figures(*(fmean(values) for values in zip(*runs, strict=True)))


def figures_of(run: "Run") -> Figures:
    return measured(run.play(), run)


def measured(histories: list[History], run: "Run") -> Figures:
    waits = [fairness.hours_to_pair(history) for history in histories]
    longest = run.settings.open_hours
    hours = [longest if wait is None else wait for wait in waits]
    pairs = [(history.case.country, run.heroes[hero].country) for history in histories for hero in takers(history)]
    return Figures(
        *median_and_p90(hours),
        sum(wait is None or wait > 72 for wait in waits) / len(waits),
        sum(family == hero for family, hero in pairs) / max(len(pairs), 1),
        fairness.spread(histories, run.heroes).gini_offers,
    )


def takers(history: History) -> list[HeroId]:
    return [offer.hero for offer in history.offers if offer.answer == Answer.ACCEPTED]


class Run:
    """One world from its first case until the last one has somebody or is open."""

    def __init__(self, world: World, settings: PairingSettings, seed: int) -> None:
        self.world, self.settings = world, settings
        self.chance = random.Random(seed)  # noqa: S311  a simulation, no secret
        self.queue: list[tuple[datetime, int, Happening]] = []
        self.serial = count()
        self.histories: dict[int, History] = {}
        self.looks_at: dict[int, datetime] = {}
        self.heroes: dict[HeroId, Hero] = {number: self.hero(number) for number in range(1, world.heroes + 1)}

    def play(self) -> list[History]:
        for number, moment in enumerate(self.arrivals()):
            self.at(moment, partial(self.arrive, number))
        while self.queue:
            moment, _, happening = heappop(self.queue)
            happening(moment)
        return list(self.histories.values())

    def arrivals(self) -> Iterator[datetime]:
        """Yield the moments at which cases come; one at least, so that there is something to measure."""
        moment, end = START, START + timedelta(days=self.world.days)
        while True:
            yield moment
            moment += timedelta(days=self.chance.expovariate(self.world.cases_per_day))
            if moment >= end:
                return

    def at(self, moment: datetime, happening: Happening) -> None:
        heappush(self.queue, (moment, next(self.serial), happening))

    def one_of(self, weights: dict[str, float]) -> str:
        return self.chance.choices(list(weights), list(weights.values()))[0]

    def hero(self, number: int) -> Hero:
        country = self.one_of(VOLUNTEERS)
        area = frozenset({self.chance.choice(AREAS)})
        return Hero(number, country, self.one_of(ZONES[country]), ENGLISH, area, self.settings.cap)

    def arrive(self, number: int, now: datetime) -> None:
        area = frozenset({self.chance.choice(AREAS)})
        seed = str(self.chance.getrandbits(32))
        case = CaseFacts(str(number), self.one_of(FAMILIES), tuple(ENGLISH), area, now, seed)
        self.histories[number] = History(case)
        self.look(number, now)

    def look(self, number: int, now: datetime) -> None:
        """Ask the engine about a case and do what it says, until it says wait."""
        while not isinstance(step := self.step(number, now), Nothing | WaitUntil):
            self.do(number, step, now)
        if isinstance(step, WaitUntil):
            self.looks_at[number] = step.moment
            self.at(step.moment, partial(self.look_again, number))

    def look_again(self, number: int, now: datetime) -> None:
        if self.looks_at[number] == now:  # else an answer came between
            self.look(number, now)

    def step(self, number: int, now: datetime) -> Step:
        return next_step(self.histories[number], self.rested(now), now, self.settings)

    def rested(self, now: datetime) -> list[Hero]:
        """Leave out at once whom the engine would leave out: `heroes` stand in the order of their last offers."""
        since = now - timedelta(hours=self.settings.hours_between_offers)
        return list(takewhile(lambda hero: not hero.last_offer_at or hero.last_offer_at <= since, self.heroes.values()))

    def do(self, number: int, step: Step, now: datetime) -> None:
        if isinstance(step, OfferThese):
            for new in step.offers:
                self.offer(number, new.ranked.hero, new.due_at, now)
            return
        is_open = isinstance(step, OpenUnderCoordinator)
        self.histories[number] = replace(self.histories[number], has_task=True, is_open=is_open)

    def offer(self, number: int, hero: Hero, due_at: datetime, now: datetime) -> None:
        history = self.histories[number]
        self.histories[number] = replace(history, offers=(*history.offers, Offered(hero.id, now, due_at)))
        self.heroes[hero.id] = replace(self.heroes.pop(hero.id), last_offer_at=now)  # the last one now
        self.at(due_at, partial(self.miss, number, hero.id))
        if answer := self.drawn():
            wait = timedelta(hours=self.chance.lognormvariate(0, SIGMA))
            moment = after_waking(hero.zone, self.settings.waking, now, wait)
            self.at(moment, partial(self.answer, number, hero.id, answer))

    def drawn(self) -> Answer | None:
        lot = self.chance.random()
        if lot < self.world.accept:
            return Answer.ACCEPTED
        return Answer.DECLINED if lot < self.world.accept + self.world.decline else None

    def miss(self, number: int, hero_id: HeroId, now: datetime) -> None:
        """Count a silence, unless it was broken or nobody waits any more."""
        history, hero = self.histories[number], self.heroes[hero_id]
        if history.is_finished or offer_to(hero_id, history).answer != Answer.NONE:
            return
        self.heroes[hero_id] = replace(hero, silent_misses=hero.silent_misses + 1)
        if hero.silent_misses + 1 == self.settings.misses_to_pause:
            self.at(now + COMES_BACK, partial(self.come_back, hero_id))

    def come_back(self, hero_id: HeroId, now: datetime) -> None:
        self.heroes[hero_id] = replace(self.heroes[hero_id], silent_misses=0)

    def answer(self, number: int, hero_id: HeroId, answer: Answer, now: datetime) -> None:
        self.come_back(hero_id, now)
        history, hero = self.histories[number], self.heroes[hero_id]
        offer = offer_to(hero_id, history)
        if history.is_finished or (offer.is_missed(now) and not self.settings.takes_late_answers):
            return
        if hero.active >= hero.cap:
            answer = Answer.DECLINED
        answered = replace(offer, answer=answer, answered_at=now)
        offers = tuple(answered if made is offer else made for made in history.offers)
        self.histories[number] = replace(history, offers=offers)
        if answer == Answer.ACCEPTED:
            self.hold(hero_id, now)
        else:
            self.heroes[hero_id] = replace(hero, silent_misses=0, declined=hero.declined | {history.case.id})
        self.look(number, now)

    def hold(self, hero_id: HeroId, now: datetime) -> None:
        self.heroes[hero_id] = replace(self.heroes[hero_id], active=self.heroes[hero_id].active + 1)
        self.at(now + HELD, partial(self.let_go, hero_id))

    def let_go(self, hero_id: HeroId, now: datetime) -> None:
        self.heroes[hero_id] = replace(self.heroes[hero_id], active=self.heroes[hero_id].active - 1)


def offer_to(hero_id: HeroId, history: History) -> Offered:
    return next(offer for offer in history.offers if offer.hero == hero_id)
