"""Who may read, answer and see results. The twins of these rules are in `querysets.py`."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils.formats import date_format

from accounts.permissions import Reader, audiences_of, check_permission, has_permission
from accounts.roles import Permission

if TYPE_CHECKING:
    from polls.models import Poll

MEMBERS_ONLY = "Only verified physicians answer polls here."


def may_prepare_polls(reader: Reader) -> bool:
    """Say whether `reader` writes polls and so sees them before they open."""
    return has_permission(reader, Permission.PUBLISH)


def check_read_poll(reader: Reader, poll: "Poll", now: datetime) -> None:
    """Refuse whoever is outside the audience and, before opening, whoever is no editor. Callers answer 404, not 403."""
    if poll.audience not in audiences_of(reader):
        raise PermissionDenied("There is no such poll.")
    if now < poll.opens_at and not may_prepare_polls(reader):
        raise PermissionDenied("There is no such poll.")


def check_vote(reader: Reader, poll: "Poll", now: datetime) -> None:
    """Refuse with one sentence that says why, and what became of the answer."""
    check_read_poll(reader, poll, now)
    check_permission(reader, Permission.VOTE, MEMBERS_ONLY)
    if now < poll.opens_at:
        raise PermissionDenied(f"This poll opens on {when(poll.opens_at)}; your answer was not counted.")
    if poll.closes_at and poll.closes_at <= now:
        raise PermissionDenied(
            f"This poll closed on {when(poll.closes_at)}, so this answer was not counted; one you gave before stands."
        )


def may_vote(reader: Reader, poll: "Poll", now: datetime) -> bool:
    try:
        check_vote(reader, poll, now)
    except PermissionDenied:
        return False
    return True


def may_see_results(poll: "Poll", now: datetime, *, voted: bool) -> bool:
    """Say whether counts, shares and all that follows from ballots may leave the database: after one's vote or the end.

    Editors are no exception: who asks must not learn early what is answered. Callers ask `check_read_poll` first.
    """
    return voted or bool(poll.closes_at and poll.closes_at <= now)


def when(moment: datetime) -> str:
    return f"{date_format(moment, 'j F Y, H:i')} UTC"
