"""The engine driven at random: several cases, few physicians, any answer at any time."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from cases.pairing.facts import Answer, History, Offered
from cases.pairing.hours import next_awake
from cases.pairing.settings import DEFAULT
from cases.pairing.steps import CoordinatorTask, Nothing, OfferThese, OpenUnderCoordinator, WaitUntil, next_step
from tests.cases.pairing.facts import NOON, any_case, hours, pools

DAY = timedelta(hours=24)


class Pairing(RuleBasedStateMachine):
    @initialize(pool=pools, cases=st.lists(any_case, min_size=1, max_size=3))
    def begin(self, pool, cases):
        self.now = NOON
        self.heroes = {hero.id: replace(hero, last_offer_at=None) for hero in pool}
        self.histories = {f"c{n}": History(replace(facts, id=f"c{n}")) for n, facts in enumerate(cases, start=1)}
        self.waves = dict.fromkeys(self.histories, 0)
        self.waits = dict.fromkeys(self.histories, NOON)
        self.given = []

    @rule(minutes=st.integers(1, 600))
    def time_passes(self, minutes):
        self.now += timedelta(minutes=minutes)
        for name in self.histories:
            self.look(name)

    @rule(data=st.data(), answer=st.sampled_from([Answer.ACCEPTED, Answer.DECLINED]))
    def somebody_answers(self, data, answer):
        waiting = [
            (name, offer)
            for name, history in self.histories.items()
            for offer in history.offers
            if offer.answer == Answer.NONE and not history.is_finished
        ]
        if waiting:
            name, offer = data.draw(st.sampled_from(waiting))
            self.take(name, offer, answer)
            self.look(name)

    def take(self, name, offer, answer):
        history, hero = self.histories[name], self.heroes[offer.hero]
        answered = replace(offer, answer=answer, answered_at=self.now)
        offers = tuple(answered if made is offer else made for made in history.offers)
        self.histories[name] = replace(history, offers=offers)
        took = answer == Answer.ACCEPTED
        declined = hero.declined if took else hero.declined | {name}
        self.heroes[hero.id] = replace(hero, active=hero.active + took, declined=declined, silent_misses=0)

    def look(self, name):
        for _ in range(40):
            step = next_step(self.histories[name], list(self.heroes.values()), self.now)
            if isinstance(step, Nothing):
                assert self.histories[name].is_finished
                return
            if isinstance(step, WaitUntil):
                self.hold_wait(name, step)
                return
            self.do(name, step)
        raise AssertionError("The engine never says wait.")

    def hold_wait(self, name, step):
        assert step.moment > self.now
        assert step.moment <= self.histories[name].case.started_at + hours(DEFAULT.open_hours)
        self.waits[name] = step.moment

    def do(self, name, step):
        history = self.histories[name]
        age = self.now - history.case.started_at
        if isinstance(step, OfferThese):
            assert age < hours(DEFAULT.open_hours)
            assert step.wave >= self.waves[name]
            self.waves[name] = step.wave
            for new in step.offers:
                self.offer(name, new)
        elif isinstance(step, CoordinatorTask):
            assert age >= hours(48)
            assert not history.has_task
            self.histories[name] = replace(history, has_task=True)
        else:
            assert isinstance(step, OpenUnderCoordinator)
            assert age >= hours(72)
            self.histories[name] = replace(history, is_open=True)

    def offer(self, name, new):
        """Hold an offer against the rules, in words of their own."""
        hero, history = self.heroes[new.ranked.hero.id], self.histories[name]
        facts = history.case
        assert hero.verified
        assert hero.opted_in
        assert hero.available
        assert hero.active < hero.cap
        assert hero.silent_misses < 3
        assert hero.paused_until is None or hero.paused_until <= self.now
        assert hero.languages & set(facts.languages)
        assert not hero.conflicts & facts.ties
        assert name not in hero.declined
        assert hero.country == facts.country or not facts.needs_same_country
        assert hero.id not in {offer.hero for offer in history.offers}
        assert next_awake(hero.zone, DEFAULT.waking, self.now) == self.now
        assert new.due_at >= self.now + hours(2)
        self.given.append((hero.id, self.now))
        self.histories[name] = replace(history, offers=(*history.offers, Offered(hero.id, self.now, new.due_at)))
        self.heroes[hero.id] = replace(hero, last_offer_at=self.now)

    @invariant()
    def nobody_has_two_offers_within_a_day(self):
        latest = {}
        for hero, at in self.given:
            assert hero not in latest or at - latest[hero] >= DAY
            latest[hero] = at

    @invariant()
    def no_more_wait_for_an_answer_than_the_wave_allows(self):
        for name, history in self.histories.items():
            live = sum(offer.is_live(self.now) for offer in history.offers)
            assert live <= (1, 1, 3, 8)[self.waves[name]]

    @invariant()
    def one_accepts_and_no_case_waits_for_ever(self):
        for history in self.histories.values():
            accepted = [offer for offer in history.offers if offer.answer == Answer.ACCEPTED]
            assert len(accepted) <= 1
            assert history.is_finished or self.now - history.case.started_at < hours(72)


Pairing.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestPairing = Pairing.TestCase
