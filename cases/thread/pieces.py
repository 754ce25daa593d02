"""The part of a reply that is the same for all its readers, rendered once for each version of it.

It is kept in the memory of the process and never in the shared cache: what physicians wrote lies in no other place than
the database. Whatever changes in a case makes the process in which it changed forget all of it with the commit. Every other
process forgets at its first rendering after ten minutes: until somebody reads a reply there, it keeps what it has.
"""

from functools import lru_cache
from time import monotonic
from typing import NamedTuple

from django.db import transaction
from django.template.loader import render_to_string

MOST = 512  # replies
SECONDS = 600


class Said(NamedTuple):
    """All that the template reads: whatever of it changes, a pseudonym or a text, makes another piece."""

    key: str
    kind: str
    kind_label: str
    tone: str  # of the badge that names the kind
    pseudonym: str
    label: str
    turn: int
    url: str
    when: str
    confidence: str
    confidence_label: str
    is_credited: bool
    is_held: bool
    is_hidden: bool
    hidden_for: str
    is_changed: bool
    disease: str
    disease_key: str
    patients_seen: int | None
    text: str
    reference: str
    link: str


@lru_cache(maxsize=MOST)
def rendered(said: Said) -> str:
    return render_to_string("cases/thread/piece.html", {"said": said})


def piece(said: Said) -> str:
    """Return the head and the text of a reply as HTML."""
    if monotonic() - kept.since > SECONDS:
        forget()
    return rendered(said)


def forget() -> None:
    rendered.cache_clear()
    kept.since = monotonic()


def forget_with_the_commit(**_: object) -> None:
    """Receive `case_changed`. Before the commit another thread would only render again what was there."""
    transaction.on_commit(forget)


class Kept:
    since = monotonic()  # when nothing was kept


kept = Kept()
