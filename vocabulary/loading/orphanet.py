"""Orphanet's entities: diseases, subtypes and groups with all that Orphanet says of them."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.db.models import Model

from vocabulary.loading.diseases import retire
from vocabulary.loading.report import LeftOut, Loaded
from vocabulary.loading.rows import batches, delete_rows, insert_rows, upsert_rows
from vocabulary.loading.signs import sign_ids
from vocabulary.models import (
    CrossReference,
    Disease,
    DiseaseGene,
    DiseaseName,
    DiseaseSign,
    Gene,
    Mode,
    Onset,
    Prevalence,
    Relation,
    Source,
    System,
)
from vocabulary.sources.lines import OnProgress
from vocabulary.sources.orphanet import Entity, read_entities

BATCH = 500
ONSETS = ("Antenatal", "Neonatal", "Infancy", "Childhood", "Adolescent", "Adult", "Elderly", "All ages")
LAST_RANK = 99  # "No data available" and wordings that a later release may bring

Ids = Mapping[str, int]


def load_entities(path: Path, on_progress: OnProgress) -> Loaded:
    """Replace all rows that Orphanet states; diseases and genes keep their primary keys."""
    _forget()
    signs, left_out = sign_ids(), LeftOut("signs unknown to this HPO release")
    parents: dict[str, tuple[str, ...]] = {}
    for batch in batches(read_entities(path, on_progress), BATCH):
        ids = _upsert_diseases(batch)
        _insert_names_and_codes(batch, ids)
        _insert_genes(batch, ids)
        _insert_modes_and_onsets(batch, ids)
        insert_rows(Prevalence, PREVALENCE_FIELDS, _prevalence_rows(batch, ids))
        insert_rows(DiseaseSign, SIGN_FIELDS, _sign_rows(batch, ids, signs, left_out))
        parents |= {entity.key: entity.parents for entity in batch}
    _insert_parents(parents)
    retire(set(Disease.objects.filter(orpha_code__isnull=False).values_list("key", flat=True)) - set(parents))
    Gene.objects.filter(disease_genes=None).delete()
    Mode.objects.filter(diseases=None).delete()
    Onset.objects.filter(diseases=None).delete()
    return Loaded(len(parents), left_out.remarks())


def _forget() -> None:
    delete_rows(DiseaseName, source=Source.ORPHANET)
    delete_rows(CrossReference, source=Source.ORPHANET)
    delete_rows(DiseaseSign, source=Source.ORPHANET)
    for model in (DiseaseGene, Prevalence, Disease.parents.through, Disease.modes.through, Disease.onsets.through):
        delete_rows(model)


def _upsert_diseases(batch: Sequence[Entity]) -> Ids:
    fields = ["key", "orpha_code", "name", "kind", "is_disorder"]
    upsert_rows(Disease, fields, ((e.key, e.orpha_code, e.name, e.kind, e.is_disorder) for e in batch))
    return ids_by(Disease, "key", [entity.key for entity in batch])


def ids_by(model: type[Model], field: str, values: Sequence[Any]) -> dict[Any, int]:
    return dict(model._default_manager.filter(**{f"{field}__in": values}).values_list(field, "pk"))


def _insert_names_and_codes(batch: Sequence[Entity], ids: Ids) -> None:
    insert_rows(
        DiseaseName,
        ["disease", "text", "source"],
        ((ids[e.key], text, Source.ORPHANET.value) for e in batch for text in e.synonyms),
    )
    insert_rows(
        CrossReference,
        ["disease", "system", "code", "relation", "source"],
        (
            (ids[e.key], system, code, relation, Source.ORPHANET.value)
            for e in batch
            for system, code, relation in _codes(e)
        ),
    )


def _codes(entity: Entity) -> Iterator[tuple[str, str, str]]:
    yield System.ORPHA.value, str(entity.orpha_code), Relation.EXACT.value
    for omim in {omim.code: omim for omim in entity.omim}.values():
        yield System.OMIM.value, omim.code, omim.relation


def _insert_genes(batch: Sequence[Entity], ids: Ids) -> None:
    genes = {gene.symbol: gene.hgnc_id for entity in batch for gene in entity.genes}
    upsert_rows(Gene, ["symbol", "hgnc_id"], genes.items())
    gene_ids = ids_by(Gene, "symbol", list(genes))
    rows = ((ids[e.key], gene_ids[gene.symbol], gene.association) for e in batch for gene in e.genes)
    insert_rows(DiseaseGene, ["disease", "gene", "association"], dict.fromkeys(rows))


def _insert_modes_and_onsets(batch: Sequence[Entity], ids: Ids) -> None:
    modes = {name for entity in batch for name in entity.inheritance}
    upsert_rows(Mode, ["name"], ((name,) for name in sorted(modes)))
    onsets = {name for entity in batch for name in entity.onset}
    upsert_rows(Onset, ["name", "rank"], ((name, onset_rank(name)) for name in sorted(onsets)))
    mode_ids, onset_ids = ids_by(Mode, "name", list(modes)), ids_by(Onset, "name", list(onsets))
    insert_rows(
        Disease.modes.through,
        ["disease", "mode"],
        dict.fromkeys((ids[e.key], mode_ids[name]) for e in batch for name in e.inheritance),
    )
    insert_rows(
        Disease.onsets.through,
        ["disease", "onset"],
        dict.fromkeys((ids[e.key], onset_ids[name]) for e in batch for name in e.onset),
    )


def onset_rank(name: str) -> int:
    return ONSETS.index(name) if name in ONSETS else LAST_RANK


PREVALENCE_FIELDS = ("disease", "kind", "band", "mean_per_100000", "where", "reference")


def _prevalence_rows(batch: Sequence[Entity], ids: Ids) -> Iterator[tuple[Any, ...]]:
    for entity in batch:
        for row in entity.prevalence:
            yield ids[entity.key], row.kind, row.band, row.mean_per_100000, row.where, row.reference


SIGN_FIELDS = (
    "disease", "sign", "source", "source_id", "kind", "is_absent", "low", "high",
    "reference", "evidence", "onset", "sex", "modifier",
)  # fmt: skip


def _sign_rows(batch: Sequence[Entity], ids: Ids, signs: Ids, left_out: LeftOut) -> Iterator[tuple[Any, ...]]:
    """Orphanet lists phenotypic abnormalities only, so every row is of that kind."""
    source, kind = Source.ORPHANET.value, DiseaseSign.Kind.PHENOTYPE.value
    for entity in batch:
        for row in entity.signs:
            if row.hpo_id not in signs:
                left_out.add(row.hpo_id)
                continue
            low, high = row.frequency.low, row.frequency.high
            disease, sign = ids[entity.key], signs[row.hpo_id]
            yield disease, sign, source, entity.key, kind, high == 0, low, high, entity.key, "", "", "", ""


def _insert_parents(parents: Mapping[str, tuple[str, ...]]) -> None:
    """The heads of the classifications are no entities of the file: links to them are left out."""
    ids = dict(Disease.objects.filter(key__startswith="ORPHA:").values_list("key", "pk"))
    pairs = (
        (ids[key], ids[f"ORPHA:{code}"])
        for key, codes in parents.items()
        for code in dict.fromkeys(codes)
        if f"ORPHA:{code}" in parents
    )
    insert_rows(Disease.parents.through, ["from_disease", "to_disease"], pairs)
