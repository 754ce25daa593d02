"""Counting working days, Monday to Friday: a decision is promised within two of them. Holidays differ by country and count."""

from datetime import datetime, timedelta

PROMISED = 2
DAY = timedelta(days=1)
SATURDAY = 5


def overdue_before(now: datetime, days: int = PROMISED) -> datetime:
    """Return the moment so many working days ago: what has waited since before it is overdue."""
    moment = now
    if now.weekday() >= SATURDAY:  # a weekend adds nothing to the Friday before it
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        moment = midnight - (now.weekday() - SATURDAY) * DAY
    left = days
    while left:
        moment -= DAY
        left -= moment.weekday() < SATURDAY
    return moment
