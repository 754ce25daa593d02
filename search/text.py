"""Folding: the one form in which words are indexed, asked for, compared and highlighted.

A folded word is in lower case, without accents, in American medical spelling, in the singular, with small Roman numerals as
digits and Greek letters by name. It need not be good English, only the same for the page and for the reader: "raised" may well
become "raized" on both sides.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

# An ICD-10 code is one word ("Q87.4"), and so is a word with an apostrophe inside.
WORD = re.compile(r"(?<![^\W_])[A-Za-z]\d\d\.\d{1,4}(?![^\W_])|[^\W_]+(?:'[^\W_]+)*")
INSIDE_WORD = re.compile(r"'s?$|'|\.")
LONGEST_WORD = 64  # a pasted blob is cut, not refused
STOP_WORDS = frozenset(["the", "of", "and", "with", "in", "to", "for", "by", "due", "on", "or", "an"])
SYSTEM_WORDS = frozenset(
    ["orpha", "omim", "omimps", "mondo", "icd", "icd10", "icd10cm", "icd11", "mesh", "umls", "gard", "nord", "pmid"]
)

APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ`´‘", "'"))
GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρςστυφχψω",
        ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi",
         "omicron", "pi", "rho", "sigma", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega"],
        strict=True,
    )
)  # fmt: skip
LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
    | {letter: f" {name} " for letter, name in GREEK.items()}
)
ROMAN = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "xi": 11, "xii": 12, "xiii": 13,
    "xiv": 14, "xv": 15, "xvi": 16, "xvii": 17, "xviii": 18, "xix": 19,
}  # fmt: skip  # no x: X-linked
ALIASES = (
    {f"{roman}{letter}": f"{number}{letter}" for roman, number in ROMAN.items() for letter in ("", "a", "b", "c", "d")}
    | {word: word for word in ("id", "via")}
    | {"mim": "omim", "orphanet": "orpha", "orphacode": "orpha", "grey": "gray"}
)
PLURALS = [
    (re.compile(pattern), singular)
    for pattern, singular in (
        (r"(?<=[a-z]{3})ies$", "y"),
        (r"(?<=[a-z]{2}[oy])ses$", "sis"),
        (r"(?<=[a-z]{2}(?:ss|sh|ch))es$", ""),
        (r"(?<=[a-z]{2}ia)s$|(?<=[a-z]{3}[^aiosu])s$", ""),
    )
]
# British and American, old and new: each pattern is rewritten to one side.
SPELLINGS = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"[ao]+e", "e"),  # anaemia, oedema, foetal, coeliac, paediatric
        (r"(?<=[iy])z", "s"),  # generalized, analyze
        (r"(?<=tum|col|hum|lab|vap|fav)our|(?<=behavi|neighb)our", "or"),
        (r"(?<=[tb])re$", "er"),  # litre, fibre
        (r"sulph", "sulf"),
        (r"leuc", "leuk"),  # leucodystrophy
        (r"ogue$", "og"),
        (r"(?<=[aeiou])ll(?=(?:ed|ing)$)", "l"),  # labelled
        (r"mme$", "m"),  # programme
        (r"(?<=licen|defen)ce$", "se"),
        (r"(?<=alumin)ium$", "um"),
    )
]


class Token(NamedTuple):
    """A word of the original text and what it folds to."""

    start: int
    end: int
    folded: tuple[str, ...]


def fold(text: str) -> list[str]:
    """Return the folded words of `text`, in order."""
    return [folded for word in WORD.findall(plain(text)) if (folded := fold_word(word))]


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of `text` where they stand, for highlighting."""
    for match in WORD.finditer(text.translate(APOSTROPHES)):
        yield Token(match.start(), match.end(), folded_parts(match.group()))


def alphabetical(text: str) -> str:
    """Return what lists by name are sorted by: plain words in the spelling of their author."""
    return " ".join(INSIDE_WORD.sub("", word) for word in WORD.findall(plain(text)))


def key_of(words: list[str]) -> str:
    """Return one key for all ways to space and hyphenate a name: "Non-syndromic" is "nonsyndromic"."""
    return SPELLINGS[0][0].sub("e", "".join(words))


def bag_of(words: list[str]) -> str:
    """Return one key for all orders of the words of a name."""
    return " ".join(sorted(word for word in words if word not in STOP_WORDS))


def plain(text: str) -> str:
    """Return `text` in lower case without accents, Greek letters by name."""
    if text.isascii():
        return text.lower().replace("`", "'")
    text = unicodedata.normalize("NFKD", text.translate(APOSTROPHES)).lower().translate(LETTERS)
    return "".join(char for char in text if not unicodedata.combining(char))


@lru_cache(maxsize=50_000)
def folded_parts(word: str) -> tuple[str, ...]:
    return tuple(fold(word))


@lru_cache(maxsize=50_000)
def fold_word(word: str) -> str:
    """Return the folded form of one plain word."""
    word = INSIDE_WORD.sub("", word)[:LONGEST_WORD]
    if len(word) < 4 or not word.isalpha():
        return ALIASES.get(word, word)
    return ALIASES.get(word) or american(singular(word))


def singular(word: str) -> str:
    for pattern, ending in PLURALS:
        changed, count = pattern.subn(ending, word)
        if count:
            return changed
    return word


def american(word: str) -> str:
    for pattern, replacement in SPELLINGS:
        word = pattern.sub(replacement, word)
    return word
