"""How often an account is told of each kind of news."""

from collections.abc import Callable, Collection

from accounts.models import User
from accounts.permissions import has_permission
from accounts.roles import Permission, Role
from notices.models import Choice, Frequency, Kind

DEFAULTS: dict[Kind, Frequency] = {
    Kind.MEMBERSHIP: Frequency.IMMEDIATE,
    Kind.FOLLOWED: Frequency.WEEKLY,
    Kind.LIBRARY: Frequency.OFF,
    Kind.POLLS: Frequency.OFF,
    Kind.OWN_CASES: Frequency.IMMEDIATE,
    Kind.CASES: Frequency.DAILY,
    Kind.OFFERS: Frequency.IMMEDIATE,
    Kind.MENTIONS: Frequency.IMMEDIATE,
    Kind.MODERATION: Frequency.DAILY,
}
# Mails about one's own membership are sent whatever else was chosen: a renewal that nobody heard of ends it.
FIXED = frozenset({Kind.MEMBERSHIP})


def choices_of(user: User) -> dict[Kind, Frequency]:
    """Return what an account chose, or the default of each kind."""
    rows = Choice.objects.filter(user=user).values_list("kind", "frequency")
    return DEFAULTS | {Kind(kind): Frequency(frequency) for kind, frequency in rows}


def choices_among(users: Collection[int]) -> Callable[[int, str], Frequency]:
    """Return a function that says how often one of these accounts is told of a kind; one query for all of them."""
    rows = Choice.objects.filter(user__in=users).values_list("user_id", "kind", "frequency")
    chosen = {(user, kind): Frequency(frequency) for user, kind, frequency in rows}
    return lambda user, kind: chosen.get((user, kind), DEFAULTS[Kind(kind)])


def kinds_for(user: User) -> list[Kind]:
    """Return the kinds of news there can be for an account."""
    return [kind for kind in Kind if CONCERNS.get(kind, everybody)(user)]


def everybody(user: User) -> bool:
    return True


def members(user: User) -> bool:
    return has_permission(user, Permission.VOTE)


def bearers_of_a_case(user: User) -> bool:
    """Say whether a case can be this account's own: a family's, an organisation's, a liaison's."""
    return (user.is_active and user.role in (Role.FAMILY, Role.ORGANISATION)) or members(user)


def screeners(user: User) -> bool:
    """Say whether work can wait for this account: a moderator's, or that of an organisation's staff, who screen first."""
    return has_permission(user, Permission.MODERATE) or (user.is_active and user.role == Role.ORGANISATION)


CONCERNS: dict[Kind, Callable[[User], bool]] = {
    Kind.POLLS: members,
    Kind.OWN_CASES: bearers_of_a_case,
    Kind.CASES: members,
    Kind.OFFERS: members,
    Kind.MENTIONS: members,
    Kind.MODERATION: screeners,
}
