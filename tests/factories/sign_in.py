"""People who sign in as they do in the hub: by the form, with a password, a code or a passkey."""

import re
import time

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core.cache import cache

from accounts.roles import Role
from tests.factories.accounts import UserFactory, give_role

PASSWORD = "a long enough phrase"


def person(role=Role.PHYSICIAN, **fields):
    """Return an account with a confirmed address and a password."""
    user = UserFactory(**fields)
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return give_role(user, role)


def due(user, when=None):
    """Let the time without a second factor be over, or end at another moment."""
    user.second_factor_due = when
    user.save()
    return user


def with_app(user):
    """Give an account an authenticator app and recovery codes; return the key of the app and the codes."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret, RecoveryCodes.activate(user).get_unused_codes()


def with_passkey(user, name="phone"):
    """A row like that of a passkey; it signs nobody in."""
    return Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": name, "credential": {}}
    )


def code_of(secret):
    """Return what the app shows now. A code counts once, so what was used before is forgotten here."""
    cache.clear()
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def sign_in(client, user, password=PASSWORD):
    return client.post("/accounts/login/", {"login": user.email, "password": password})


def confirm_password(client):
    return client.post("/accounts/reauthenticate/", {"password": PASSWORD})


def link_in(message):
    return re.search(r"http://[^/\s]+(/accounts/\S+)", message.body).group(1)


def password_just_given(client):
    """Let the session of `force_login` be one whose owner gave the password a moment ago."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session.save()
