"""Mondo's mapping table: one row says that a Mondo class has a code in another system."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vocabulary.sources.errors import SourceError
from vocabulary.sources.lines import OnProgress, read_lines, silent

COLUMNS = ("mondo", "label", "system", "code")
MONDO_ID = re.compile(r"MONDO:\d{7}", re.ASCII)
SYSTEMS = frozenset({"ORPHA", "OMIM", "OMIMPS", "ICD10CM", "ICD11", "MESH", "UMLS", "GARD", "NORD"})


@dataclass(frozen=True, slots=True)
class MondoMapping:
    line: int
    mondo: str  # MONDO:0007947
    label: str
    system: str
    code: str


def read_mappings(path: Path, on_progress: OnProgress = silent) -> Iterator[MondoMapping]:
    for number, line in read_lines(path, on_progress):
        cells = tuple(line.split("\t"))
        if number == 1:
            if cells != COLUMNS:
                raise SourceError(path, 1, "the column names are not mondo, label, system, code.")
            continue
        yield _mapping(path, number, cells)


def _mapping(path: Path, number: int, cells: tuple[str, ...]) -> MondoMapping:
    if len(cells) != len(COLUMNS):
        raise SourceError(path, number, f"has {len(cells)} columns, not {len(COLUMNS)}.")
    mondo, label, system, code = cells
    if not MONDO_ID.fullmatch(mondo):
        raise SourceError(path, number, f"'{mondo[:20]}' is no Mondo id.")
    if system not in SYSTEMS:
        raise SourceError(path, number, f"'{system[:20]}' is no known system of codes.")
    if not code or not label:
        raise SourceError(path, number, "the label or the code is empty.")
    return MondoMapping(number, mondo, label, system, code)
