from typing import TypeAlias

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import Physician, User
from accounts.roles import PERMISSIONS, PHYSICIANS, Permission
from common.audience import Audience, readable_with

Reader: TypeAlias = User | AnonymousUser


def has_permission(user: Reader, permission: Permission) -> bool:
    """Say whether the role of an active user holds `permission`; an unknown role, or one without a licence, holds none."""
    if not isinstance(user, User) or not user.is_active:
        return False
    return permission in PERMISSIONS.get(user.acts_as(timezone.now()), frozenset())


def check_permission(user: Reader, permission: Permission, sentence: str) -> None:
    """Raise PermissionDenied with `sentence`, written for the person who reads it."""
    if not has_permission(user, permission):
        raise PermissionDenied(sentence)


def audiences_of(user: Reader) -> frozenset[str]:
    """Return the audiences whose content `user` may know of; start every read from this."""
    if has_permission(user, Permission.READ_CASES):
        return readable_with(Audience.CASES)
    if has_permission(user, Permission.READ_MEMBER_CONTENT):
        return readable_with(Audience.MEMBERS)
    return readable_with(Audience.PUBLIC)


def has_pseudonym(user: User) -> bool:
    """Say whether the name of an account is, or once was, a physician's pseudonym: no page shows it beside the address."""
    return user.role in PHYSICIANS or user.applications.exists() or Physician.objects.filter(user=user).exists()
