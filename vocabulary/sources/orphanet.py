"""Orphanet's entities, one JSON object a line: names, classification, codes, genes, prevalence and signs."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vocabulary.sources.hpoa import Frequency
from vocabulary.sources.lines import OnProgress, silent
from vocabulary.sources.obo import HPO_ID
from vocabulary.sources.records import Record, read_records

GROUP_TYPES = frozenset({"Category", "Clinical group"})

# Orphanet says how its own entry relates to the OMIM one; here it is turned round, to how the code relates to the disease.
OMIM_RELATIONS = {"exact": "exact", "orpha_broader": "narrower", "orpha_narrower": "broader", "other": "related"}
FREQUENCIES = {
    "100": Frequency(low=100, high=100),
    "80-99": Frequency(low=80, high=99),
    "30-79": Frequency(low=30, high=79),
    "5-29": Frequency(low=5, high=29),
    "1-4": Frequency(low=1, high=4),
    "0": Frequency(low=0, high=0),
}


@dataclass(frozen=True, slots=True)
class OmimCode:
    code: str
    relation: str  # exact, broader, narrower or related, seen from the disease


@dataclass(frozen=True, slots=True)
class GeneRow:
    symbol: str
    hgnc_id: str
    association: str


@dataclass(frozen=True, slots=True)
class PrevalenceRow:
    kind: str
    band: str
    mean_per_100000: float | None
    where: str
    reference: str


@dataclass(frozen=True, slots=True)
class SignRow:
    hpo_id: str
    frequency: Frequency


@dataclass(frozen=True, slots=True)
class Entity:
    line: int
    orpha_code: int
    name: str
    kind: str
    synonyms: tuple[str, ...]
    parents: tuple[str, ...]
    omim: tuple[OmimCode, ...]
    inheritance: tuple[str, ...]
    onset: tuple[str, ...]
    genes: tuple[GeneRow, ...]
    prevalence: tuple[PrevalenceRow, ...]
    signs: tuple[SignRow, ...]

    @property
    def key(self) -> str:
        return f"ORPHA:{self.orpha_code}"

    @property
    def is_disorder(self) -> bool:
        return self.kind not in GROUP_TYPES


def read_entities(path: Path, on_progress: OnProgress = silent) -> Iterator[Entity]:
    seen: set[int] = set()
    for record in read_records(path, on_progress):
        entity = _entity(record)
        if entity.orpha_code in seen:
            raise record.wrong(f"{entity.key} stands here a second time")
        seen.add(entity.orpha_code)
        yield entity


def _entity(record: Record) -> Entity:
    code = record.text("orpha")
    if not (code.isascii() and code.isdigit()):
        raise record.wrong(f"'{code[:20]}' is no ORPHA code")
    return Entity(
        line=record.line,
        orpha_code=int(code),
        name=record.text("name"),
        kind=record.text("type"),
        synonyms=tuple(dict.fromkeys(record.texts("synonyms"))),
        parents=record.texts("parents"),
        omim=tuple(_omim(record, code, said) for code, said in record.pairs("omim")),
        inheritance=record.texts("inheritance"),
        onset=record.texts("onset"),
        genes=tuple(_gene(row) for row in record.records("genes")),
        prevalence=tuple(_prevalence(row) for row in record.records("prevalence")),
        signs=tuple(_sign(record, hpo_id, band) for hpo_id, band in record.pairs("signs")),
    )


def _omim(record: Record, code: str, said: str) -> OmimCode:
    if said not in OMIM_RELATIONS:
        raise record.wrong(f"'{said[:30]}' is no relation to an OMIM entry")
    return OmimCode(code, OMIM_RELATIONS[said])


def _gene(row: Record) -> GeneRow:
    return GeneRow(row.text("symbol"), row.text("hgnc", default=""), row.text("association"))


def _prevalence(row: Record) -> PrevalenceRow:
    return PrevalenceRow(
        row.text("type"),
        row.text("class", default=""),
        row.number("mean_per_100000"),
        row.text("where", default=""),
        row.text("source", default=""),
    )


def _sign(record: Record, hpo_id: str, band: str) -> SignRow:
    if not HPO_ID.fullmatch(hpo_id):
        raise record.wrong(f"'{hpo_id[:20]}' is no HPO id")
    if band not in FREQUENCIES:
        raise record.wrong(f"'{band[:20]}' is no frequency class")
    return SignRow(hpo_id, FREQUENCIES[band])
