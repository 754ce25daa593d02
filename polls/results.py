"""From counts to shares and their uncertainty. Pure: no database, no request.

The interval is Wilson's score interval (Wilson EB. Probable inference, the law of succession, and statistical
inference. J Am Stat Assoc 1927;22:209-212, doi 10.1080/01621459.1927.10502953). For x votes among n answers, p = x/n
and z = 1.96 (the normal quantile of 0.975) it is

    (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n)

It stays inside 0–1 and is honest for few answers and for shares near 0 and 1, where p ± 1.96·√(p(1−p)/n) claims
certainty.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, sqrt

Z = 1.959963984540054
NOT_SURE = "Not sure"


@dataclass(frozen=True, slots=True)
class Interval:
    low: float
    high: float


def wilson_interval(votes: int, answers: int) -> Interval:
    """Return the 95 % interval of the share `votes / answers`; with no answers at all, anything is possible: 0 to 1."""
    if not answers:
        return Interval(0.0, 1.0)
    share, spread = votes / answers, Z * Z / answers
    centre = share + spread / 2
    margin = Z * sqrt(share * (1 - share) / answers + spread / (4 * answers))
    low, high = (centre - margin) / (1 + spread), (centre + margin) / (1 + spread)
    return Interval(max(0.0, min(low, share)), min(1.0, max(high, share)))  # rounding must not push the share outside


def percent(share: float) -> int:
    """Round half up. One rounding for shares and bounds, so that a share shown never leaves the interval shown."""
    return floor(share * 100 + 0.5)


@dataclass(frozen=True, slots=True)
class Count:
    """The votes for one answer; `option` is None for "not sure"."""

    option: int | None
    text: str
    votes: int


@dataclass(frozen=True, slots=True)
class Row:
    """One answer with what table and chart show of it, whole per cents."""

    option: int | None
    text: str
    votes: int
    share: float
    interval: Interval

    @property
    def percent(self) -> int:
        return percent(self.share)

    @property
    def low(self) -> int:
        return percent(self.interval.low)

    @property
    def high(self) -> int:
        return percent(self.interval.high)

    @property
    def span(self) -> int:
        return self.high - self.low

    @property
    def tick(self) -> int:
        """Where the bar marks the share; at 100 the mark would fall off the end of the bar."""
        return min(self.percent, 99)


@dataclass(frozen=True, slots=True)
class Results:
    """All answers, the most chosen first, "not sure" last. No rows while nobody has answered: nothing has no share."""

    answers: int
    rows: Sequence[Row]

    @property
    def adds_up(self) -> bool:
        """Equal counts show equal shares, so whole per cents need not make 100; the page says so then."""
        return sum(row.percent for row in self.rows) == 100


def results_of(counts: Sequence[Count]) -> Results:
    answers = sum(count.votes for count in counts)
    ordered = sorted(counts, key=lambda count: (count.option is None, -count.votes)) if answers else []
    return Results(answers, [row_of(count, answers) for count in ordered])


def row_of(count: Count, answers: int) -> Row:
    interval = wilson_interval(count.votes, answers)
    return Row(count.option, count.text, count.votes, count.votes / answers, interval)
