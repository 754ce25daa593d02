from dataclasses import replace

import pytest
from hypothesis import given

from cases.pairing.facts import Answer, History
from cases.pairing.settings import DEFAULT
from cases.pairing.steps import CoordinatorTask, Nothing, OfferThese, OpenUnderCoordinator, WaitUntil, next_step
from tests.cases.pairing.facts import NOON, any_case, case, hero, hours, offered, pools

POOL = [hero(number) for number in range(1, 31)]
AUCKLAND = [hero(number, country="NZ") for number in range(1, 31)]


def step(offers=(), after=0.0, pool=POOL, settings=DEFAULT, **values):
    return next_step(History(case(), tuple(offers), **values), pool, NOON + hours(after), settings)


def asked(found):
    assert isinstance(found, OfferThese)
    return [offer.ranked.hero.id for offer in found.offers]


def test_first_one_physician_is_asked_and_has_two_waking_hours():
    found = step()
    assert found.wave == 1
    assert found.candidates == 30
    assert [offer.due_at for offer in found.offers] == [NOON + hours(2)]
    assert found.offers[0].ranked.place == 1


def test_while_somebody_thinks_nobody_else_is_asked():
    assert step([offered(1)], after=1) == WaitUntil(NOON + hours(2))


def test_after_a_decline_the_next_one_is_asked_at_once():
    found = step([offered(1, answer=Answer.DECLINED, answered_in=0.5)], after=0.5)
    assert found.wave == 1
    assert len(asked(found)) == 1
    assert 1 not in asked(found)


def test_after_one_miss_three_are_asked_at_the_same_time():
    found = step([offered(1)], after=2)
    assert found.wave == 2
    assert len(asked(found)) == 3
    assert 1 not in asked(found)


def test_four_hours_widen_the_ring_even_if_the_first_one_sleeps_and_has_not_missed_anything():
    found = step([offered(1, due_in=12)], after=4)
    assert found.wave == 2
    assert len(asked(found)) == 2


def test_a_decline_among_three_is_made_good_by_one():
    three = [offered(2, at=NOON + hours(2)), offered(3, at=NOON + hours(2))]
    gone = offered(4, at=NOON + hours(2), answer=Answer.DECLINED, answered_in=1)
    assert len(asked(step([offered(1), *three, gone], after=3))) == 1


def test_a_late_decline_does_not_bring_the_first_wave_back():
    late = offered(1, answer=Answer.DECLINED, answered_in=3)
    two = [offered(number, at=NOON + hours(2)) for number in (2, 3)]
    found = step([late, *two], after=3)
    assert found.wave == 2
    assert len(asked(found)) == 1


def test_after_a_day_rings_of_eight_are_asked():
    found = step([offered(1)], after=24)
    assert found.wave == 3
    assert len(asked(found)) == 8


def test_the_coordinator_is_told_once_after_two_days_and_asking_goes_on():
    assert step([offered(1)], after=48) == CoordinatorTask()
    assert isinstance(step([offered(1)], after=48, has_task=True), OfferThese)


def test_after_three_days_the_case_opens_under_the_coordinator():
    assert isinstance(step(after=71.9, has_task=True), OfferThese)
    assert step(after=72, has_task=True) == OpenUnderCoordinator()
    assert step(after=72) == OpenUnderCoordinator()


@pytest.mark.parametrize("after", [1, 48, 72])
def test_nothing_is_left_to_do_once_somebody_accepted_or_the_case_is_open(after):
    assert step([offered(answer=Answer.ACCEPTED, answered_in=1)], after=after) == Nothing()
    assert step(after=after, is_open=True) == Nothing()


def test_pairing_that_begins_at_half_past_nine_in_the_evening_asks_only_whoever_is_awake():
    evening = replace(case(), started_at=NOON + hours(9.5))
    asleep = [hero(number, country="ZA") for number in range(41, 61)]  # half past eleven there
    found = next_step(History(evening), [*asleep, *POOL], NOON + hours(9.5))
    assert found.candidates == 30
    assert asked(found)[0] <= 30
    later = next_step(History(evening), [*asleep, *POOL, hero(99, country="NZ")], NOON + hours(10))
    assert asked(later) == [99]


def test_nobody_is_asked_at_night_and_it_is_looked_again_soon():
    assert step(pool=AUCKLAND, after=2) == WaitUntil(NOON + hours(2.5))


def test_without_anybody_the_timers_still_go_on():
    assert step(pool=[]) == WaitUntil(NOON + hours(0.5))
    assert step(pool=[], after=48) == CoordinatorTask()
    assert step(pool=[], after=72) == OpenUnderCoordinator()


def test_the_evening_is_not_counted_as_waiting_time():
    pool = [hero(1)]
    found = next_step(History(replace(case(), started_at=NOON + hours(9))), pool, NOON + hours(9))
    assert [offer.due_at for offer in found.offers] == [NOON + hours(21)]  # an hour tonight, an hour from eight


def test_settings_change_what_happens():
    assert len(asked(step(settings=replace(DEFAULT, wave_sizes=(2, 3, 8))))) == 2
    assert step([offered(1)], after=2, settings=replace(DEFAULT, misses_to_widen=2)).wave == 1


@given(pools, any_case)
def test_a_step_asked_for_twice_is_the_same_step(pool, facts):
    assert next_step(History(facts), pool, NOON) == next_step(History(facts), pool[::-1], NOON)
