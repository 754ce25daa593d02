"""One pass over a text: read it, let every check look, and keep what does not overlap, the gravest first."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

from privacy.checks.addresses import behind_streets, postcodes, regions_in_addresses, streets
from privacy.checks.ages import ages, numbers_of
from privacy.checks.alone import alone_there, lived_in
from privacy.checks.bare_ages import ages_beside, bare_ages
from privacy.checks.base import Found
from privacy.checks.contacts import contacts
from privacy.checks.cues import EPONYM_HEADS
from privacy.checks.dates import dates
from privacy.checks.identifiers import identifiers
from privacy.checks.numbers import is_valid_somewhere, numbers
from privacy.checks.persons import Persons
from privacy.checks.phrases import phrased
from privacy.checks.places import Places
from privacy.checks.shields import Shields
from privacy.checks.terse_dates import dates_in_file_names, terse_dates
from privacy.checks.tokens import tokens_of
from privacy.checks.written_names import written_names
from privacy.findings import Finding, Kind, Severity, blocking, holds
from privacy.lexicon.tables import Tables, tables
from privacy.normal import Normal, normal

GRAVITY = {Severity.BLOCK: 0, Severity.REWRITE: 1, Severity.HOLD: 2}
JOINED_NAMES = re.compile(r"(?<=[^\W_])_(?=[^\W_])")
"""What joins the words of a file's name: for names, dates and ages it is a blank."""
NEVER_SHIELDED = frozenset({"email", "cued_number", "phone_cue", "handle"})


def scan(text: str) -> list[Finding]:
    """Return what in `text` could tell who somebody is: ordered, not overlapping, with offsets into `text` itself."""
    if not text.strip():
        return []
    read = normal(text)
    kept = without_overlaps(unshielded(everything(read), Shields(read.text)), read.text)
    return in_original(kept, read)


def scan_file_name(name: str) -> list[Finding]:
    """Scan a file's name: its parts are words, whatever joins them. Offsets are those of the name."""
    stem = name.rpartition(".")[0] or name
    spaced = re.sub(r"[_+]|(?<=[a-z])(?=[A-Z])(?<=\W)|-(?=\D)|(?<=\D)-", lambda found: " " * len(found[0]), stem)
    return scan(spaced)


@lru_cache(maxsize=1)
def prepared() -> Tables:
    """Return the word lists. The phone library reads its tables when it is first asked, so it is asked once."""
    for length in range(8, 13):
        is_valid_somewhere("9" * length)
    return tables()


def everything(read: Normal) -> Found:
    text = JOINED_NAMES.sub(" ", read.text) if "_" in read.text else read.text
    tokens, table = tokens_of(text), prepared()
    phrases = phrased(tokens, table)
    places = Places(text, tokens, table, head=EPONYM_HEADS, phrases=phrases)
    yield from chain(contacts(read.text), identifiers(text), numbers(read.text))
    yield from chain(dates(text, read.original, tokens), terse_dates(text), dates_in_file_names(read.text))
    spoken = list(numbers_of(text, tokens))
    yield from chain(ages(text, spoken), bare_ages(text, spoken))
    roads = list(streets(read.text))
    yield from chain(postcodes(read.text), roads, behind_streets(roads, read.text), regions_in_addresses(read.text))
    yield from chain(places.facilities(), places.towns(), alone_there(text), lived_in(text, table))
    persons = list(Persons(text, tokens, table, taken=places.taken, phrases=phrases).find())
    yield from chain(persons, written_names(read.text, table))
    yield from ages_beside(persons, text)


def unshielded(findings: Iterable[Finding], shields: Shields) -> list[Finding]:
    return [
        finding
        for finding in findings
        if finding.rule in NEVER_SHIELDED
        or not (shields.cover if finding.severity is Severity.BLOCK else shields.touch)(finding.start, finding.end)
    ]


def without_overlaps(findings: list[Finding], text: str) -> list[Finding]:
    """Keep the gravest, then the longest; of what overlaps one of them, keep the part outside if there is a word in it."""
    findings.sort(key=lambda finding: (GRAVITY[finding.severity], finding.start - finding.end, finding.start))
    owner = bytearray(len(text))
    kept: list[Finding] = []
    for finding in findings:
        start, end = outside(finding, owner)
        if start < end and any(map(str.isalnum, text[start:end])):
            owner[start:end] = b"\x01" * (end - start)
            kept.append(finding if (start, end) == (finding.start, finding.end) else cut(finding, start, end))
    return sorted(kept, key=lambda finding: finding.start)


def outside(finding: Finding, owner: bytearray) -> tuple[int, int]:
    """Return the first part of a finding that belongs to no other."""
    start = owner.find(0, finding.start, finding.end)
    if start < 0:
        return finding.end, finding.end
    end = owner.find(1, start, finding.end)
    return start, finding.end if end < 0 else end


def cut(finding: Finding, start: int, end: int) -> Finding:
    return Finding(start, end, finding.kind, finding.severity, finding.rule, finding.suggestion)


def in_original(findings: Iterable[Finding], read: Normal) -> list[Finding]:
    if read.starts is None:
        return list(findings)
    return [cut(finding, *read.span(finding.start, finding.end)) for finding in findings]


__all__ = ["Finding", "Kind", "blocking", "holds", "scan", "scan_file_name"]
