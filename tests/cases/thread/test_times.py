from datetime import UTC, datetime, timedelta

import pytest

from cases.thread.times import after_opening, day_of, span, wait_of

OPENED = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "said"), [(0, "1 min"), (12, "12 min"), (60, "1 h"), (72, "1 h 12 min"), (51 * 60 + 5, "51 h")]
)
def test_a_span_is_said_in_hours_and_minutes(minutes, said):
    assert span(timedelta(minutes=minutes)) == said


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (1.2, "1 h 12 min after opening"),
        (23.2, "23 h after opening"),
        (24, "day 2"),
        (49, "day 3"),
        (-1, "before opening"),
    ],
)
def test_what_happened_is_said_by_the_opening_and_never_by_a_date(hours, said):
    assert after_opening(OPENED + timedelta(hours=hours), OPENED) == said


def test_days_are_counted_from_one():
    assert day_of(OPENED, OPENED) == "day 1"
    assert day_of(OPENED + timedelta(days=2, hours=1), OPENED) == "day 3"


@pytest.mark.parametrize(
    ("hours", "tone"), [(0, "good"), (1.5, "good"), (1.6, "warn"), (24, "warn"), (24.1, "bad"), (200, "bad")]
)
def test_the_badge_of_waiting_turns_at_an_hour_and_a_half_and_at_a_day(hours, tone):
    wait = wait_of(OPENED, None, OPENED + timedelta(hours=hours))
    assert wait.tone == tone
    assert wait.words.startswith("No reply yet, ")


def test_an_answered_case_says_how_long_it_waited_however_late_it_is_read():
    wait = wait_of(OPENED, OPENED + timedelta(minutes=72), OPENED + timedelta(days=30))
    assert wait == ("good", "First reply in 1 h 12 min")


def test_a_case_that_was_never_opened_waits_for_nobody():
    assert wait_of(None, None, OPENED) is None
