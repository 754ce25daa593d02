"""Lists across kinds for the templates of every app: `search` stands above them, so they include it by tag, not by import."""

from django import template

from accounts.permissions import Reader, audiences_of
from search import querysets
from search.results import Card, KindGroup

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
