"""Who sees how much of a physician, and what a physician may change. The twin of the first is `visible_to` in querysets."""

from datetime import datetime
from enum import IntEnum

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models.physician import Physician
from accounts.models.user import User
from accounts.permissions import Reader, has_permission
from accounts.roles import PHYSICIANS, Permission, Role

FIRST_LINE = frozenset({Role.FAMILY, Role.ORGANISATION})
NOT_SHOWN = "There is nothing here that you may read."
MEMBERS_ONLY = "Only a physician whose membership is valid can change this."


class Sight(IntEnum):
    NOTHING = 0
    FIRST_LINE = 1  # the group of specialities
    WHOLE = 2  # what colleagues see


def sight_of(reader: Reader) -> Sight:
    """Say how much of a physician somebody sees."""
    if has_permission(reader, Permission.READ_PSEUDONYMS):
        return Sight.WHOLE
    if isinstance(reader, User) and reader.is_active and reader.acts_as(timezone.now()) in FIRST_LINE:
        return Sight.FIRST_LINE
    return Sight.NOTHING


def is_member(user: User, now: datetime) -> bool:
    """Say whether this account belongs to a physician whose licence counts; the twin of `PhysicianQuerySet.verified`."""
    return user.is_active and user.role in PHYSICIANS and user.is_verified(now)


def check_read_physician(reader: Reader, physician: Physician, now: datetime) -> None:
    if sight_of(reader) == Sight.NOTHING or not is_member(physician.user, now):
        raise PermissionDenied(NOT_SHOWN)


def check_practice(user: User, now: datetime) -> None:
    """Refuse whoever is no member at this moment."""
    if not is_member(user, now):
        raise PermissionDenied(MEMBERS_ONLY)
