"""What the sign-in machinery tells, written down as events. Codes only: no address, no code, no name of a browser."""

from typing import Any

from allauth.account import signals as account
from allauth.account.authentication import get_authentication_records
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.db import transaction
from django.http import HttpRequest

from accounts.actions import revoke_tokens
from accounts.email_change.actions import cancel_change
from accounts.events import log
from accounts.mails import send_password_changed
from accounts.models import User
from accounts.second_factor import forget_factor, has_second_factor
from accounts.sessions.actions import end_other_sessions, renew_access
from accounts.sessions.keeping import keep_session
from audit.kinds import Action


def signed_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    records = get_authentication_records(request, user)
    last = records[-1] if records else {}
    log(Action.SIGNED_IN, by=user, owner=user, details={"with": last.get("type") or last.get("method")})


def sign_in_failed(credentials: dict[str, Any], **kwargs: Any) -> None:
    """Write it into the account that was meant. Where there is none, the same work is done and thrown away:
    otherwise the time of the answer would tell which addresses have an account."""
    user = User.objects.filter(email__iexact=str(credentials.get("email", ""))[:254].replace("\x00", "")).first()
    with transaction.atomic():
        log(Action.SIGN_IN_FAILED, by=None, owner=user, details={"with": "password"})
        transaction.set_rollback(user is None)


def code_failed(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    log(Action.SIGN_IN_FAILED, by=None, owner=user, details={"with": str(authenticator.type)})


def signed_out(user: User | None, **kwargs: Any) -> None:
    if user is not None:
        log(Action.SESSION_ENDED, by=user, owner=user)


def password_changed(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """A new password ends the tokens and the other sessions, and a change of address that somebody else may have asked for."""
    log(Action.PASSWORD_CHANGED, by=user, owner=user)
    end_other_sessions(user=user, but=own_key(request, user), by=user)
    revoke_tokens(user=user, by=user)
    cancel_change(by=user)
    send_password_changed(address=user.email)


def own_key(request: HttpRequest, user: User) -> str | None:
    """Return the key of this browser's session if it is one of `user`: a password can be reset from any browser."""
    return request.session.session_key if request.user.pk == user.pk else None


def factor_added(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    log(Action.SECOND_FACTOR_ADDED, by=user, owner=user, details={"kind": str(authenticator.type)})


def factor_removed(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """With the last one the other sessions end: each of them may remember that there was one."""
    log(Action.SECOND_FACTOR_REMOVED, by=user, owner=user, details={"kind": str(authenticator.type)})
    forget_factor(request)
    if authenticator.type != Authenticator.Type.RECOVERY_CODES and not has_second_factor(user):
        renew_access(user=User.objects.get(pk=user.pk), but=request.session.session_key, by=user)
        keep_session(request)


def connect() -> None:
    account.user_logged_in.connect(signed_in, dispatch_uid="accounts.signed_in")
    user_login_failed.connect(sign_in_failed, dispatch_uid="accounts.sign_in_failed")
    mfa.authentication_failed.connect(code_failed, dispatch_uid="accounts.code_failed")
    user_logged_out.connect(signed_out, dispatch_uid="accounts.signed_out")
    for changed in (account.password_changed, account.password_set, account.password_reset):
        changed.connect(password_changed, dispatch_uid="accounts.password_changed")
    for added in (mfa.authenticator_added, mfa.authenticator_reset):
        added.connect(factor_added, dispatch_uid="accounts.factor_added")
    mfa.authenticator_removed.connect(factor_removed, dispatch_uid="accounts.factor_removed")
