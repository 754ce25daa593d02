"""Authors as colleagues see them: the pseudonym of the day, a label that hides among ten, stripes. Never a name or a key."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TypeAlias
from zlib import crc32

from django.urls import reverse

from accounts.models import Physician
from accounts.physicians.cells import Cell, Label
from accounts.physicians.labels import current_labels
from accounts.physicians.permissions import is_member
from cases.mentions import GONE

TURNS = 4  # of the stripes of an avatar


@dataclass(frozen=True, slots=True)
class Author:
    pseudonym: str
    label: str
    turn: int  # from 1
    url: str  # of the page that colleagues open; empty where there is none


FORMER = Author(GONE[2:].capitalize(), "", 1, "")
People: TypeAlias = Mapping[int, Author]


def people(user_ids: Iterable[int | None], now: datetime) -> People:
    """Return the authors of these accounts. One query, and one a minute for the labels of the whole site."""
    wanted = {user_id for user_id in user_ids if user_id is not None}
    rows = Physician.objects.filter(user__in=wanted).select_related("user")
    labels = current_labels(now) if wanted else {}
    return {row.user_id: author_of(row, labels, now) for row in rows}


def author_of(physician: Physician, labels: Mapping[Cell, Label], now: datetime) -> Author:
    name, counts = physician.user.display_name, is_member(physician.user, now)
    label = str(labels.get((physician.country, physician.speciality), Label())) if counts else ""
    return Author(name, label, crc32(name.encode()) % TURNS + 1, address_of(name) if counts else "")


@lru_cache(maxsize=1024)
def address_of(pseudonym: str) -> str:
    return reverse("physician", args=[pseudonym])
