"""What the scanner finds, and what may be done with it. Offsets are characters of the text that was scanned."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    PERSON = "person"
    DATE = "date"
    AGE = "age"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    IP = "ip"
    ID_NUMBER = "id_number"
    POSTCODE = "postcode"
    STREET = "street"
    PLACE = "place"
    FACILITY = "facility"


class Severity(StrEnum):
    BLOCK = "block"
    """Must be taken out before anything can be sent."""
    REWRITE = "rewrite"
    """Can be said more coarsely, and blocks if it is kept as it is."""
    HOLD = "hold"
    """A person, the screener, decides. No rule ever clears it."""


@dataclass(frozen=True, slots=True)
class Finding:
    start: int
    end: int
    kind: Kind
    severity: Severity
    rule: str
    """Which check it was, as a short code: it may stand in a log."""
    suggestion: str
    """What to write in its place."""


@dataclass(frozen=True, slots=True)
class Code:
    """What a log may keep of a finding: never the value, and no length of it beyond the two positions."""

    kind: str
    rule: str
    start: int
    end: int


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that keep a text from being sent: those to take out, and rewrites that were not made."""
    return [finding for finding in findings if finding.severity is not Severity.HOLD]


def holds(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity is Severity.HOLD]


def rewrite(text: str, findings: Sequence[Finding]) -> str:
    """Return `text` with every suggestion applied. `findings` are those of this very text, ordered and not overlapping."""
    parts, done = [], 0
    for finding in findings:
        parts += [text[done : finding.start], finding.suggestion]
        done = finding.end
    return "".join([*parts, text[done:]])


def as_codes(findings: Iterable[Finding]) -> list[Code]:
    return [Code(str(f.kind), f.rule, f.start, f.end) for f in findings]
