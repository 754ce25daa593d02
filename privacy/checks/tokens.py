"""The words of a text, read once for everything that looks at words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from privacy.lexicon.folding import folded
from privacy.lexicon.tables import traits

WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+[\w.]*")
STOPS = re.compile(r"[.!?:;\n•|]|- |\* ")
SENTENCE_END = re.compile(r"[.!?]['\")\]]?\s|\n|[•|*]\s|:\s")


def is_uncased(tokens: "Sequence[Token]") -> bool:
    """Tell whether somebody writes without capitals: then a small letter says nothing about a word."""
    lower = capital = openings = lower_openings = 0
    for token in tokens:
        case = token.case
        if case is Case.LOWER:
            lower += 1
            lower_openings += token.opens
        elif case is Case.CAPITAL or case is Case.INITIAL:
            capital += 1
        openings += token.opens and case is not Case.OTHER
    return lower > 3 and (capital * 25 < lower or (lower_openings * 3 > openings * 2 and capital * 12 < lower))


class Case(IntEnum):
    LOWER = 0
    CAPITAL = 1
    ALL = 2
    INITIAL = 3
    OTHER = 4


@dataclass(slots=True)
class Token:
    start: int
    end: int
    text: str
    """As written, without a possessive 's."""
    word: str
    """Folded."""
    case: Case
    gap: str
    """What stands between the token before and this one."""
    possessive: bool
    opens: bool
    """Whether it is the first of a sentence, line or list item, where everything is capitalised."""
    traits: int
    """See `Trait`."""


def tokens_of(text: str) -> list[Token]:
    result: list[Token] = []
    done = 0
    for found in WORD.finditer(text):
        written = found[0]
        start, end = found.span()
        gap = text[done:start]
        done = end
        possessive = written[-1] == "s" and text[end : end + 1] == "'"
        if written[-2:] in ("'s", "'S"):
            possessive, written, end = True, written[:-2], end - 2
        opens = not result or (gap != " " and opens_sentence(gap, result[-1]))
        word = folded(written)
        result.append(Token(start, end, written, word, case_of(written), gap, possessive, opens, traits(word)))
    return result


def opens_sentence(gap: str, before: Token) -> bool:
    opens = bool(SENTENCE_END.search(gap)) or gap.strip(" ") == '"'
    if opens and gap.startswith(".") and before.word in ABBREVIATIONS:
        return "\n" in gap
    return opens


ABBREVIATIONS = frozenset(
    "dr mr mrs ms prof st mt jr sr rev fr hon capt sgt lt col no vs approx dept ref tel a b c d e f g h i j k l m n o p q r s t u v w x y z".split()
)


def case_of(word: str) -> Case:
    if word.islower():
        return Case.OTHER if word[0].isdigit() else Case.LOWER
    if word[0].isdigit():
        return Case.OTHER
    if len(word) == 1:
        return Case.INITIAL
    if word.isupper():
        return Case.ALL
    return Case.CAPITAL if word[0].isupper() or (word[1] == "'" and word[2:3].isupper()) else Case.OTHER


def is_unit(before: Token, token: Token) -> bool:
    """Tell whether a single capital is part of a unit or a number: 450 U/L, 37 °C."""
    return token.gap in ("/", " /", "°", " °") or (token.gap in ("", " ") and before.case is Case.OTHER)
