from accounts.audit_log.permissions import UNTOLD, areas_of
from accounts.models import User
from accounts.permissions import Reader
from audit.models import Event
from audit.querysets import EventQuerySet


def own_events(reader: Reader) -> EventQuerySet:
    """Return what a person did and what was done to their account, without what would give somebody else away."""
    if not isinstance(reader, User) or not reader.is_active:
        return Event.objects.none()
    return Event.objects.concerning(reader.reference).exclude(action__in=UNTOLD)


def watched_events(reader: Reader) -> EventQuerySet:
    """Return everybody's events of the areas that the reader's role watches."""
    return Event.objects.filter(area__in=areas_of(reader))


def events_readable_by(reader: Reader) -> EventQuerySet:
    """Return the events of which `check_read_event` says yes."""
    return own_events(reader) | watched_events(reader)
