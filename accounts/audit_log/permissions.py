"""Who may read which event of the audit log. The twin for whole lists is in querysets.py."""

from django.core.exceptions import PermissionDenied

from accounts.models import User
from accounts.permissions import Reader, has_permission
from accounts.roles import Permission
from audit.kinds import Action, Area
from audit.models import Event

NOT_YOURS = "You may read what happened to your own account only."
# Never told to the person they touch: another claim on the same licence would be given away.
UNTOLD = frozenset({Action.APPLICATION_HELD, Action.APPLICATION_RELEASED})


def areas_of(reader: Reader) -> frozenset[str]:
    """Return the areas of which a reader may see everybody's events."""
    if has_permission(reader, Permission.READ_WHOLE_AUDIT):
        return frozenset(Area.values)
    if has_permission(reader, Permission.READ_CONTENT_AUDIT):
        return frozenset({Area.CONTENT.value})
    return frozenset()


def check_read_event(reader: Reader, event: Event) -> None:
    """Raise PermissionDenied unless the event is of an area that the reader watches, or of their own account."""
    if event.area not in areas_of(reader) and not is_own(reader, event):
        raise PermissionDenied(NOT_YOURS)


def is_own(reader: Reader, event: Event) -> bool:
    if not isinstance(reader, User) or not reader.is_active or event.action in UNTOLD:
        return False
    return reader.reference in (event.actor, event.owner)
