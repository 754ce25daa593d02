"""What a password may not be, beyond Django's own rules."""

from difflib import SequenceMatcher
from typing import Any

from django.core.exceptions import ValidationError

ALIKE = 0.7


class NotTheMailbox:
    """Refuse what is nearly the address before its @: Django compares with the whole, which a long host makes unlike."""

    def validate(self, password: str, user: Any = None) -> None:
        mailbox = str(getattr(user, "email", "")).partition("@")[0].lower()
        if mailbox and SequenceMatcher(a=password.lower(), b=mailbox).quick_ratio() >= ALIKE:
            raise ValidationError("The password is too similar to the email address.", code="password_too_similar")

    def get_help_text(self) -> str:
        return "Your password can’t be like your email address."
