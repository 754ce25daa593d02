"""The privacy scanner over everything that is written in a case, and the findings that a person has to decide about."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from cases.models import Case, Hold
from cases.sections import SECTIONS
from privacy.findings import Finding, Severity, blocking, holds
from privacy.scanner import scan

KEY_WORDS, CAPTION = "key_words", "caption"
BETWEEN = ", "  # between two key words, where they are one text
MOVED = "The text changed in the meantime. Look at the place again."
SPOT = re.compile(
    r"(?P<key>[a-z_0-9]{1,20}(?::[0-9a-f-]{36})?)\|(?P<start>\d{1,6})\|(?P<end>\d{1,6})\|(?P<print>[0-9a-f]{64})"
)
Findings = dict[str, list[Finding]]
Scans = Mapping[str, list[Finding]]  # what the scanner found, by the text itself


class Place(NamedTuple):
    """Where a text of a case stands; `str` is its key in all findings: `story`, `key_words`, `caption:<uuid>`."""

    section: str
    attachment: UUID | None = None

    def __str__(self) -> str:
        return f"{self.section}:{self.attachment}" if self.attachment else self.section


class Spot(NamedTuple):
    """One finding as a button names it: its place, where it stands there, and the print of its words."""

    key: str
    start: int
    end: int
    print: str

    def __str__(self) -> str:
        return "|".join(map(str, self))


def spot_of(value: str) -> Spot:
    """Read what a button sent; raise ValidationError for anything else."""
    found = SPOT.fullmatch(value)
    if found is None:
        raise ValidationError(MOVED)
    return Spot(found["key"], int(found["start"]), int(found["end"]), found["print"])


def place_of(key: str) -> Place:
    section, _, attachment = key.partition(":")
    return Place(section, UUID(attachment) if attachment else None)


def texts_of(case: Case) -> dict[str, str]:
    """Return every text of a case by its place: the sections that are filled, key words, captions."""
    texts = {section: str(case.texts[section]) for section in SECTIONS if case.texts.get(section)}
    if case.key_words:
        texts[KEY_WORDS] = BETWEEN.join(case.key_words)
    captions = case.attachments.exclude(caption="").values_list("pk", "caption")
    return texts | {str(Place(CAPTION, pk)): caption for pk, caption in captions}


def check_case(case: Case, scans: Scans | None = None) -> Findings:
    """Return what the scanner finds, by place; places without findings are left out.

    `scans` are those of `scanned`: what was scanned before a transaction is not scanned again in it.
    """
    return check_texts(texts_of(case), scans)


def check_texts(texts: Mapping[str, str], scans: Scans | None = None) -> Findings:
    scans = scans or {}
    found = {key: scans[text] if text in scans else list(scan(text)) for key, text in texts.items()}
    return {key: findings for key, findings in found.items() if findings}


def scanned(texts: Iterable[str]) -> Scans:
    """Scan texts before anything is locked: it takes a while, and an audited transaction keeps everybody waiting."""
    return {text: list(scan(text)) for text in texts}


def scanned_case(case: Case, changes: Mapping[str, Any] | None = None) -> Scans:
    """Scan what a case says, or would say with cleaned changes."""
    made = changes or {}
    texts = texts_of(case) | {name: str(value) for name, value in made.items() if name in SECTIONS}
    if KEY_WORDS in made:
        texts[KEY_WORDS] = BETWEEN.join(made[KEY_WORDS])
    return scanned(texts.values())


def blocks(found: Findings) -> Findings:
    """Return what has to go or to be written otherwise before a case is sent."""
    chosen = {key: list(blocking(findings)) for key, findings in found.items()}
    return {key: findings for key, findings in chosen.items() if findings}


def print_of(case: Case, words: str) -> str:
    """Return what tells the same words of the same case again, and says nothing of them without the key."""
    folded = " ".join(words.casefold().split())
    return salted_hmac("cases.hold", f"{case.pk}:{folded}", algorithm="sha256").hexdigest()


def at_spot(case: Case, text: str, spot: Spot, findings: Sequence[Finding]) -> Finding:
    """Return the finding that was shown. Where the text moved, the only one with the same words counts.

    Raises ValidationError if there is none, or more than one.
    """
    same = [one for one in findings if print_of(case, text[one.start : one.end]) == spot.print]
    exact = [one for one in same if (one.start, one.end) == (spot.start, spot.end)]
    chosen = exact or same
    if len(chosen) != 1:
        raise ValidationError(MOVED)
    return chosen[0]


def rewritten(case: Case, text: str, spot: Spot) -> str:
    """Return `text` with one finding taken out, or written as the scanner suggests."""
    return replaced(text, at_spot(case, text, spot, list(scan(text))))


def replaced(text: str, finding: Finding) -> str:
    """Put better words in the place of what was found; without any, take it out and leave no two spaces."""
    before, after = text[: finding.start], text[finding.end :]
    new = better_words(text, finding)
    if not new and after[:1] in {"", *" .,;!?"}:
        before = before.rstrip(" ")
    return before + new + after


def better_words(text: str, finding: Finding) -> str:
    """Return what says the same more coarsely, with a capital where a sentence begins; empty where it has to go."""
    if finding.severity != Severity.REWRITE or finding.suggestion.startswith("["):
        return ""
    before = text[: finding.start].rstrip(" ")
    begins = not before or before[-1] in ".!?\n"
    return finding.suggestion[:1].upper() + finding.suggestion[1:] if begins else finding.suggestion


def make_holds(case: Case, found: Findings) -> list[Hold]:
    """Write down what a person decides about: kind, place and print, never the words. Return what still waits.

    What was cleared before stays cleared, and what its owner said of it stays too.
    """
    texts = texts_of(case)
    earlier = list(scanned_holds(case))
    known = {one.print: one for one in sorted(earlier, key=lambda one: (one.cleared_at is not None, one.owner_says_no))}
    new = [hold_of(case, key, texts[key][one.start : one.end], one) for key, one in each_hold(found)]
    made = [remember(hold, known.get(hold.print)) for hold in new]
    scanned_holds(case).delete()
    return [hold for hold in Hold.objects.bulk_create(made) if hold.cleared_at is None]


def hold_of(case: Case, key: str, words: str, finding: Finding) -> Hold:
    place = place_of(key)
    return Hold(
        case=case,
        attachment_id=place.attachment,
        section=place.section,
        kind=finding.kind,
        rule=finding.rule,
        start=finding.start,
        end=finding.end,
        print=print_of(case, words),
    )


def remember(hold: Hold, before: Hold | None) -> Hold:
    """Keep what was said of the same words before."""
    if before is not None:
        hold.owner_says_no, hold.cleared_at, hold.cleared_by = (
            before.owner_says_no,
            before.cleared_at,
            before.cleared_by,
        )
    return hold


def each_hold(found: Findings) -> Iterator[tuple[str, Finding]]:
    for key, findings in found.items():
        for finding in holds(findings):
            yield key, finding


def scanned_holds(case: Case) -> QuerySet[Hold]:
    """Return the holds that the scanner made in the case itself; those of replies have a life of their own."""
    return Hold.objects.filter(case=case, reply=None, section__in=[*SECTIONS, KEY_WORDS, CAPTION])


def prints_said_no(case: Case) -> frozenset[str]:
    """Return the prints of what the owner marked as no name and no place, or a screener cleared."""
    rows = scanned_holds(case).values_list("print", "owner_says_no", "cleared_at")
    return frozenset(words for words, says_no, cleared_at in rows if says_no or cleared_at)


def say_no(case: Case, text: str, spot: Spot) -> Hold:
    """Keep that the owner marked a finding as nothing that names somebody; raises ValidationError if it is not there."""
    finding = at_spot(case, text, spot, list(holds(scan(text))))
    made = hold_of(case, spot.key, text[finding.start : finding.end], finding)
    hold = scanned_holds(case).filter(print=spot.print).first() or made
    hold.owner_says_no = True
    hold.save()
    return hold
