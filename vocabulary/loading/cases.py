"""Published solved cases, for "similar cases" beside the ranked diseases."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from vocabulary.loading.diseases import disease_ids
from vocabulary.loading.report import LeftOut, Loaded
from vocabulary.loading.rows import batches, upsert_rows
from vocabulary.models import Sign, SignAlias, SolvedCase
from vocabulary.sources.cases import Case, read_cases
from vocabulary.sources.lines import OnProgress

FIELDS = (
    "case_id", "disease", "omim", "label", "pmid", "gene", "sex", "onset", "onset_years", "age_years", "present", "absent",
)  # fmt: skip


def load_cases(path: Path, on_progress: OnProgress) -> Loaded:
    """Replace the cases. Replaced HPO ids are followed; signs newer than our HPO release are left out and counted."""
    left_out = LeftOut("signs of cases unknown to this HPO release")
    seen: set[str] = set()
    upsert_rows(SolvedCase, FIELDS, _rows(read_cases(path, on_progress), seen, left_out))
    gone = set(SolvedCase.objects.values_list("case_id", flat=True)) - seen
    for batch in batches(gone, 500):
        SolvedCase.objects.filter(case_id__in=batch).delete()
    return Loaded(len(seen), left_out.remarks())


def _rows(cases: Iterator[Case], seen: set[str], left_out: LeftOut) -> Iterator[tuple[Any, ...]]:
    diseases, signs = disease_ids(), _current_ids()
    for case in cases:
        seen.add(case.case_id)
        present = _followed(case.present, signs, left_out)
        absent = _followed(case.absent, signs, left_out)
        yield (
            case.case_id, diseases.get(case.omim), case.omim, case.label, case.pmid, case.gene, case.sex,
            case.onset, case.onset_years, case.age_years, json.dumps(present), json.dumps(absent),
        )  # fmt: skip


def _current_ids() -> dict[str, str]:
    current = {hpo_id: hpo_id for hpo_id in Sign.objects.values_list("hpo_id", flat=True)}
    return dict(SignAlias.objects.values_list("hpo_id", "sign__hpo_id")) | current


def _followed(hpo_ids: tuple[str, ...], signs: Mapping[str, str], left_out: LeftOut) -> list[str]:
    for hpo_id in hpo_ids:
        if hpo_id not in signs:
            left_out.add(hpo_id)
    return list(dict.fromkeys(signs[hpo_id] for hpo_id in hpo_ids if hpo_id in signs))
