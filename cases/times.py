"""Times in words: a case never shows a day of the calendar, only how long after its opening something was."""

from collections.abc import Sequence
from statistics import median, quantiles

HOUR, DAY = 1.0, 24.0


def median_and_p90(values: Sequence[float]) -> tuple[float, float]:
    """Return what half and nine in ten stay below, straight between neighbours (Hyndman and Fan 1996, type 7)."""
    return (
        (median(values), quantiles(values, n=10, method="inclusive")[-1]) if len(values) > 1 else (values[0], values[0])
    )


def hours_in_words(hours: float) -> str:
    """Return “20 min”, “1 h 12 min”, “19 h”, “3 days”: finer the shorter it is."""
    minutes = round(hours * 60)
    if minutes < 60:
        return f"{minutes} min"
    if hours < 10 * HOUR:
        return f"{minutes // 60} h {minutes % 60} min" if minutes % 60 else f"{minutes // 60} h"
    if hours < 2 * DAY:
        return f"{round(hours)} h"
    return f"{round(hours / DAY)} days"
