"""Writing down who reads a case because of their work. Physicians read as members; those who screen or moderate are watched."""

from collections.abc import Iterable

from django.core.cache import cache

from accounts.models import User
from accounts.permissions import has_permission
from accounts.roles import Permission
from audit.actions import audited
from audit.kinds import Action
from cases.events import log
from cases.models import Case

HOUR = 60 * 60
WATCHED = (Permission.MODERATE, Permission.SCREEN_FOR_ORGANISATION)


def note_reading(*, case: Case, by: User) -> bool:
    """Write down that a screener or moderator opens the text of a case that somebody else brought, once an hour.

    For all others do nothing. Call it before anything is shown. The event comes before the mark that it was written: rather
    twice than never.
    """
    return bool(note_readings(cases=[case], by=by))


def note_readings(*, cases: Iterable[Case], by: User) -> int:
    """Do for several cases what `note_reading` does for one, in one transaction; return how many were new."""
    if not any(has_permission(by, permission) for permission in WATCHED):
        return 0
    by_key = {f"cases:watched:{by.pk}:{case.pk}": case for case in cases if case.owner_id != by.pk}
    noted = cache.get_many(by_key)
    new = {key: case for key, case in by_key.items() if key not in noted}
    if new:
        write_down(new.values(), by)
        cache.set_many(dict.fromkeys(new, 1), HOUR)
    return len(new)


@audited
def write_down(cases: Iterable[Case], by: User) -> None:
    for case in cases:
        log(Action.CASE_READ, case=case, by=by)
