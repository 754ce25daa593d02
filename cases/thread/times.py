"""How times of a case are said: spans and days, never a date. Pure functions."""

from datetime import datetime, timedelta
from typing import NamedTuple

from cases.times import hours_in_words

GOOD, LONG = timedelta(hours=1, minutes=30), timedelta(hours=24)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Wait(NamedTuple):
    """How long a case waits, or waited, for its first reply; `tone` is a badge's colour and always stands beside words."""

    tone: str
    words: str


def span(time: timedelta) -> str:
    """Return a span as `cases.times` words it, and longer ones in hours too: 12 min, 1 h 12 min, 51 h."""
    hours = max(time, MINUTE) / HOUR
    return hours_in_words(hours) if hours < DAY / HOUR * 2 else f"{int(hours)} h"


def after_opening(moment: datetime, opened_at: datetime | None) -> str:
    """Return when something happened: a span within the first day, the day after that, counted from 1."""
    if opened_at is None or moment < opened_at:
        return "before opening"
    since = moment - opened_at
    return f"{span(since)} after opening" if since < DAY else f"day {since.days + 1}"


def day_of(moment: datetime, opened_at: datetime | None) -> str:
    return f"day {(moment - opened_at).days + 1}" if opened_at and moment >= opened_at else "before opening"


def wait_of(opened_at: datetime | None, first_reply_at: datetime | None, now: datetime) -> Wait | None:
    """Return the badge of a case; None for one that physicians have not been shown yet."""
    if opened_at is None:
        return None
    waited = max((first_reply_at or now) - opened_at, timedelta())
    tone = "good" if waited <= GOOD else "bad" if waited > LONG else "warn"
    said = span(waited)
    return Wait(tone, f"First reply in {said}" if first_reply_at else f"No reply yet, {said}")
