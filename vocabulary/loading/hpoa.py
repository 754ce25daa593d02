"""HPO's disease annotations: sign rows for Orphanet's and OMIM's entries, and the OMIM entries that Orphanet lacks."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from vocabulary.loading.diseases import RETIRED, disease_ids, drop_forgotten
from vocabulary.loading.names import KnownNames
from vocabulary.loading.report import LeftOut, Loaded
from vocabulary.loading.rows import delete_rows, insert_rows, upsert_rows
from vocabulary.loading.signs import sign_ids, weigh_signs
from vocabulary.models import CrossReference, Disease, DiseaseLink, DiseaseName, DiseaseSign, Relation, Source, System
from vocabulary.sources.errors import SourceError
from vocabulary.sources.hpoa import Annotation, read_annotations
from vocabulary.sources.lines import OnProgress

OMIM_KIND = "OMIM entry"
FIELDS = (
    "disease", "sign", "source", "source_id", "kind", "is_absent", "patients_with", "patients", "low", "high",
    "reference", "evidence", "onset", "sex", "modifier",
)  # fmt: skip


def load_annotations(path: Path, on_progress: OnProgress) -> Loaded:
    """Replace all rows of the annotation file, then link the OMIM entries and weigh the signs anew.

    DECIPHER's rows are left out: 47 deletion syndromes noted in 2013 without any frequency, which Orphanet's own rows
    describe better under codes that a reader can look up.
    """
    _forget()
    left_out = LeftOut("rows of DECIPHER")
    names = _names_of_diseases(path)
    ids = _upsert_diseases(names)
    count = insert_rows(DiseaseSign, FIELDS, _rows(path, read_annotations(path, on_progress), ids, left_out))
    _insert_names(names, ids)
    _insert_links()
    kept = drop_forgotten()
    weigh_signs()
    stay = (f"{kept} diseases are in no source any more and stay because something refers to them",) if kept else ()
    return Loaded(count, left_out.remarks() + stay)


def _forget() -> None:
    delete_rows(DiseaseSign, source=Source.HPO)
    delete_rows(DiseaseName, source=Source.HPO)
    delete_rows(CrossReference, source=Source.HPO)
    delete_rows(DiseaseLink)


def _names_of_diseases(path: Path) -> dict[str, str]:
    """Read the file once for the diseases alone: they must stand before the rows that refer to them."""
    names = {row.database_id: row.disease_name for row in read_annotations(path)}
    return {key: name for key, name in names.items() if not key.startswith("DECIPHER:")}


def _upsert_diseases(names: dict[str, str]) -> dict[str, int]:
    """Return primary keys by database id. An ORPHA code that Orphanet no longer lists is kept as a retired entry."""
    orphanet = CrossReference.objects.filter(source=Source.ORPHANET, relation=Relation.EXACT)
    taken = {f"{system}:{code}" for system, code in orphanet.values_list("system", "code")}
    own = {key: name for key, name in names.items() if key not in taken}
    fields = ["key", "orpha_code", "name", "kind", "is_disorder"]
    upsert_rows(Disease, fields, (_disease_row(key, name) for key, name in own.items()))
    ids = disease_ids()
    insert_rows(
        CrossReference,
        ["disease", "system", "code", "relation", "source"],
        ((ids[key], *key.split(":"), Relation.EXACT.value, Source.HPO.value) for key in own),
    )
    return ids


def _disease_row(key: str, name: str) -> tuple[Any, ...]:
    system, code = key.split(":")
    if system == System.ORPHA:
        return key, int(code), name, RETIRED, False
    return key, None, name, OMIM_KIND, False


def _rows(
    path: Path, annotations: Iterable[Annotation], ids: dict[str, int], left_out: LeftOut
) -> Iterator[tuple[Any, ...]]:
    signs = sign_ids()
    source = Source.HPO.value
    for row in annotations:
        disease, sign = ids.get(row.database_id), signs.get(row.hpo_id)
        if disease is None:
            left_out.add(row.database_id)
            continue
        if sign is None:
            raise SourceError(path, row.line, f"{row.hpo_id} is in no term of this HPO release.")
        often = row.frequency
        yield (
            disease, sign, source, row.database_id, row.aspect, row.is_absent,
            often.patients_with, often.patients, often.low, often.high,
            row.reference, row.evidence, row.onset, row.sex, row.modifier,
        )  # fmt: skip


def _insert_names(names: dict[str, str], ids: dict[str, int]) -> None:
    known = KnownNames()
    rows = ((ids[key], name, Source.HPO.value) for key, name in names.items() if known.take(ids[key], name))
    insert_rows(DiseaseName, ["disease", "text", "source"], rows)


def _insert_links() -> None:
    """Link an Orphanet entry with the OMIM entries that Orphanet calls broader or narrower and that have a row of their own.

    An OMIM entry that shares the row of another Orphanet entry is left to the codes: "OMIM:106100 is broader than hereditary
    angioedema type 2" would become "type 1 is broader than type 2", which nobody says.
    """
    ids = dict(Disease.objects.filter(key__startswith=f"{System.OMIM}:").values_list("key", "pk"))
    overlaps = CrossReference.objects.filter(
        system=System.OMIM, source=Source.ORPHANET, relation__in=[Relation.BROADER, Relation.NARROWER]
    ).values_list("disease_id", "code", "relation")
    pairs = {(disease, ids.get(f"OMIM:{code}")): relation for disease, code, relation in overlaps}
    rows = ((one, other, relation, Source.ORPHANET.value) for (one, other), relation in pairs.items() if other)
    insert_rows(DiseaseLink, ["disease", "other", "relation", "source"], rows)
