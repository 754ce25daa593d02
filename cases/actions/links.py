"""What makes every link to an advice show nothing: a new one was sent, consent was taken back, somebody else is treating."""

from datetime import datetime

from cases.models import Case


def end_links(case: Case, *, now: datetime) -> int:
    """End the links of a locked case that nobody has opened yet; return how many."""
    return case.links.filter(opened_at=None, ended_at=None).update(ended_at=now)
