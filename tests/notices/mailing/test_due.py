"""When digests leave: at seven where the reader lives, once for each piece of news, whatever clocks do."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.zones import zone_of
from notices.mailing.due import MONDAY, is_due, last_morning
from notices.models import Frequency

AUCKLAND, NEW_YORK, LONDON = (ZoneInfo(name) for name in ("Pacific/Auckland", "America/New_York", "Europe/London"))
ZONES = st.sampled_from(
    [AUCKLAND, NEW_YORK, LONDON, ZoneInfo("UTC"), ZoneInfo("Asia/Kathmandu"), ZoneInfo("Pacific/Apia")]
)
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


@pytest.mark.parametrize(
    ("now", "zone", "morning"),
    [
        ("2026-11-26T18:00", AUCKLAND, "2026-11-26T18:00"),  # seven in the morning of the 27th
        ("2026-11-26T17:59", AUCKLAND, "2026-11-25T18:00"),
        ("2026-11-26T12:00", NEW_YORK, "2026-11-26T12:00"),
        ("2026-03-29T07:00", LONDON, "2026-03-29T06:00"),  # the clocks went forward at one
        ("2026-03-28T07:00", LONDON, "2026-03-28T07:00"),
    ],
)
def test_the_morning_is_that_of_the_reader(now, zone, morning):
    assert last_morning(moment(now), zone) == moment(morning)


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@given(MOMENTS, ZONES, st.sampled_from([None, MONDAY]))
def test_the_last_morning_is_past_and_less_than_a_day_or_a_week_ago(now, zone, weekday):
    morning = last_morning(now, zone, weekday)
    assert morning <= now
    assert now - morning < (timedelta(days=7) if weekday == MONDAY else timedelta(days=1)) + timedelta(hours=1)
    local = morning.astimezone(zone)
    assert local.hour == 7
    assert weekday is None or local.weekday() == weekday


@settings(deadline=None, max_examples=40)
@given(MOMENTS, ZONES, st.sampled_from([Frequency.DAILY, Frequency.WEEKLY]))
def test_what_happens_is_due_once_it_is_morning_and_stays_due(at, zone, frequency):
    """Looking every hour for eight days, the answer turns from no to yes once: nothing is lost, nothing flickers."""
    looks = [is_due(at, frequency, at + timedelta(hours=hours), zone) for hours in range(24 * 8 + 2)]
    assert looks == sorted(looks)
    assert looks[-1]
    assert not looks[0]


def test_immediate_is_at_once_and_never_is_never():
    now = datetime(2026, 11, 26, tzinfo=UTC)
    assert is_due(now, Frequency.IMMEDIATE, now, LONDON)
    assert not is_due(now - timedelta(days=99), Frequency.OFF, now, LONDON)


@pytest.mark.parametrize("name", ["", "Nowhere/Town", "../etc/passwd", "\x00"])
def test_a_time_zone_that_is_none_is_universal_time(name):
    assert zone_of(name) == ZoneInfo("UTC")
