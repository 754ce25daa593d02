"""The chain: each event is sealed with a key over its own content and the seal before it. No database here."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

GENESIS = "0" * 64


def seal_of(values: Mapping[str, Any], before: str, key: bytes) -> str:
    """Return HMAC-SHA256 over the seal before and the event's values, in hexadecimal.

    With a plain hash whoever can write the table could make a new chain; without the key nobody can (RFC 2104).
    """
    text = json.dumps([before, dict(values)], sort_keys=True, separators=(",", ":"), default=str)
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Link:
    number: int
    values: Mapping[str, Any]
    seal: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a walk along the chain found; `problem` is empty when all is well, else one sentence."""

    events: int
    head: str
    problem: str = ""


def walk(links: Iterable[Link], key: bytes) -> Verdict:
    """Follow the chain from its beginning and stop at the first link that is missing, moved or changed."""
    number, before = 0, GENESIS
    for link in links:
        if link.number != number + 1:
            return Verdict(number, before, f"Event {number + 1} is missing.")
        if not hmac.compare_digest(link.seal, seal_of(link.values, before, key)):
            return Verdict(number, before, f"Event {link.number} was changed, or sealed with another key.")
        number, before = link.number, link.seal
    return Verdict(number, before)
