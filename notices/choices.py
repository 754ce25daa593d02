"""How often an account is told of each kind of news."""

from accounts.models import User
from accounts.permissions import has_permission
from accounts.roles import Permission
from notices.models import Choice, Frequency, Kind

DEFAULTS: dict[Kind, Frequency] = {
    Kind.MEMBERSHIP: Frequency.IMMEDIATE,
    Kind.FOLLOWED: Frequency.WEEKLY,
    Kind.LIBRARY: Frequency.OFF,
    Kind.POLLS: Frequency.OFF,
}
# Mails about one's own membership are sent whatever else was chosen: a renewal that nobody heard of ends it.
FIXED = frozenset({Kind.MEMBERSHIP})


def choices_of(user: User) -> dict[Kind, Frequency]:
    """Return what an account chose, or the default of each kind."""
    rows = Choice.objects.filter(user=user).values_list("kind", "frequency")
    return DEFAULTS | {Kind(kind): Frequency(frequency) for kind, frequency in rows}


def kinds_for(user: User) -> list[Kind]:
    """Return the kinds of news there can be for an account: questions to the members only for who answers them."""
    return [kind for kind in Kind if kind != Kind.POLLS or has_permission(user, Permission.VOTE)]
