"""The shapes of the API's answers, for the OpenAPI document; content/representations.py fills them."""

from datetime import date, datetime
from typing import Any

from ninja import Schema


class PersonOut(Schema):
    name: str
    role: str


class DiseaseTag(Schema):
    key: str
    name: str


class SummaryOut(Schema):
    """What every page has; the fields of its kind come beside these."""

    id: int
    kind: str
    title: str
    url: str
    audience: str
    is_demonstration: bool
    updated_at: datetime | None
    summary: str = ""


class OrganisationOut(Schema):
    name: str
    url: str
    offers: str


class FileOut(Schema):
    title: str
    url: str


class CaptionOut(Schema):
    language: str
    label: str
    url: str


class LineOut(Schema):
    """One line of a transcript; `start` in seconds."""

    start: float
    text: str


class ItemOut(Schema):
    id: int
    title: str
    url: str
    note: str


class ContentDetail(SummaryOut):
    """A page of any kind. Fields that a kind does not have are left out."""

    body: list[dict[str, Any]] | None = None
    diseases: list[DiseaseTag] | None = None
    specialities: list[str] | None = None
    # article
    authors: list[PersonOut] | None = None
    written_on: date | None = None
    reading_minutes: int | None = None
    # research
    citation: str | None = None
    journal: str | None = None
    year: int | None = None
    pmid: str | None = None
    doi: str | None = None
    design: str | None = None
    changes_in_practice: str | None = None
    # resource
    form: str | None = None
    written_for: str | None = None
    organisation: OrganisationOut | None = None
    document: FileOut | None = None
    link: str | None = None
    language: str | None = None
    published_on: date | None = None
    # video
    clock: str | None = None
    speakers: list[PersonOut] | None = None
    recorded_on: date | None = None
    media: str | None = None
    captions: list[CaptionOut] | None = None
    transcript: list[LineOut] | None = None
    # collection
    editors_note: str | None = None
    curated_on: date | None = None
    items: list[ItemOut] | None = None


class Reference(Schema):
    system: str
    system_label: str
    code: str
    text: str
    relation: str


class GeneOut(Schema):
    symbol: str
    hgnc_id: str
    association: str


class PrevalenceOut(Schema):
    kind: str
    band: str
    where: str
    reference: str
    mean_per_100000: float | None


class HeadlinePrevalenceOut(PrevalenceOut):
    """The figure that stands for the disease; `spread` says how far others of its kind lie apart, empty where they agree."""

    spread: str


class SignOut(Schema):
    """A sign with its frequency in per cent: `low` and `high` are null where no source says how often."""

    hpo_id: str
    name: str
    system: str
    low: float | None
    high: float | None
    label: str
    is_absent: bool
    patients_with: int | None
    patients: int | None
    sources: list[str]
    also: list[str]


class DiseaseDetail(SummaryOut):
    key: str
    orpha_code: int
    name: str
    state: str
    synonyms: list[str]
    codes: list[str]
    references: list[Reference]
    inheritance: list[str]
    inheritance_note: str
    onset: list[str]
    genes: list[GeneOut]
    subtype_genes: list[GeneOut]
    prevalence: HeadlinePrevalenceOut | None
    prevalences: list[PrevalenceOut]
    signs: list[SignOut]
    hpo_version: str
    specialities: list[str]
    reviewed_on: date | None
    next_review: date | None
    onset_note: str
    treatable: str
    treatment_note: str
    red_flags: list[dict[str, Any]]
    why_it_matters: str
    signs_note: str
    steps: list[dict[str, Any]]
    mistaken_for: str
    management: list[dict[str, Any]]
    body: list[dict[str, Any]]
    sources: list[dict[str, Any]]
    authors: list[PersonOut]
    reviewers: list[PersonOut]
    organisations: list[dict[str, Any]]
    centres: list[dict[str, Any]]
