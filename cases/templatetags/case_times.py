from collections.abc import Sequence

from django import template

from cases import times
from cases.models import Offer
from cases.pairing.listing import areas
from cases.relay.figures import Span

register = template.Library()


@register.filter
def hours_in_words(hours: float) -> str:
    return times.hours_in_words(hours)


@register.filter
def share_of_longest(span: Span, spans: Sequence[Span]) -> int:
    """Return how long the bar of a span is, in per cent of the longest."""
    longest = max((one.p90 or 0.0 for one in spans), default=0.0)
    return round(100 * (span.p90 or 0.0) / longest) if longest else 0


@register.filter
def offer_areas(offer: Offer) -> str:
    return ", ".join(areas(offer))
