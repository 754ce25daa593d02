"""What a password may not be, beyond Django's own rules."""

from difflib import SequenceMatcher
from typing import Any

from django.contrib.auth.password_validation import UserAttributeSimilarityValidator
from django.core.exceptions import ValidationError

ALIKE = 0.7
TOO_SIMILAR = "The password is too similar to your e-mail address."


class NotTheMailbox(UserAttributeSimilarityValidator):
    """Refuse what Django does, and what is nearly the address before its @: a long host makes the whole unlike.

    One validator for both, so that whoever types in the address is told so once.
    """

    def validate(self, password: str, user: Any = None) -> None:
        try:
            super().validate(password, user)
        except ValidationError as refusal:  # of all that it looks at, an account here has the address only
            raise ValidationError(TOO_SIMILAR, code=refusal.code) from None
        mailbox = str(getattr(user, "email", "")).partition("@")[0].lower()
        if mailbox and SequenceMatcher(a=password.lower(), b=mailbox).quick_ratio() >= ALIKE:
            raise ValidationError(TOO_SIMILAR, code="password_too_similar")

    def get_help_text(self) -> str:
        return "Your password can’t be like your e-mail address."
