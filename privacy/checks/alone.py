"""Places that are told by more than a town's name: its county, and being the only ones somewhere."""

import re
from collections.abc import Sequence

from privacy.checks.base import Found, Rule
from privacy.checks.tokens import Token
from privacy.findings import Kind, Severity
from privacy.lexicon.tables import COUNTRY, Tables

COUNTIES = frozenset(("County", "Parish", "Shire", "Borough"))
ALONE_THERE = Rule("alone_there", Kind.PLACE, Severity.HOLD)
ONLY_ONE = re.compile(
    r"\bonly\s(?:family|families|child|one|ones|case|patient|people|person)\s(?:in|of)\s(?:our|the|this|my|his|her|their)\s(?:\w+\s)?(?:village|town|city|valley|island|parish|school|street|community|county)\b",
    re.IGNORECASE,
)


LIVED_IN = Rule("lived_in", Kind.PLACE, Severity.HOLD)
LIVING_IN = re.compile(
    r"\b(?:liv(?:e|es|ed|ing)\s(?:\w+\s)?(?:in|near|outside)|writ(?:e|es|ing)\sfrom|mov(?:e|ed|ing)\s(?:\w+\s)?(?:to|from)|grew up\sin|(?:born|raised|based|home|farm|house|cottage|bach|cabin|flat)\s(?:and\s\w+\s)?(?:in|near|outside)|people of|hails? from|drive (?:up |down |in )?from|town of|village of|suburb of|townland of|island of|outside of)\s(?:the\s)?"
    r"(?P<value>[A-Z\u00c0-\u00dd][a-z\u00df-\u017f'-]{2,}(?:\s(?:[A-Z][a-z'-]{2,}|on|upon|the|of|le|la|de)(?=\s?[A-Z,.;)\s]))?(?:\s[A-Z][a-z'-]{2,})?)(?=\s?[,.;:)!?]|\s[a-z]|$|\n)"
)


def alone_there(text: str) -> Found:
    """Yield where a family says that it is the only one of a place: its neighbours know who that is."""
    if "only" in text.lower():
        yield from ALONE_THERE.all_in(ONLY_ONE, text)


def lived_in(text: str, table: Tables) -> Found:
    """Yield what a family says it lives in, whatever no gazetteer knows of it: Goose Bay."""
    for found in LIVING_IN.finditer(text):
        start, end = found.span("value")
        name = found["value"].lower()
        first = name.split()[0]
        if table.towns.get(name) != COUNTRY and table.towns.get(first) != COUNTRY and first not in table.terms:
            yield LIVED_IN.at(start, end)


def with_county(tokens: Sequence[Token], at: int, end: int) -> int:
    """Return the end of a town's name, with the word that makes a county of it: Lancaster County."""
    following = tokens[at] if at < len(tokens) else None
    is_county = following and following.gap == " " and following.text in COUNTIES
    return following.end if following and is_county else end
