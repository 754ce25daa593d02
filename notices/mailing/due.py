"""When what somebody was told is mailed. Pure: nothing is kept about digests, so a run that was missed is made up for."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from common.zones import UTC
from notices.models import Frequency

MORNING = 7  # the hour of digests, local time
MONDAY = 0


def last_morning(now: datetime, zone: ZoneInfo, weekday: int | None = None) -> datetime:
    """Return the last seven o'clock where somebody lives, of one day of the week if it is named."""
    local = now.astimezone(zone)
    morning = local.replace(hour=MORNING, minute=0, second=0, microsecond=0, fold=0)
    days_ago = 0 if weekday is None else (local.weekday() - weekday) % 7
    morning -= timedelta(days=days_ago)  # of the wall clock: seven stays seven when clocks are changed
    if morning.astimezone(UTC) > now:
        morning -= timedelta(days=1 if weekday is None else 7)
    return morning.astimezone(UTC)


def is_due(at: datetime, frequency: Frequency, now: datetime, zone: ZoneInfo) -> bool:
    """Say whether what happened at `at` is mailed at `now`: digests hold what came before their morning."""
    if frequency == Frequency.IMMEDIATE:
        return True
    if frequency == Frequency.DAILY:
        return at < last_morning(now, zone)
    return frequency == Frequency.WEEKLY and at < last_morning(now, zone, MONDAY)
