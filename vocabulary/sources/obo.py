"""The Human Phenotype Ontology as `hp.obo`: one stanza a term. Only what the hub shows is read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from vocabulary.sources.errors import SourceError
from vocabulary.sources.lines import OnProgress, read_lines, silent

HPO_ID = re.compile(r"HP:\d{7}", re.ASCII)
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"\s*(.*)')
ESCAPED = re.compile(r"\\(.)", re.ASCII)
SCOPES = frozenset({"EXACT", "RELATED", "NARROW", "BROAD"})
VERSION_PREFIX = "hp/releases/"


@dataclass(frozen=True, slots=True)
class TermName:
    text: str
    scope: str
    is_lay: bool


@dataclass(slots=True)
class Term:
    line: int
    hpo_id: str = ""
    name: str = ""
    definition: str = ""
    parents: list[str] = field(default_factory=list)
    names: list[TermName] = field(default_factory=list)
    alternatives: list[str] = field(default_factory=list)
    is_obsolete: bool = False
    replaced_by: str = ""


def read_version(path: Path) -> str:
    """Return the release, 2025-01-16, from the header."""
    for number, line in read_lines(path):
        if number == 1 and not line.startswith("format-version:"):
            raise SourceError(path, 1, "this is no OBO file: it does not start with 'format-version:'.")
        if line.startswith("data-version:"):
            return line.partition(":")[2].strip().removeprefix(VERSION_PREFIX)
        if line.startswith("["):
            break
    raise SourceError(path, 0, "the header names no 'data-version:'.")


def read_terms(path: Path, on_progress: OnProgress = silent) -> Iterator[Term]:
    """Yield every term, obsolete ones included. Other stanzas ([Typedef]) are passed over.

    The version is asked first, so that a file of another kind is named as such and not as "no term".
    """
    read_version(path)
    term: Term | None = None
    count = 0
    for number, line in chain(read_lines(path, on_progress), [(0, "[End]")]):
        if line.startswith("["):
            if term:
                yield _checked(path, term)
                count += 1
            term = Term(number) if line == "[Term]" else None
        elif term and line:
            _take(path, term, (number, line))
    if not count:
        raise SourceError(path, 0, "holds no [Term] stanza.")


def _take(path: Path, term: Term, numbered: tuple[int, str]) -> None:
    number, line = numbered
    tag, colon, value = line.partition(": ")
    if not colon and not line.endswith(":"):
        raise SourceError(path, number, f"'{line[:40]}' is no 'tag: value' line.")
    match tag:
        case "id":
            term.hpo_id = _hpo_id(path, number, value)
        case "name":
            term.name = value.strip()
        case "def":
            term.definition = _quoted(path, number, value)[0]
        case "is_a":
            term.parents.append(_hpo_id(path, number, value))
        case "alt_id":
            term.alternatives.append(_hpo_id(path, number, value))
        case "synonym":
            term.names.append(_term_name(path, number, value))
        case "is_obsolete":
            term.is_obsolete = value.strip() == "true"
        case "replaced_by":
            term.replaced_by = term.replaced_by or _hpo_id(path, number, value)


def _hpo_id(path: Path, number: int, value: str) -> str:
    """Return the id in front of the comment (`HP:0012638 ! Abnormal ...`)."""
    found = value.partition(" ")[0]
    if not HPO_ID.fullmatch(found):
        raise SourceError(path, number, f"'{found[:20]}' is no HPO id.")
    return found


def _quoted(path: Path, number: int, value: str) -> tuple[str, str]:
    match = QUOTED.match(value)
    if not match:
        raise SourceError(path, number, "a quoted text is not closed.")
    return ESCAPED.sub(r"\1", match[1]), match[2]


def _term_name(path: Path, number: int, value: str) -> TermName:
    text, rest = _quoted(path, number, value)
    words = rest.partition("[")[0].split()
    if not words or words[0] not in SCOPES:
        raise SourceError(path, number, "a synonym has no scope (EXACT, RELATED, NARROW, BROAD).")
    return TermName(text, words[0], "layperson" in words[1:])


def _checked(path: Path, term: Term) -> Term:
    if not term.hpo_id or not term.name:
        raise SourceError(path, term.line, "a [Term] stanza has no id or no name.")
    return term
