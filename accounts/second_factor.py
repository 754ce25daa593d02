"""The second factor: what it is sealed with, who needs one, and who may give one up."""

from datetime import datetime
from html import escape
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from qrcode.main import QRCode

from accounts.models.user import User
from accounts.roles import SECOND_FACTOR
from accounts.vault.crypto import reseal, seal, unseal

FACTORS = Q(type__in=(Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN))  # recovery codes alone are none
SECRETS = ("secret", "seed")
KNOWN = "second_factor"  # in a session: this account has one
MISSING = "Set up a second factor first: your role asks for one. Sign in on the site, it leads you there."
LAST_ONE = "Your role asks for a second factor, and this is your last one. Add another first, then remove this one."


class MFAAdapter(DefaultMFAAdapter):
    """allauth's second factors with their secrets encrypted, and kept by whoever needs one."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": LAST_ONE,
        "cannot_generate_recovery_codes": "Recovery codes stand in for a second factor. Set one up first.",
        "incorrect_code": "This code does not fit. Look at the newest one and type it in again.",
        "unverified_email": "Confirm your e-mail address first: without it nobody can help you back into your account.",
    }

    def encrypt(self, text: str) -> str:
        return seal(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Refuse to give up the last factor where the role asks for one; add another first."""
        user: User = authenticator.user
        if user.acts_as(timezone.now()) not in SECOND_FACTOR or authenticator.type == Authenticator.Type.RECOVERY_CODES:
            return True
        return Authenticator.objects.filter(FACTORS, user=user).exclude(pk=authenticator.pk).exists()

    def build_totp_svg(self, url: str) -> SafeString:
        """Draw the code as SVG that a page can hold: an image in a `data:` address would need a weaker content policy."""
        code = QRCode(border=4)
        code.add_data(url)
        rows = code.get_matrix()
        dots = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
        label = escape(f"QR code for the authenticator app of {self._get_site_name()}")
        box = f'viewBox="0 0 {len(rows)} {len(rows)}" role="img" aria-label="{label}"'
        return mark_safe(f'<svg class="qr" {box}><path d="{dots}" /></svg>')  # noqa: S308  digits and our own label

    def generate_authenticator_name(self, user: Any, type: str) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count()
        return f"Passkey {number + 1}" if number else "Passkey"

    def _get_site_name(self) -> str:
        return str(settings.SITE_NAME)


def has_second_factor(user: User) -> bool:
    return bool(Authenticator.objects.filter(FACTORS, user=user).exists())


def lacks_second_factor(user: User, now: datetime) -> bool:
    """Say whether this account may do nothing until it has set up a second factor."""
    return user.needs_second_factor(now) and not has_second_factor(user)


def reader_lacks_second_factor(request: HttpRequest, now: datetime) -> bool:
    """Ask the same of whoever reads in a browser."""
    user = request.user
    return isinstance(user, User) and user.needs_second_factor(now) and not is_known(request, user)


def is_known(request: HttpRequest, user: User) -> bool:
    """Say whether the reader has a second factor; a yes is kept in the session, as long as `access_key` stays."""
    mark = user.access_key[:8]
    if request.session.get(KNOWN) == mark:
        return True
    if has_second_factor(user):
        request.session[KNOWN] = mark
        return True
    return False


def forget_factor(request: HttpRequest) -> None:
    request.session.pop(KNOWN, None)


def asked_by(user: User | AnonymousUser, request: HttpRequest, now: datetime) -> datetime | None:
    """Return the day until which the reader has to set up a second factor, None if there is nothing to say about it."""
    if not isinstance(user, User) or user.acts_as(now) not in SECOND_FACTOR or user.needs_second_factor(now):
        return None
    return None if is_known(request, user) else user.second_factor_due


def rotate_authenticators(rows: list[Authenticator]) -> int:
    """Encrypt the secrets of second factors again with the first key; return how many rows have one."""
    done = 0
    for row in rows:
        for name in SECRETS:
            if row.data.get(name):
                row.data[name] = reseal(row.data[name].encode()).decode()
                row.save(update_fields=["data"])
                done += 1
    return done
