"""What the search learns of each page: pure functions from page to `Entry`."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from wagtail.blocks import StreamValue
from wagtail.models import Page
from wagtail.rich_text import get_text_for_indexing

from common.audience import readable_with
from common.entries import Entry, EntrySign, Name, NameKind
from content.initials import initials
from content.models import DiseasePage, HubPage
from content.querysets import advising_pages, hub_page_types, pages_for_indexing
from content.representations import summary_of
from vocabulary.broader import Parents, weighted_signs
from vocabulary.facts import DiseaseFacts
from vocabulary.naming import distinct
from vocabulary.querysets import facts_in_bulk, facts_of, sign_parents
from vocabulary.tables import former_symbols

FACTS_ONLY = "Facts only, not yet curated"
DEMONSTRATION = "Demonstration, not reviewed"
DATES = {
    "disease": "reviewed_on",
    "article": "written_on",
    "research": "year",
    "resource": "published_on",
    "video": "recorded_on",
    "collection": "curated_on",
}

NOTES: dict[str, Callable[[Any], list[str]]] = {
    "article": lambda page: [f"{page.reading_minutes} min read"],
    "research": lambda page: [page.design, page.journal],
    "resource": lambda page: [page.get_form_display(), page.get_written_for_display()],
    "video": lambda page: [page.clock, "Captions and transcript"],
}


def page_entry(page: Page) -> Entry | None:
    """Return the entry of a live page, or None for a page that nobody searches (an index, the home page, a draft)."""
    page = page.specific
    if not isinstance(page, HubPage) or not page.kind or not page.live:
        return None
    if not isinstance(page, DiseasePage):
        return written_entry(page)
    advisers = [] if page.is_curated else list(advising_pages([page.disease_id]))
    return disease_entry(page, facts_of(page.disease), sign_parents(page.disease), advisers)


def all_entries() -> Iterator[Entry]:
    """Return the entries of all live pages, the diseases in bulk."""
    pages = {page.disease_id: page for page in pages_for_indexing(DiseasePage)}
    yield from disease_entries(pages, advising_pages())
    for model in hub_page_types():
        if model.kind and model is not DiseasePage:
            yield from map(written_entry, pages_for_indexing(model))


def disease_entries(pages: Mapping[int, DiseasePage], advisers: Iterable[DiseasePage]) -> Iterator[Entry]:
    """Return the entries of `pages`, given by their disease, in bulk."""
    advice: dict[int, list[DiseasePage]] = defaultdict(list)
    for adviser in advisers:
        advice[adviser.advised].append(adviser)
    parents = sign_parents()
    for facts in facts_in_bulk(pages):
        yield disease_entry(pages[facts.id], facts, parents, advice.get(facts.id, ()))


def disease_entry(
    page: DiseasePage, facts: DiseaseFacts, parents: Parents, advisers: Sequence[DiseasePage] = ()
) -> Entry:
    return Entry(
        kind=page.kind,
        key=facts.key,
        title=page.title,
        url=page.url or "",
        audience=page.audience,
        summary=page.summary or described(facts),
        body=disease_body(page, facts),
        names=disease_names(page, facts),
        signs=[EntrySign(*pair) for pair in weighted_signs(facts.signs, parents).items()],
        diseases=(facts.id,),
        specialities=[s.name for s in page.specialities.all()],
        inheritance=facts.inheritance,
        onset=facts.onset,
        date=page.reviewed_on,
        curated=page.is_curated,
        notes=disease_notes(page, facts, advisers),
        card=summary_of(page, facts),
    )


def disease_names(page: DiseasePage, facts: DiseaseFacts) -> list[Name]:
    """Return the names in the order of their weight: what a source or an editor says stands before derived initials."""
    genes = [
        *(symbol for group in facts.gene_groups for symbol in group.symbols),
        *(g.symbol for g in facts.subtype_genes),
    ]
    given = {text.casefold() for text in (*facts.synonyms, *facts.labels, *page.own_names)}
    derived = [text for text in initials(facts.name) if text.casefold() not in given]
    return [
        Name(facts.name, NameKind.TITLE),
        *(Name(text, NameKind.SYNONYM) for text in facts.synonyms),
        *(Name(text, NameKind.SYNONYM) for text in page.own_names),
        *(Name(text, NameKind.LABEL) for text in (*facts.labels, *derived)),
        *(Name(f"{code.system}:{code.code}", NameKind.CODE) for code in facts.exact_codes),
        *(Name(symbol, NameKind.GENE) for symbol in genes),
        *(Name(symbol, NameKind.FORMER_GENE) for symbol in formerly(genes)),
    ]


def formerly(genes: Iterable[str]) -> tuple[str, ...]:
    """Return what the genes were called before, each symbol once: physicians go on typing MLL2."""
    return distinct(former for symbol in genes for former in former_symbols().get(symbol, ()))


def described(facts: DiseaseFacts) -> str:
    """Return the sentence that stands in for a summary while a page holds facts only."""
    signs = [sign.name for sign in facts.telling if not sign.is_absent][:6]
    return f"Described with: {', '.join(signs)}." if signs else "No signs recorded yet."


def disease_body(page: DiseasePage, facts: DiseaseFacts) -> str:
    near = [code.text for code in facts.codes if code not in facts.exact_codes]
    signs = [sign.name for sign in facts.signs if not sign.is_absent]
    parts = [page.why_it_matters, plain_text(page.mistaken_for), page.treatable, page.treatment_note]
    streams = [stream_text(getattr(page, name)) for name in ("red_flags", "steps", "management", "body")]
    return join([*streams, *parts, ". ".join(signs), " ".join(near)])


def disease_notes(page: DiseasePage, facts: DiseaseFacts, advisers: Sequence[DiseasePage]) -> list[str]:
    band = [facts.prevalence.text] if facts.prevalence else []
    return [*facts.inheritance[:2], *band, *state_notes(page, advisers)]


def state_notes(page: DiseasePage, advisers: Sequence[DiseasePage]) -> list[str]:
    """Say who stands behind a page, or where advice is found while nobody does; never a title that its readers may not know."""
    if page.is_curated:
        return [DEMONSTRATION if page.is_demonstration else f"Reviewed {page.reviewed_on:%B %Y}"]
    titles = [one.title for one in advisers if one.audience in readable_with(page.audience)]
    return [FACTS_ONLY, *(f"Advice: {title}" for title in titles[:1])]


def written_entry(page: HubPage) -> Entry:
    diseases = list(page.diseases.all()) if hasattr(page, "diseases") else []
    lines = page.lines if page.kind == "video" else []
    return Entry(
        kind=page.kind,
        key=str(page.pk),
        title=page.title,
        url=page.url or "",
        audience=page.audience,
        summary=page.summary,
        body=join([stream_text(getattr(page, "body", None)), extra_text(page), *(d.name for d in diseases)]),
        names=[Name(page.title, NameKind.TITLE), *citation_codes(page)],
        lines=lines,
        diseases=[disease.pk for disease in diseases],
        specialities=[s.name for s in page.specialities.all()] if hasattr(page, "specialities") else [],
        date=date_of(page),
        language=getattr(page, "language", "en"),
        curated=True,
        notes=notes_of(page),
        card=summary_of(page),
    )


def citation_codes(page: HubPage) -> list[Name]:
    pairs = (("PMID", getattr(page, "pmid", "")), ("DOI", getattr(page, "doi", "")))
    return [Name(f"{system}:{code}", NameKind.CODE) for system, code in pairs if code]


def extra_text(page: HubPage) -> str:
    names = ("changes_in_practice", "citation", "journal", "editors_note")
    return join([getattr(page, name, "") for name in names])


def date_of(page: HubPage) -> date | None:
    value = getattr(page, DATES.get(page.kind, ""), None)
    return date(value, 1, 1) if isinstance(value, int) else value


def notes_of(page: HubPage) -> list[str]:
    """Return the short words beside the title in a list of results."""
    when = date_of(page)
    year = [str(when.year)] if when else []
    own = NOTES[page.kind](page) if page.kind in NOTES else []
    return [*own, *year, *([DEMONSTRATION] if page.is_demonstration else [])]


def stream_text(value: StreamValue | None) -> str:
    """Return the words of a StreamField: block by block, without markup and without what a chooser only points to."""
    return join(text for block in value or () for text in block.block.get_searchable_content(block.value))


def plain_text(html: str) -> str:
    return get_text_for_indexing(html) if html else ""


def join(parts: Iterable[Any]) -> str:
    return "\n".join(str(part).strip() for part in parts if part and str(part).strip())
