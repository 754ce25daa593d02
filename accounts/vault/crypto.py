"""Encryption of what the vault holds: Fernet (AES-128-CBC and HMAC-SHA256), with keys that can be changed."""

from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class Unreadable(Exception):
    """The text was sealed with a key that is no longer known, or it was changed."""


@lru_cache(maxsize=4)
def box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def seal(text: bytes) -> bytes:
    """Encrypt with the first of VAULT_KEYS."""
    return box(tuple(settings.VAULT_KEYS)).encrypt(text)


def unseal(sealed: bytes | memoryview) -> bytes:
    """Decrypt with whichever key of VAULT_KEYS fits; raise Unreadable if none does."""
    try:
        return box(tuple(settings.VAULT_KEYS)).decrypt(bytes(sealed))
    except InvalidToken:
        raise Unreadable("The vault has no key for this text, or it was changed.") from None


def reseal(sealed: bytes | memoryview) -> bytes:
    """Encrypt again with the first key, and keep the time of the first encryption."""
    try:
        return box(tuple(settings.VAULT_KEYS)).rotate(bytes(sealed))
    except InvalidToken:
        raise Unreadable("The vault has no key for this text, or it was changed.") from None


def new_key() -> str:
    return Fernet.generate_key().decode()
