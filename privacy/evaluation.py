"""How much the scanner finds, and how often it alarms for nothing, on texts of which both is known."""

import gzip
import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from privacy.findings import Finding, Kind
from privacy.scanner import scan

Span = tuple[int, int, str]
WORDS_MEASURED = 1000
WARM = (
    "Dear Dr Nkosi, Mia (7) was seen on 3 April 2019 in Leeds with Marfan syndrome. "
    "Numbers: 9876 543 217, 10045678901, 0077 8123 456, 99999 9999, +44 7700 900123, 4412-99812; mia@example.org"
)
"""A text after which nothing is read or compiled for the first time: lists, the phone library's tables."""


class BadFile(Exception):
    """The file cannot be used: which line, and why."""


@dataclass(frozen=True, slots=True)
class Sample:
    id: str
    text: str
    spans: list[Span]
    clean: list[Span]


@dataclass(slots=True)
class Figures:
    found: Counter[str] = field(default_factory=Counter)
    of: Counter[str] = field(default_factory=Counter)
    alarms: int = 0
    clean: int = 0
    words: int = 0
    seconds: float = 0.0
    missed: list[tuple[str, Span]] = field(default_factory=list)
    alarmed: list[tuple[str, Span, str]] = field(default_factory=list)

    def report(self) -> dict[str, Any]:
        kinds = [str(kind) for kind in Kind if self.of[kind]]
        return {
            "recall": {kind: round(self.found[kind] / self.of[kind], 4) for kind in kinds},
            "found": {kind: [self.found[kind], self.of[kind]] for kind in kinds},
            "false_alarms": {
                "rate": round(self.alarms / max(self.clean, 1), 4),
                "count": self.alarms,
                "of": self.clean,
            },
            "ms_per_1000_words": round(self.seconds * 1000 * WORDS_MEASURED / max(self.words, 1), 2),
        }


def evaluate(samples: Iterable[Sample]) -> Figures:
    """A span counts as found when a finding of any kind overlaps it; a clean span that one overlaps is a false alarm."""
    figures = Figures()
    scan(WARM)
    for sample in samples:
        started = time.process_time()
        findings = scan(sample.text)
        figures.seconds += time.process_time() - started
        figures.words += len(sample.text.split())
        count(figures, sample, findings)
    return figures


def count(figures: Figures, sample: Sample, findings: list[Finding]) -> None:
    for span in sample.spans:
        figures.of[span[2]] += 1
        if overlapping(span, findings):
            figures.found[span[2]] += 1
        else:
            figures.missed.append((sample.text, span))
    for span in sample.clean:
        figures.clean += 1
        if finding := overlapping(span, findings):
            figures.alarms += 1
            figures.alarmed.append((sample.text, span, finding.rule))


def overlapping(span: Span, findings: list[Finding]) -> Finding | None:
    return next((finding for finding in findings if finding.start < span[1] and span[0] < finding.end), None)


def read_samples(path: Path) -> list[Sample]:
    """Read lines of {"id", "text", "spans": [[start, end, kind]], "clean": [[start, end, note]]}. Raises BadFile."""
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8") as lines:
            samples = list(read_lines(lines))
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise BadFile(f"{path} cannot be read: {error}") from error
    if not samples:
        raise BadFile(f"{path} has no texts, line 1.")
    return samples


def read_lines(lines: Iterable[str]) -> Iterator[Sample]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            yield Sample(str(row["id"]), checked_text(row["text"]), spans_of(row, "spans"), spans_of(row, "clean"))
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise BadFile(f"Line {number} cannot be used: {reason(error)}.") from error


def checked_text(text: Any) -> str:
    if not isinstance(text, str):
        raise ValueError("“text” is not a text")
    return text


def spans_of(row: dict[str, Any], name: str) -> list[Span]:
    """Return the spans under `name`, which may be left out; raises ValueError for one that does not lie in the text."""
    spans = [(start, end, kind) for start, end, kind in row.get(name) or ()]
    for start, end, kind in spans:
        if not (type(start) is type(end) is int and 0 <= start < end <= len(row["text"])):
            raise ValueError(f"{start}–{end} in “{name}” does not lie in the text")
        if name == "spans" and kind not in list(Kind):
            raise ValueError(f"“{kind}” is no kind of finding")
    return spans


def reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return "it is not JSON"
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)
