"""Words that tell of an emergency, and the number to call. Pure: the form shows the number, the screeners see it first.

Read generously: a number shown for nothing harms nobody, one that is not shown might. What is plainly denied is passed over.
"""

import re
from collections.abc import Iterable

from cases.emergency_words import PATTERNS, REFUSALS, Danger

__all__ = ["ANYWHERE", "NUMBERS", "Danger", "dangers_in", "number_of"]

NUMBERS: dict[str, str] = {
    "US": "911",
    "GB": "999",
    "CA": "911",
    "AU": "000",
    "ZA": "112 or 10177",
    "IE": "112 or 999",
    "NZ": "111",
}
ANYWHERE = (
    "112 or 999 (Ireland, United Kingdom), 911 (Canada, United States), 000 (Australia), 111 (New Zealand), "
    "112 or 10177 (South Africa)"
)

RULES = {danger: tuple(re.compile(rf"\b(?:{one})") for one in patterns) for danger, patterns in PATTERNS.items()}
# Between a denial and what it denies: "doesn't have any", "is not feeling", "never talks about".
_FILLER = (
    r"(?:have|has|had|having|get|gets|got|been|be|being|feel|feels|feeling|felt|seem|seems|show|shows|any|a|an|the|more|"
    r"really|currently|ever|at|all|now|signs?|history|family|complains?|complained|complaining|of|in|talks?|talked|talking|thinks?|thought|thinking|thoughts|about|"
    r"mention|mentions|mentioned|report|reports|reported|experienced?|tried|try|to|suffer|suffers|suffered|from|notice|noticed)"
)
# "No doubt" and "no idea" deny nothing.
_NONE = r"(?:no|without|never|den(?:y|ies|ied)|denying)(?! (?:doubt|idea|wonder|way|sleep|help|ending)\b)"
DENIED = re.compile(
    rf"\b(?:{_NONE} (?:\w{{1,20}} )?|(?:{_NONE}|not|nor|neither|cannot|{REFUSALS}) (?:{_FILLER} ){{0,5}}|"
    rf"{_NONE} (?:[\w'-]{{1,20}},? ){{0,5}}(?:or|nor) (?:\w{{1,20}} )?)$"
)
DENIED_AFTER = re.compile(
    r",? ?(?:(?:is|are|was|were|has been|have been) )?(?:ruled out|excluded|denied|absent|not present)\b|: ?(?:no|none|never)\b"
)
BEFORE, AFTER = 130, 30  # characters that are looked at for a denial


def dangers_in(texts: Iterable[str]) -> list[Danger]:
    """Return what the texts tell of, each once, in the order of the list."""
    plain = [plainly(text) for text in texts]
    return [danger for danger, rules in RULES.items() if any(tells(rule, text) for text in plain for rule in rules)]


def plainly(text: str) -> str:
    """Return a text in small letters, with one apostrophe and single spaces: what the patterns are written for."""
    return " ".join(text.lower().replace("’", "'").replace("‘", "'").split())


def tells(rule: re.Pattern[str], text: str) -> bool:
    return any(not is_denied(text, found.start(), found.end()) for found in rule.finditer(text))


def is_denied(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - BEFORE) : start], text[end : end + AFTER]
    return bool(DENIED.search(before) or DENIED_AFTER.match(after))


def number_of(country: str) -> str:
    """Return the number to call; of all countries where none is chosen yet."""
    return NUMBERS.get(country, ANYWHERE)
