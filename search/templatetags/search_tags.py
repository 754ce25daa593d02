"""Lists across kinds for the templates of every app: `search` stands above them, so they include it by tag, not by import."""

from django import template
from django.template import Context

from accounts.permissions import Reader, audiences_of
from search import querysets
from search.querysets.arrivals import arrivals
from search.results import Arrivals, Card, KindGroup
from search.visits.actions import visit_of

register = template.Library()


@register.simple_tag
def on_disease(disease_pk: int, user: Reader) -> tuple[KindGroup, ...]:
    """What the hub holds on a disease for this reader, by kind."""
    return querysets.about(disease_ids=[disease_pk], audiences=audiences_of(user))


@register.simple_tag
def newest(user: Reader, kinds: str, limit: int = 6) -> tuple[Card, ...]:
    """The newest entries of some kinds, separated by commas."""
    names = [kind.strip() for kind in kinds.split(",")]
    return querysets.newest(kinds=names, audiences=audiences_of(user), limit=limit)


@register.simple_tag(takes_context=True)
def new_since_last_visit(context: Context, limit: int = 6) -> Arrivals | None:
    """What came while the reader was away; None for visitors, and for whoever is here for the first time."""
    request = context.get("request")
    visit = visit_of(request) if request else None
    if request is None or visit is None or visit.previous_at is None:
        return None
    return arrivals(since=visit.previous_at, audiences=audiences_of(request.user), limit=limit)
