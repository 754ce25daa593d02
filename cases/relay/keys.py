"""The two halves of the way to an advice: a link, and a code that goes by another channel. Only digests are kept."""

import hashlib
import hmac
import secrets

from django.conf import settings

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without what is misheard or misread: I and 1, O and 0
CODE_LENGTH = 8
KEY_BYTES = 32


def new_key() -> str:
    return secrets.token_urlsafe(KEY_BYTES)


def new_code() -> str:
    """Return eight letters and figures, 40 bits; after five wrong ones the link shows nothing any more."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def digest(purpose: str, text: str) -> str:
    """HMAC-SHA256 under SECRET_KEY: who reads the table can neither open a link nor guess a code."""
    message = f"cases.relay.{purpose}:{text}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()


def typed(code: str) -> str:
    """Return a code as it was made, however it was typed: small letters, spaces, hyphens."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


def shown(code: str) -> str:
    """Return a code in two halves, as it is read out."""
    return f"{code[: CODE_LENGTH // 2]} {code[CODE_LENGTH // 2 :]}"
