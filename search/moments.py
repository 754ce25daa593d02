"""Points in time as addresses spell them."""

from datetime import datetime


def whole_second(moment: datetime) -> datetime:
    """Cut to the second: `since=` knows no less, so a number and the page that it leads to agree. Nothing new is missed."""
    return moment.replace(microsecond=0)
