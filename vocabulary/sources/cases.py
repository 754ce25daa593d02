"""Published cases with a known diagnosis, one JSON object a line: HPO ids only, no free text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vocabulary.sources.lines import OnProgress, silent
from vocabulary.sources.obo import HPO_ID
from vocabulary.sources.records import Record, read_records

OMIM_ID = re.compile(r"OMIM:\d{6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Case:
    line: int
    case_id: str
    present: tuple[str, ...]
    absent: tuple[str, ...]
    sex: str
    onset: str  # HPO id, or empty
    onset_years: float | None
    age_years: float | None
    omim: str
    label: str
    pmid: str
    gene: str


def read_cases(path: Path, on_progress: OnProgress = silent) -> Iterator[Case]:
    seen: set[str] = set()
    for record in read_records(path, on_progress):
        case = _case(record)
        if case.case_id in seen:
            raise record.wrong(f"'{case.case_id[:60]}' stands here a second time")
        seen.add(case.case_id)
        yield case


def _case(record: Record) -> Case:
    omim = record.text("disease")
    if not OMIM_ID.fullmatch(omim):
        raise record.wrong(f"'{omim[:20]}' is no OMIM id")
    onset, onset_years = _age(record, "onset")
    return Case(
        line=record.line,
        case_id=record.text("id"),
        present=_hpo_ids(record, "hpo"),
        absent=_hpo_ids(record, "no"),
        sex=record.text("sex", default=""),
        onset=onset,
        onset_years=onset_years,
        age_years=_age(record, "age")[1],
        omim=omim,
        label=record.text("label"),
        pmid=record.text("pmid", default=""),
        gene=record.text("gene", default=""),
    )


def _age(record: Record, name: str) -> tuple[str, float | None]:
    """Return (HPO term, years): the source gives an age as one or the other, or not at all."""
    value = record.raw(name)
    if isinstance(value, str) and HPO_ID.fullmatch(value):
        return value, None
    return "", record.number(name)


def _hpo_ids(record: Record, name: str) -> tuple[str, ...]:
    hpo_ids = record.texts(name)
    for hpo_id in hpo_ids:
        if not HPO_ID.fullmatch(hpo_id):
            raise record.wrong(f"'{hpo_id[:20]}' is no HPO id")
    return hpo_ids
