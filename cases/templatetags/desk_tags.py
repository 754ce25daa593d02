"""The reasons of a report, and what the scanner took a place for."""

from typing import Any

from django import template

from cases.mentions import text_of
from cases.models import Hold
from cases.reasons import PHI, FlagReason
from cases.writing.words import KINDS, with_article

register = template.Library()
GROUPS = (
    ("It could show who the patient is", [choice for choice in FlagReason.choices if choice[0] in PHI]),
    ("Something else", [choice for choice in FlagReason.choices if choice[0] not in PHI]),
)


@register.inclusion_tag("cases/desk/flag_fields.html")
def flag_fields(prefix: str, chosen: str | None = None) -> dict[str, Any]:
    return {"groups": GROUPS, "prefix": prefix, "chosen": chosen}


register.filter("text_of", text_of)


@register.filter
def could_be(hold: Hold) -> str:
    """Return what the scanner took a place for, in plain words: “a name”, “an exact date”."""
    return with_article(KINDS.get(hold.kind, "word that tells who it is"))
