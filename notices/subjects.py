"""What notices can be about. Apps above register their kinds of subject at start; nothing here imports them.

A sentence says that something happened, never to what: mailboxes are read by others too.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.urls import reverse

CODE = re.compile(r"[a-z][a-z_]{0,11}")
HAPPENED = re.compile(r"[a-z][a-z_]{0,23}")
AT_ONCE = 500  # pairs of reader and subject in one question
# What can have happened where there is nothing to open: `subject=None`.
WITHOUT_SUBJECT: Mapping[str, str] = {"news": "There is news for you.", "waiting": "Work waits for you."}


class Whose(NamedTuple):
    """One account and one subject, or no subject ("", None)."""

    user_id: int
    kind: str
    subject: UUID | None


@dataclass(frozen=True, slots=True)
class Subject:
    """What the app that has the subjects knows of one kind of them."""

    may_read: Callable[
        [Collection[int], Collection[UUID]], set[tuple[int, UUID]]
    ]  # users, subjects → who may read what
    address: Callable[[UUID], str]
    words: Mapping[str, str]  # what can have happened, each with a sentence that tells nothing else


_kinds: dict[str, Subject] = {}


def register(kind: str, subject: Subject) -> None:
    """Make a kind of subject known; a second registration takes the place of the first. Raises ValueError for no code."""
    if not CODE.fullmatch(kind) or not all(HAPPENED.fullmatch(code) for code in subject.words):
        raise ValueError("A kind of subject and what happens to it are short codes of small letters.")
    _kinds[kind] = subject


def check_known(kind: str, happened: str) -> None:
    """Raise ValueError unless there is a sentence for what happened."""
    if happened not in words_of(kind):
        raise ValueError(f"Nothing is known of “{happened}” of “{kind}”: register it with its sentence.")


def words_of(kind: str) -> Mapping[str, str]:
    if not kind:
        return WITHOUT_SUBJECT
    return _kinds[kind].words if kind in _kinds else {}


def sentence_of(kind: str, happened: str) -> str:
    """Return the sentence; a plain one for what an earlier version of the hub told of."""
    return words_of(kind).get(happened, WITHOUT_SUBJECT["news"])


def address_of(kind: str, subject: UUID | None) -> str:
    """Return the path of a subject's page, the inbox where there is none."""
    return _kinds[kind].address(subject) if subject and kind in _kinds else reverse("inbox")


def readable(asked: Iterable[Whose]) -> set[Whose]:
    """Return which of these may be read now. A kind that nobody registered is readable to nobody."""
    by_kind: defaultdict[str, list[Whose]] = defaultdict(list)
    for one in set(asked):
        by_kind[one.kind].append(one)
    found = set(by_kind.pop("", ()))
    for kind in by_kind.keys() & _kinds.keys():
        found |= readable_of_kind(kind, sorted(by_kind[kind], key=lambda one: (one.subject, one.user_id)))
    return found


def readable_of_kind(kind: str, asked: list[Whose]) -> set[Whose]:
    found: set[Whose] = set()
    for start in range(0, len(asked), AT_ONCE):
        part = asked[start : start + AT_ONCE]
        users, subjects = {one.user_id for one in part}, {one.subject for one in part if one.subject}
        pairs = _kinds[kind].may_read(users, subjects)
        found |= {one for one in part if (one.user_id, one.subject) in pairs}
    return found
