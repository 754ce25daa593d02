"""Waking time: when it is day for somebody. A local day has 23 or 25 hours where the clocks change; so has this."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from cases.pairing.settings import Hours
from common.zones import zone_of

DAY = timedelta(days=1)
MIDNIGHT = 24


@lru_cache(maxsize=8192)
def waking_time(zone: str, hours: Hours, day: date) -> tuple[datetime, datetime]:
    """Return begin and end, in UTC, of the waking time that begins on this local day."""
    ends_later = hours.end <= hours.begin or hours.end == MIDNIGHT
    return at_hour(zone, day, hours.begin), at_hour(zone, day + DAY if ends_later else day, hours.end % MIDNIGHT)


def at_hour(zone: str, day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), zone_of(zone)).astimezone(UTC)


def waking_times(zone: str, hours: Hours, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Yield the waking times that have not ended at `moment`, the earliest first, without end."""
    day = moment.astimezone(zone_of(zone)).date() - DAY  # a night that began yesterday
    while True:
        begin, end = waking_time(zone, hours, day)
        if moment < end:
            yield begin, end
        day += DAY


@lru_cache(maxsize=8192)
def next_awake(zone: str, hours: Hours, moment: datetime) -> datetime:
    """Return `moment` for somebody who is awake then, else the moment of waking up."""
    return max(moment, next(waking_times(zone, hours, moment))[0])


def after_waking(zone: str, hours: Hours, moment: datetime, wait: timedelta) -> datetime:
    """Return when somebody has been awake for `wait` since `moment`."""
    for begin, end in waking_times(zone, hours, moment):
        start = max(begin, moment)
        if wait <= end - start:
            return start + wait
        wait -= end - start
    raise AssertionError("Waking times have no end.")
