from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.pairing.hours import after_waking, next_awake, waking_time
from cases.pairing.settings import Hours
from tests.cases.pairing.facts import ZONES, hours, moments

DAY, NIGHT = Hours(8, 22), Hours(20, 8)
zones = st.sampled_from(sorted(ZONES.values()))
any_hours = st.builds(Hours, st.integers(0, 23), st.integers(0, 24)).filter(lambda made: made.begin != made.end)


def test_somebody_in_london_wakes_at_eight_local_time_in_winter_and_in_summer():
    assert next_awake("Europe/London", DAY, datetime(2026, 1, 5, 3, tzinfo=UTC)) == datetime(2026, 1, 5, 8, tzinfo=UTC)
    assert next_awake("Europe/London", DAY, datetime(2026, 7, 5, 3, tzinfo=UTC)) == datetime(2026, 7, 5, 7, tzinfo=UTC)


def test_the_evening_ends_at_the_hour_itself():
    ten = datetime(2026, 1, 5, 22, tzinfo=UTC)
    assert next_awake("Europe/London", DAY, ten - timedelta(microseconds=1)) < ten
    assert next_awake("Europe/London", DAY, ten) == datetime(2026, 1, 6, 8, tzinfo=UTC)


def test_two_waking_hours_from_nine_in_the_evening_end_at_nine_in_the_morning():
    start = datetime(2026, 1, 5, 21, tzinfo=UTC)
    assert after_waking("Europe/London", DAY, start, hours(2)) == datetime(2026, 1, 6, 9, tzinfo=UTC)


def test_a_night_in_which_the_clocks_change_is_an_hour_shorter_or_longer():
    spring = datetime(2026, 3, 28, 21, tzinfo=UTC)  # London leaves winter time at one o'clock
    assert after_waking("Europe/London", DAY, spring, hours(2)) == datetime(2026, 3, 29, 8, tzinfo=UTC)
    autumn = datetime(2026, 10, 24, 20, tzinfo=UTC)  # nine in the evening, summer time
    assert after_waking("Europe/London", DAY, autumn, hours(2)) == datetime(2026, 10, 25, 9, tzinfo=UTC)


def test_a_waking_night_has_eleven_hours_when_the_clocks_go_forward():
    begin, end = waking_time("Europe/London", NIGHT, date(2026, 3, 28))
    assert end - begin == hours(11)


def test_whoever_works_at_night_is_awake_after_midnight():
    three = datetime(2026, 1, 5, 3, tzinfo=UTC)
    assert next_awake("Europe/London", NIGHT, three) == three


def test_a_day_can_end_at_midnight():
    begin, end = waking_time("Europe/London", Hours(8, 24), date(2026, 1, 5))
    assert end - begin == hours(16)


@given(zones, any_hours, moments)
def test_waking_up_is_never_in_the_past_and_somebody_is_awake_then(zone, day, moment):
    woken = next_awake(zone, day, moment)
    assert moment <= woken <= moment + timedelta(days=2)
    assert next_awake(zone, day, woken) == woken


@given(zones, moments, st.integers(1, 60), st.integers(1, 60))
def test_a_longer_wait_never_ends_earlier(zone, moment, first, second):
    short, long = sorted((first, second))
    ends = after_waking(zone, DAY, moment, hours(short)), after_waking(zone, DAY, moment, hours(long))
    assert moment < ends[0] <= ends[1]


@given(zones, moments, st.integers(1, 30), st.integers(1, 30))
def test_a_wait_can_be_cut_in_two(zone, moment, first, second):
    middle = after_waking(zone, DAY, moment, hours(first))
    assert after_waking(zone, DAY, middle, hours(second)) == after_waking(zone, DAY, moment, hours(first + second))


@pytest.mark.parametrize("country", sorted(ZONES))
def test_every_country_has_fourteen_waking_hours_on_a_usual_day(country):
    begin, end = waking_time(ZONES[country], DAY, date(2026, 11, 10))
    assert end - begin == hours(14)
