"""The shapes of what the search's API takes and answers. The answers are joined from stored JSON; these describe them."""

from datetime import date
from typing import Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from common.audience import Audience
from search.query import PAGE_LIMIT, SIZE, SIZE_LIMIT, VALUES_LIMIT


def several(description: str = "", **schema: Any) -> Any:
    """Return a repeatable parameter. Its limits stand in the document and are held by `search.query.parse`, as for the page."""
    return Field(default_factory=list, description=description, json_schema_extra={"maxItems": VALUES_LIMIT} | schema)


def described(schema: type[Schema]) -> dict[str, Any]:
    """Return parameters for the document of an operation that reads them itself, here by `search.query.parse`.

    Reading them twice would cost a third of the time that a search takes besides the engine.
    """
    fields = schema.model_json_schema()["properties"]
    return {
        "parameters": [
            {"in": "query", "name": name, "schema": field, "required": False}
            | ({"description": field["description"]} if "description" in field else {})
            for name, field in fields.items()
        ]
    }


class SearchParams(Schema):
    q: str = Field(
        "", description="Words, a name, a code in any usual writing, a gene symbol. Longer text is cut, never refused."
    )
    kind: list[str] = several()
    speciality: list[str] = several()
    inheritance: list[str] = several()
    onset: list[str] = several()
    audience: list[str] = several(items={"type": "string", "enum": list(Audience.values)})
    year: list[str] = several("2026, or -2023 for 2023 and earlier.")
    disease: list[str] = several("ORPHA:558 or OMIM:154700.")
    curated: bool | None = None
    since: str = Field("", max_length=40, description="Only what came to the hub since: 2026-11-25, or with a time.")
    sort: Literal["best", "newest", "title"] = "best"
    page: int = Field(1, ge=1, le=PAGE_LIMIT)
    size: int = Field(SIZE, ge=1, le=SIZE_LIMIT)
    exactly: bool = Field(False, description="Search the words as typed: no correction.")


class SuggestParams(Schema):
    q: str = ""
    limit: int = Field(8, ge=1, le=20)


class ListParams(Schema):
    cursor: str = Field("", max_length=400, description="`cursor` of the slice before.")
    size: int = Field(20, ge=1, le=SIZE_LIMIT)
    speciality: str = Field("", max_length=80)


class DiseaseParams(ListParams):
    inheritance: str = Field("", max_length=80)
    onset: str = Field("", max_length=80)
    gene: str = Field("", max_length=40, description="A gene symbol, as HGNC writes it.")
    curated: bool | None = None
    prefix: str = Field("", max_length=40, description="How the name starts.")


class ContentParams(ListParams):
    kind: str = Field("", max_length=12)
    disease: str = Field("", pattern=r"^((ORPHA|OMIM):\d{1,8})?$", description="ORPHA:558 or OMIM:154700.")
    year: int | None = Field(None, ge=1900, le=2200)
    audience: Audience | None = None


class SpokenOut(Schema):
    seconds: int
    clock: str
    html: str
    url: str


class HitOut(Schema):
    """`*_html` holds escaped text with <mark>; `card` is the same summary that the lists give."""

    kind: str
    kind_label: str
    key: str
    title: str
    title_html: str
    url: str
    snippet_html: str
    notes: list[str]
    codes: list[str]
    match: str | None
    spoken: SpokenOut | None
    audience: str
    date: date | None
    card: dict[str, Any]


class FacetValueOut(Schema):
    value: str
    label: str
    count: int
    selected: bool


class FacetOut(Schema):
    name: str
    label: str
    values: list[FacetValueOut]


class CorrectionOut(Schema):
    typed: str
    read: str


class SearchOut(Schema):
    query: str
    total: int
    page: int
    pages: int
    engine: str = Field(
        description="What answered: elasticsearch, sqlite, postgres; “database” stands in for one that is away."
    )
    took_ms: float
    corrections: list[CorrectionOut]
    did_you_mean: str | None
    denied: list[str]
    missing: int
    facets: list[FacetOut]
    hits: list[HitOut]


class SuggestionOut(Schema):
    title: str
    html: str
    kind: str
    kind_label: str
    url: str
    note: str


class SuggestOut(Schema):
    query: str
    suggestions: list[SuggestionOut]


class CardOut(Schema):
    """The summary of a page or poll; each kind adds fields of its own."""

    model_config = ConfigDict(extra="allow")
    id: int
    url: str
    audience: str


class CardListOut(Schema):
    total: int
    cursor: str | None
    items: list[CardOut]
