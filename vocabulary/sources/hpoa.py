"""HPO's disease annotations, `phenotype.hpoa`: one row says how often one source saw one sign in one disease."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vocabulary.sources.errors import SourceError
from vocabulary.sources.lines import OnProgress, read_lines, silent
from vocabulary.sources.obo import HPO_ID

COLUMNS = (
    "database_id", "disease_name", "qualifier", "hpo_id", "reference", "evidence",
    "onset", "frequency", "sex", "modifier", "aspect", "biocuration",
)  # fmt: skip
DATABASE_ID = re.compile(r"(OMIM|ORPHA|DECIPHER):\d+", re.ASCII)
COUNT = re.compile(r"(\d{1,9})/(\d{1,9})", re.ASCII)
PER_CENT = re.compile(r"(\d{1,3}(?:\.\d+)?)%", re.ASCII)
CLAIM = re.compile(r"\[(\d+): OMIM", re.ASCII)
TOLERANCE = 0.98  # the claims of past releases were off by a handful
ASPECTS = frozenset("PICMH")
SEXES = frozenset({"", "MALE", "FEMALE"})


@dataclass(frozen=True, slots=True)
class Frequency:
    """A count (`patients_with` of `patients`), else a band in per cent; all None where the source says nothing."""

    patients_with: int | None = None
    patients: int | None = None
    low: float | None = None
    high: float | None = None


UNSTATED = Frequency()
CLASSES = {
    "HP:0040280": Frequency(low=100, high=100),  # obligate
    "HP:0040281": Frequency(low=80, high=99),  # very frequent
    "HP:0040282": Frequency(low=30, high=79),  # frequent
    "HP:0040283": Frequency(low=5, high=29),  # occasional
    "HP:0040284": Frequency(low=1, high=4),  # very rare
    "HP:0040285": Frequency(low=0, high=0),  # excluded
}
EXCLUDED = CLASSES["HP:0040285"]


@dataclass(frozen=True, slots=True)
class Annotation:
    line: int
    database_id: str
    disease_name: str
    is_absent: bool
    hpo_id: str
    reference: str
    evidence: str
    onset: str
    frequency: Frequency
    sex: str
    modifier: str
    aspect: str


def read_version(path: Path) -> str:
    """Return the release, 2025-01-16, from the comment lines on top."""
    for _, line in read_lines(path):
        if line.startswith("#version:"):
            return line.partition(":")[2].strip()
        if not line.startswith("#"):
            break
    raise SourceError(path, 1, "this is no phenotype.hpoa: no '#version:' line on top.")


def read_annotations(path: Path, on_progress: OnProgress = silent) -> Iterator[Annotation]:
    """Yield every row. A file cut between two lines is noticed by the number of OMIM diseases that its top claims."""
    read_version(path)
    claimed, diseases, header = 0, set(), False
    for number, line in read_lines(path, on_progress):
        if not header:
            if match := CLAIM.search(line):
                claimed = int(match[1])
            header = _is_header(path, number, line)
            continue
        annotation = _annotation(path, number, line)
        if annotation.database_id.startswith("OMIM:"):
            diseases.add(annotation.database_id)
        yield annotation
    if not header:
        raise SourceError(path, 0, "holds comments only.")
    if len(diseases) < claimed * TOLERANCE:
        raise SourceError(path, number, f"holds {len(diseases)} of {claimed} OMIM diseases: the file is cut here.")


def _is_header(path: Path, number: int, line: str) -> bool:
    if line.startswith("#"):
        return False
    if tuple(line.split("\t")) != COLUMNS:
        raise SourceError(path, number, "the column names are not those of phenotype.hpoa.")
    return True


def _annotation(path: Path, number: int, line: str) -> Annotation:
    cells = line.split("\t")
    if len(cells) != len(COLUMNS):
        raise SourceError(path, number, f"has {len(cells)} columns, not {len(COLUMNS)}.")
    database_id, name, qualifier, hpo_id, reference, evidence, onset, frequency, sex, modifier, aspect, _ = cells
    _check(path, number, cells)
    try:
        how_often = parse_frequency(frequency)
    except ValueError as error:
        raise SourceError(path, number, f"'{frequency[:30]}' is no frequency: {error}.") from error
    is_absent = qualifier == "NOT" or how_often == EXCLUDED
    return Annotation(
        number, database_id, name, is_absent, hpo_id, reference, evidence, onset, how_often, sex, modifier, aspect
    )


def _check(path: Path, number: int, cells: list[str]) -> None:
    for value, right, name in (
        (cells[0], DATABASE_ID.fullmatch(cells[0]), "disease id"),
        (cells[2], cells[2] in ("", "NOT"), "qualifier"),
        (cells[3], HPO_ID.fullmatch(cells[3]), "HPO id"),
        (cells[8], cells[8] in SEXES, "sex"),
        (cells[10], cells[10] in ASPECTS and cells[10], "aspect"),
    ):
        if not right:
            raise SourceError(path, number, f"'{value[:30]}' is no {name}.")


def parse_frequency(text: str) -> Frequency:
    """Read `HP:0040282`, `7/13`, `45%` or nothing. ValueError says what is wrong."""
    if not text:
        return UNSTATED
    if found := CLASSES.get(text):
        return found
    if match := COUNT.fullmatch(text):
        return _counted(int(match[1]), int(match[2]))
    if (match := PER_CENT.fullmatch(text)) and float(match[1]) <= 100:
        share = float(match[1])
        return Frequency(low=share, high=share)
    raise ValueError("neither a class, n/m nor per cent")


def _counted(patients_with: int, patients: int) -> Frequency:
    if not patients or patients_with > patients:
        raise ValueError("more patients with the sign than there are, or none at all")
    share = 100 * patients_with / patients
    return Frequency(patients_with, patients, share, share)
