"""How disease facts and written pages are shown. Nothing is decided here: facts and pages come from below."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.template import Context
from django.utils.translation import get_language_info

from accounts.permissions import Reader, audiences_of
from content.models import CollectionPage, DiseasePage, HubPage
from content.querysets import advisers_of, visible_of_type, visible_pages
from polls.results import wilson_interval
from vocabulary.facts import SignFact

register = template.Library()

LONGEST_FILM = 24 * 3600


@register.inclusion_tag("components/about.html", takes_context=True)
def about(context: Context, *, as_pills: bool = False) -> dict[str, Any]:
    """Link a page to the diseases and specialities it is tagged with, as far as the reader may know of them."""
    page, request = context["page"], context["request"]
    diseases = visible_of_type(DiseasePage, audiences_of(request.user)).filter(disease__in=page.diseases.all())
    return {
        "request": request,
        "diseases": diseases.order_by("title"),
        "specialities": page.specialities.all(),
        "as_pills": as_pills,
    }


@register.simple_tag(takes_context=True)
def advisers(context: Context, page: DiseasePage) -> list[DiseasePage]:
    """Return the curated pages that the reader may turn to while this one holds facts only."""
    return advisers_of(page, audiences_of(context["request"].user))


@register.simple_tag(takes_context=True)
def disease_addresses(context: Context, named: Iterable[Any]) -> dict[int, str]:
    """Return where the diseases that these rows name have their pages, as far as the reader may know of them."""
    request, keys = context["request"], [row.disease_id for row in named if row.disease_id]
    pages = visible_of_type(DiseasePage, audiences_of(request.user)).filter(disease__in=keys)
    return {page.disease_id: page.get_url(request) for page in pages}


@register.filter
def visible_to(page: HubPage | None, reader: Reader) -> bool:
    """Say whether a page that another page names may be named to this reader."""
    return page is not None and page.live and page.audience in audiences_of(reader)


@register.simple_tag(takes_context=True)
def visible_items(context: Context, collection: CollectionPage) -> list[dict[str, Any]]:
    """Return page and note of each item, in the editor's order, without the pages that the reader may not know of."""
    items = list(collection.items.all())
    visible = visible_pages(audiences_of(context["request"].user)).filter(pk__in=[item.page_id for item in items])
    pages = {page.pk: page for page in visible.specific()}
    return [{"page": pages[item.page_id], "note": item.note} for item in items if item.page_id in pages]


@register.inclusion_tag("components/sign_bar.html")
def sign_bar(sign: SignFact) -> dict[str, str | bool]:
    """Draw a frequency: solid to the lower bound, hatched to the upper, hatched all over where it is not stated.

    Counted patients get their 95 % interval: one of one is no certainty. A share too small to see still gets a sliver.
    """
    low, high = sign.low, sign.high
    if low is None or high is None:
        return {"is_unknown": True}
    if sign.patients and not sign.is_absent:
        interval = wilson_interval(sign.patients_with or 0, sign.patients)
        low, high = interval.low * 100, interval.high * 100
    solid = max(low, 0.6) if high > 0 else 0.0
    return {"is_unknown": False, "low": f"{solid:.4g}", "range": f"{max(high - solid, 0):.4g}"}


@register.filter
def by_system(signs: Iterable[SignFact]) -> dict[str, list[SignFact]]:
    """Group signs under their body system; systems and signs keep the order in which they first come."""
    groups: dict[str, list[SignFact]] = {}
    for sign in signs:
        groups.setdefault(sign.system, []).append(sign)
    return groups


@register.filter
def minutes(number: int) -> str:
    return f"{number} min read"


@register.filter
def language_name(code: str) -> str:
    """Name a language in English; a code that Django does not know stays as it is."""
    try:
        return str(get_language_info(code)["name"])
    except KeyError:
        return code


@register.filter
def host(url: str) -> str:
    """Say where a link leads before it is followed."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


@register.filter
def whole(seconds: float) -> int:
    return int(seconds)


@register.filter
def start_second(text: str | None) -> int:
    """Read `?t=761`; anything that is no second of a film means the beginning."""
    second = int(text) if text and text.isascii() and text.isdecimal() and len(text) < 7 else 0
    return second if second <= LONGEST_FILM else 0


@register.filter
def value_of(values: Mapping[Any, str], name: Any) -> str:
    return values.get(name, "")
