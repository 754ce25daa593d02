"""What the privacy scanner says of a reply, told to its writer with the place and a way out."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from cases.checking import print_of
from cases.mentions import without_names
from cases.models import Case, Hold, Reply
from privacy.scanner import Finding, blocking, holds, scan

AROUND = 40  # characters shown on either side
TAKE_OUT = (
    "Something in this text could show who somebody is. Take it out or say it more broadly; nothing you wrote is lost."
)
COULD_NAME = (
    "This could be a name or a place. Change it, or send the reply to a moderator: it is shown once they have looked."
)


@dataclass(frozen=True, slots=True)
class Find:
    """One place in a text, with what stands around it."""

    before: str
    words: str
    after: str
    suggestion: str


class Unsafe(ValidationError):
    """A text that is refused (`is_held` False), or that only a moderator may let through (`is_held` True)."""

    def __init__(self, message: str, finds: Sequence[Find], *, is_held: bool) -> None:
        super().__init__({"text": message})
        self.finds, self.is_held = tuple(finds), is_held


@dataclass(frozen=True, slots=True)
class Scanned:
    """A text with what has to go and what a person decides about, as `scanned` found it."""

    text: str
    bad: Sequence[Finding] = ()
    held: Sequence[Finding] = ()


def scanned(text: str, most: int) -> Scanned:
    """Scan a text before anything is locked; what is longer than `most` is refused later, and not scanned."""
    return Scanned(text, *findings_in(text)) if len(text) <= most else Scanned(text)


def findings_in(text: str) -> tuple[list[Finding], list[Finding]]:
    """Return what has to go, and what a person decides about."""
    found = scan(without_names(text))
    return blocking(found), holds(found)


def check_text(case: Case, said: Scanned, *, to_moderator: bool) -> list[Finding]:
    """Return the findings that a moderator has to look at, none as a rule. Raises Unsafe, and keeps no word of the text."""
    text = said.text
    if said.bad:
        raise Unsafe(TAKE_OUT, [find_of(text, one) for one in said.bad], is_held=False)
    cleared = set(case.holds.exclude(cleared_at=None).values_list("print", flat=True)) if said.held else set()
    held = [one for one in said.held if print_of(case, text[one.start : one.end]) not in cleared]
    if held and not to_moderator:
        raise Unsafe(COULD_NAME, [find_of(text, one) for one in held], is_held=True)
    return held


def find_of(text: str, finding: Finding) -> Find:
    start, end = finding.start, finding.end
    before, after = text[max(start - AROUND, 0) : start], text[end : end + AROUND]
    return Find(before, text[start:end], after, str(finding.suggestion or ""))


def hold(reply: Reply, findings: Sequence[Finding], text: str) -> None:
    """Keep a reply back until a moderator has looked; what is kept of a finding is its kind and place."""
    rows = [
        Hold(
            case=reply.case,
            reply=reply,
            section="reply",
            kind=str(one.kind),
            rule=str(one.rule),
            start=one.start,
            end=one.end,
            print=print_of(reply.case, text[one.start : one.end]),
        )
        for one in findings
    ]
    Hold.objects.bulk_create(rows)
