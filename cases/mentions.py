"""Naming colleagues in a text: `@{reference}` is kept, and the pseudonym of the day is shown, never a former one."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from accounts.models import Physician, User
from cases.models import Reply

TYPED = re.compile(r"(?<![\w@])@([a-z]{2,12}-[a-z]{2,12}-[0-9]{1,6})\b")
KEPT = re.compile(r"@\{([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}")
MOST = 10  # colleagues in one reply
GONE = "a former member"


class Named(NamedTuple):
    """A text as it is kept, whom it names, and the names in it that no colleague bears."""

    text: str
    colleagues: tuple[User, ...]
    unknown: tuple[str, ...]


def name_colleagues(text: str, now: datetime) -> Named:
    """Replace each `@pseudonym` of a verified member by a reference. Others stay as they were typed. One query."""
    typed = list(dict.fromkeys(TYPED.findall(text)))
    if not typed:
        return Named(text, (), ())
    known = bearers(typed[:MOST], now)
    unknown = tuple(name for name in typed if name not in known)
    return Named(TYPED.sub(lambda found: kept(found, known), text), tuple(known.values()), unknown)


def bearers(names: Iterable[str], now: datetime) -> dict[str, User]:
    """Return who bears each of these pseudonyms now; a former one is borne by nobody."""
    found = Physician.objects.verified(now).filter(user__display_name__in=list(names)).select_related("user")
    return {one.user.display_name: one.user for one in found}


def kept(found: re.Match[str], known: Mapping[str, User]) -> str:
    user = known.get(found[1])
    return f"@{{{user.reference}}}" if user else found[0]


def shown(text: str, pseudonyms: Mapping[UUID, str]) -> str:
    """Return a text that was kept as it reads today; who is in no row of its mentions, or left, is a former member."""
    return KEPT.sub(lambda found: f"@{pseudonyms.get(UUID(found[1])) or GONE}", text)


def text_of(reply: Reply) -> str:
    """Return what a reply says as it reads today; of many, prefetch `mentions__named`."""
    if not KEPT.search(reply.text):
        return reply.text
    return shown(reply.text, {one.named.reference: one.named.display_name for one in reply.mentions.all()})


def without_names(text: str) -> str:
    """Blank out what names a colleague, each character by a space: the scanner reads the rest, at the same places."""
    return TYPED.sub(lambda found: " " * len(found[0]), text)
