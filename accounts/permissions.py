from typing import TypeAlias

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from accounts.models import User
from accounts.roles import PERMISSIONS, Permission
from common.audience import Audience, readable_with

Reader: TypeAlias = User | AnonymousUser


def has_permission(user: Reader, permission: Permission) -> bool:
    """Say whether the role of an active user holds `permission`; an unknown role holds none."""
    if not isinstance(user, User) or not user.is_active:
        return False
    return permission in PERMISSIONS.get(user.role, frozenset())


def check_permission(user: Reader, permission: Permission, sentence: str) -> None:
    """Raise PermissionDenied with `sentence`, written for the person who reads it."""
    if not has_permission(user, permission):
        raise PermissionDenied(sentence)


def audiences_of(user: Reader) -> frozenset[str]:
    """Return the audiences whose content `user` may know of; start every read from this."""
    if has_permission(user, Permission.READ_MEMBER_CONTENT):
        return readable_with(Audience.MEMBERS)
    return readable_with(Audience.PUBLIC)
