"""What the API says of a page: a summary for lists, everything for the page itself. Pure reading, no request, no user.

The answer is made once when a page is published and then given to every reader of its audience, so nothing here may
depend on who reads, and nothing narrower than the page's own audience may be inside.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from wagtail.fields import StreamField
from wagtail.rich_text import expand_db_html

from common.audience import readable_with
from content.models import CollectionPage, DiseasePage, HubPage, Person, ReferralCentre, ResourcePage, VideoPage
from content.querysets import visible_pages
from vocabulary.facts import DiseaseFacts

COMMON = ("id", "kind", "title", "url", "audience", "is_demonstration", "updated_at")
TAGS = ("diseases", "specialities")
SIGN = ("hpo_id", "name", "system", "low", "high", "label", "is_absent", "patients_with", "patients", "sources", "also")
SUMMARY: dict[str, tuple[str, ...]] = {
    "disease": ("orpha_code", "state", "summary", "specialities", "reviewed_on"),
    "article": ("summary", "authors", "written_on", "reading_minutes", *TAGS),
    "research": ("summary", "journal", "year", "pmid", "doi", "design", "reading_minutes", *TAGS),
    "resource": (
        "summary",
        "form",
        "written_for",
        "organisation",
        "language",
        "reading_minutes",
        "published_on",
        *TAGS,
    ),
    "video": ("summary", "clock", "speakers", "recorded_on", *TAGS),
    "collection": ("summary", "curated_on", *TAGS),
    "page": ("summary",),
}
FULL: dict[str, tuple[str, ...]] = {
    "disease": (
        "onset_note", "treatable", "treatment_note", "red_flags", "why_it_matters", "signs_note", "steps", "mistaken_for",
        "management", "body", "sources", "authors", "reviewers", "next_review", "organisations", "centres",
    ),
    "article": ("body",),
    "research": ("citation", "changes_in_practice", "body"),
    "resource": ("document", "link", "body"),
    "video": ("media", "captions", "transcript"),
    "collection": ("editors_note", "items"),
    "page": ("body",),
}  # fmt: skip


def summary_of(page: HubPage, facts: DiseaseFacts | None = None) -> dict[str, Any]:
    """Return the summary of `page`; for a disease page with the headline facts of the vocabulary."""
    names = COMMON + SUMMARY.get(page.kind, ())
    return {name: value_of(page, name) for name in names} | (headline(facts) if facts else {})


def full_of(page: HubPage, facts: DiseaseFacts | None = None) -> dict[str, Any]:
    """Return everything the API says of `page`."""
    rest = {name: value_of(page, name) for name in FULL.get(page.kind, ())}
    return summary_of(page, facts) | rest | (everything(facts) if facts else {})


def value_of(page: HubPage, name: str) -> Any:
    return GETTERS[name](page) if name in GETTERS else plain(page, name)


def plain(page: HubPage, name: str) -> Any:
    value = getattr(page, name)
    field = next((f for f in page._meta.fields if f.name == name), None)
    if isinstance(field, StreamField):
        return field.stream_block.get_api_representation(value, {"audience": page.audience})
    return value.isoformat() if isinstance(value, date) else value


def person(person: Person) -> dict[str, str]:
    return {"name": person.name, "role": person.role}


def related(name: str, show: Callable[[Any], Any]) -> Callable[[HubPage], list[Any]]:
    return lambda page: [show(one) for one in getattr(page, name).all()]


def disease_tag(disease: Any) -> dict[str, Any]:
    return {"key": disease.key, "name": disease.name}


def centre(centre: ReferralCentre) -> dict[str, str]:
    return {"name": centre.name, "city": centre.city, "country": centre.country, "how_to_refer": centre.how_to_refer}


def organisation(one: Any) -> dict[str, str] | None:
    return {"name": one.name, "url": one.url, "offers": one.offers} if one else None


def of_disease(name: str, show: Callable[[Any], Any]) -> Callable[[DiseasePage], list[Any]]:
    return lambda page: [show(one) for one in getattr(page.disease, name).all()]


def document(page: ResourcePage) -> dict[str, Any] | None:
    return {"title": page.document.title, "url": page.document.url} if page.document else None


def captions(page: VideoPage) -> list[dict[str, str]]:
    return [
        {"language": c.language, "label": c.label, "url": f"{page.url}captions/{c.language}.vtt"}
        for c in page.captions.all()
    ]


def transcript_lines(page: VideoPage) -> list[dict[str, Any]]:
    return [{"start": line.start, "text": line.text} for line in page.lines]


def items(page: CollectionPage) -> list[dict[str, Any]]:
    """Return the items that every reader of the collection may know of: those for a narrower audience are left out."""
    rows = list(page.items.select_related("page"))
    seen = set(
        visible_pages(readable_with(page.audience))
        .filter(pk__in=[r.page_id for r in rows])
        .values_list("pk", flat=True)
    )
    return [
        {"id": r.page_id, "title": r.page.title, "url": r.page.url, "note": r.note} for r in rows if r.page_id in seen
    ]


GETTERS: dict[str, Callable[[Any], Any]] = {
    "updated_at": lambda page: page.last_published_at.isoformat() if page.last_published_at else None,
    "orpha_code": lambda page: page.disease.orpha_code,
    "diseases": related("diseases", disease_tag),
    "specialities": related("specialities", str),
    "authors": related("authors", person),
    "reviewers": related("reviewers", person),
    "speakers": related("speakers", person),
    "organisation": lambda page: organisation(page.organisation),
    "organisations": of_disease("organisations", organisation),
    "centres": of_disease("centres", centre),
    "mistaken_for": lambda page: expand_db_html(page.mistaken_for),
    "document": document,
    "media": lambda page: page.media.url if page.media else None,
    "captions": captions,
    "transcript": transcript_lines,
    "items": items,
}


def values_of(fact: Any) -> dict[str, Any]:
    """Return the fields of a flat dataclass; dataclasses.asdict copies deeply, at ten times the cost."""
    return {name: getattr(fact, name) for name in fact.__slots__}


def headline(facts: DiseaseFacts) -> dict[str, Any]:
    return {
        "key": facts.key,
        "name": facts.name,
        "synonyms": facts.synonyms[:5],
        "codes": [code.text for code in facts.exact_codes],
        "inheritance": facts.inheritance,
        "inheritance_note": facts.inheritance_note,
        "onset": facts.onset,
        "genes": [symbol for group in facts.gene_groups for symbol in group.symbols],
        "subtype_genes": [gene.symbol for gene in facts.subtype_genes],
        "prevalence": values_of(facts.prevalence) | {"spread": facts.spread} if facts.prevalence else None,
    }


def everything(facts: DiseaseFacts) -> dict[str, Any]:
    return {
        "synonyms": facts.synonyms,
        "references": [values_of(code) for code in facts.codes],
        "genes": [values_of(gene) for gene in facts.genes],
        "subtype_genes": [values_of(gene) for gene in facts.subtype_genes],
        "prevalences": [values_of(row) for row in facts.prevalences],
        "signs": [{name: getattr(sign, name) for name in SIGN} for sign in facts.signs],
        "hpo_version": facts.hpo_version,
    }
