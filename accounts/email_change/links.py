"""The signed links of a change of address: which change, which of the two mailboxes, and the key of this very wish."""

from dataclasses import dataclass
from enum import StrEnum

from django.core import signing

from accounts.models import EmailChange

SALT = "accounts.email_change"
LONGEST = 400


class Side(StrEnum):
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Link:
    change: int
    side: Side
    key: str


def text_of(change: EmailChange, side: Side) -> str:
    return signing.dumps([change.pk, side, change.key], salt=SALT)


def read(text: str) -> Link | None:
    """Return what a link says, or None for one that the hub never made. How old it may be says the change itself."""
    if len(text) > LONGEST:
        return None
    try:
        change, side, key = signing.loads(text, salt=SALT)
        return Link(change, Side(side), key)
    except (signing.BadSignature, ValueError, TypeError):
        return None
