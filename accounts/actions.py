from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.models import APIToken

from accounts.events import log
from accounts.mails import send_second_factor_reset
from accounts.models.user import User, new_access_key
from accounts.models.verification import Application
from accounts.permissions import check_permission, has_pseudonym
from accounts.roles import ADMIN_GROUPS, PHYSICIANS, SECOND_FACTOR, Permission, Role
from accounts.second_factor import MISSING, lacks_second_factor
from accounts.verification.states import ENDED
from audit.actions import Details, audited
from audit.kinds import Action

TOKENS_MOST = 10
UNVERIFIED = (
    "Only a physician whose licence is verified can have this role. The verification desk decides about licences."
)
NOT_A_FAMILY = "This account has another role on the hub. Create a second account to bring a case as a family."
APPLIES = "You applied for membership as a physician. Withdraw the application first, or create a second account."


@audited
def assign_role(*, user: User, role: str, by: User | None) -> bool:
    """Give `user` a role and the admin groups that go with it; return False if nothing changed.

    `by` is None only for commands run on the server itself. Raises PermissionDenied for anyone but an administrator,
    ValidationError for a physician's role without a verified licence, and ValueError for a role that does not exist.
    """
    if by is not None:
        check_permission(by, Permission.ADMINISTER, "Only an administrator gives roles.")
        if by.pk == user.pk:
            raise PermissionDenied("Nobody changes their own role.")
    role, now = Role(role), timezone.now()
    groups = set(Group.objects.filter(name=ADMIN_GROUPS.get(role, "")))
    wanted = (role, role == Role.ADMINISTRATOR)
    if (user.role, user.is_staff) == wanted and set(user.groups.all()) == groups:
        return False
    check_licence(user, role, now)
    details: Details = {"from": user.role, "to": str(role)}
    user.role, user.is_staff = wanted
    if role in SECOND_FACTOR and user.second_factor_due is None:
        user.second_factor_due = now + timedelta(days=settings.SECOND_FACTOR_GRACE_DAYS)
    user.save(update_fields=["role", "is_staff", "second_factor_due"])
    user.groups.set(groups)
    log(Action.ROLE_GIVEN, by=by, owner=user, details=details)
    return True


@audited
def join_as_family(*, by: User) -> bool:
    """Make the account of `by` a family's, which may bring cases; return False if it is one already.

    Raises PermissionDenied for every other role, and while an application for membership is open.
    """
    user = User.objects.select_for_update().get(pk=by.pk)
    if user.role == Role.FAMILY:
        return False
    check_may_join_as_family(user)
    user.role = by.role = Role.FAMILY
    user.save(update_fields=["role"])
    log(Action.FAMILY_JOINED, by=user, owner=user)
    return True


def check_may_join_as_family(user: User) -> None:
    if user.role != Role.REGISTERED or not user.is_active:
        raise PermissionDenied(NOT_A_FAMILY)
    application = Application.objects.current(user)
    if application is not None and application.state not in ENDED:
        raise PermissionDenied(APPLIES)


def check_licence(user: User, role: str, now: datetime) -> None:
    """Raise ValidationError for a physician's role without a verified licence."""
    if role in PHYSICIANS and not user.is_verified(now):
        raise ValidationError({"role": UNVERIFIED})


@audited
def open_account(*, email: str, display_name: str, role: str, by: User) -> User:
    """Make an account for somebody else, who chooses the password by mail."""
    check_permission(by, Permission.ADMINISTER, "Only an administrator opens accounts for others.")
    user = User.objects.create_user(email, display_name=display_name)
    assign_role(user=user, role=role, by=by)
    return user


@audited
def rename_account(*, user: User, display_name: str, by: User) -> bool:
    """Give an account another name, if its name is no pseudonym: those belong to their physicians."""
    check_permission(by, Permission.ADMINISTER, "Only an administrator renames accounts.")
    if has_pseudonym(user):
        raise PermissionDenied("A pseudonym is changed by its owner only.")
    if user.display_name == display_name:
        return False
    user.display_name = display_name
    user.save(update_fields=["display_name"])
    log(Action.PROFILE_CHANGED, by=by, owner=user)
    return True


@audited
def set_active(*, user: User, active: bool, by: User) -> bool:
    """Close an account, which ends its access at once, or open it again; return False if nothing changed."""
    check_permission(by, Permission.ADMINISTER, "Only an administrator closes and opens accounts.")
    if user.is_active == active:
        return False
    if user.pk == by.pk:
        raise PermissionDenied("Nobody closes their own account here.")
    user.is_active = active
    user.save(update_fields=["is_active"])
    told = ("inactive", user.role) if active else (user.role, "inactive")
    log(Action.ROLE_GIVEN, by=by, owner=user, details={"from": told[0], "to": str(told[1])})
    if not active:
        end_access(user=user, by=by)
    return True


@audited
def create_token(*, name: str, by: User) -> str:
    """Make an API token for `by` and return its text, which is shown once and stored nowhere."""
    owner = User.objects.select_for_update().get(pk=by.pk)
    if lacks_second_factor(owner, timezone.now()):
        raise PermissionDenied(MISSING)
    if APIToken.objects.filter(user=owner, revoked_at=None).count() >= TOKENS_MOST:
        raise ValidationError(f"You have {TOKENS_MOST} tokens. Revoke one that you no longer use.")
    token, text = APIToken.create_token(user=owner, name=name)
    log(Action.TOKEN_MADE, by=by, owner=by, details={"token": token.pk})
    return text


@audited
def revoke_token(*, token_id: int, by: User) -> bool:
    """End one of your own tokens at once; return False if it has ended already. Raises DoesNotExist for others' tokens."""
    token = APIToken.objects.get(pk=token_id, user=by)
    if token.revoked_at:
        return False
    token.revoke()
    log(Action.TOKEN_REVOKED, by=by, owner=by, details={"token": token.pk})
    return True


@audited
def revoke_tokens(*, user: User, by: User | None) -> int:
    """End all tokens of an account; return how many."""
    tokens = list(APIToken.objects.filter(user=user, revoked_at=None))
    for token in tokens:
        token.revoke()
        log(Action.TOKEN_REVOKED, by=by, owner=user, details={"token": token.pk})
    return len(tokens)


@audited
def end_access(*, user: User, by: User | None) -> None:
    """End every session and every token of an account at once, wherever they are."""
    user.access_key = new_access_key()
    user.save(update_fields=["access_key"])
    UserSession.objects.filter(user=user).delete()
    APIToken.objects.filter(user=user, revoked_at=None).update(revoked_at=timezone.now())
    log(Action.ACCESS_ENDED, by=by, owner=user)


@audited
def reset_second_factor(*, user: User, by: User | None, now: datetime) -> int:
    """Take away every second factor of an account whose owner lost theirs, and end its access; return how many there were.

    Whoever signs in next with the password sets up a new one before anything else, if the role asks for it.
    """
    factors = Authenticator.objects.filter(user=user)
    kinds = list(factors.values_list("type", flat=True))
    factors.delete()
    user.second_factor_due = now
    user.save(update_fields=["second_factor_due"])
    log(Action.SECOND_FACTOR_REMOVED, by=by, owner=user, details={"kind": "all", "number": len(kinds)})
    end_access(user=user, by=by)
    transaction.on_commit(lambda: send_second_factor_reset(address=user.email))
    return len(kinds)
