"""Opaque cursors of lists: where the last slice ended, so that the next one costs the same however deep it lies."""

import base64
import binascii
import json
from collections.abc import Sequence


class BadCursor(ValueError):
    """A cursor that this list did not give out."""


def encode_cursor(parts: Sequence[str | int | None]) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts, separators=(",", ":")).encode()).decode().rstrip("=")


def decode_cursor(text: str, kinds: Sequence[type | tuple[type, ...]]) -> list[str | int | None]:
    """Return the parts of a cursor; raise BadCursor unless they have the types in `kinds`."""
    try:
        parts = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, ValueError):
        raise BadCursor("This cursor is none that the list gave out.") from None
    if not isinstance(parts, list) or len(parts) != len(kinds):
        raise BadCursor("This cursor is none that the list gave out.")
    if not all(isinstance(part, kind) and fits(part) for part, kind in zip(parts, kinds, strict=True)):
        raise BadCursor("This cursor is of another list.")
    return parts


def fits(part: object) -> bool:
    """Say whether a database takes the value: no number beyond 64 bits, no text with half a character."""
    if isinstance(part, int):
        return abs(part) < 2**63
    return not isinstance(part, str) or part.isprintable()
