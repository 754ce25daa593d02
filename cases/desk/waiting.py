"""How long something waits, against what is promised: a look at a case within a working day, at a report within four hours."""

from datetime import datetime, timedelta
from typing import NamedTuple

from accounts.verification.working_days import overdue_before
from cases.times import hours_in_words

NEAR = timedelta(hours=6)  # before the working day is over
ESCALATED_AFTER = 2  # working days
FLAG_PROMISED, FLAG_NEAR = timedelta(hours=4), timedelta(hours=2)


class Wait(NamedTuple):
    """`tone` is a badge's colour, empty for none, and `words` say the same."""

    tone: str
    words: str
    is_escalated: bool = False


def wait_of_case(since: datetime, now: datetime) -> Wait:
    """Return the badge of a case that waits for its screeners since it was sent."""
    span = hours_in_words((now - since).total_seconds() / 3600)
    if since < overdue_before(now, ESCALATED_AFTER):
        return Wait("bad", f"Escalated: waits {span}, over two working days", is_escalated=True)
    if since < overdue_before(now, 1):
        return Wait("warn", f"Waits {span}, over a working day")
    if since < overdue_before(now + NEAR, 1):
        return Wait("warn", f"Waits {span}, nearly a working day")
    return Wait("", f"Waits {span}")


def wait_of_flag(since: datetime, now: datetime) -> Wait:
    """Return the badge of a report, or of a hidden case, that waits for a moderator."""
    waited = now - since
    span = hours_in_words(waited.total_seconds() / 3600)
    if waited > FLAG_PROMISED:
        return Wait("bad", f"Waits {span}, over the promised four hours", is_escalated=True)
    return Wait("warn" if waited > FLAG_NEAR else "", f"Waits {span} of four hours")
