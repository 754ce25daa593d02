"""Plain phrases as a story has them: in any inflection, and turned round. `weak arm` stands in "his arms became weak".

For stories only. What is asked of the search is read as it stands (`search.reading`).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from search.reading import NEGATIONS, AskedSign
from search.text import fold

DENIALS = NEGATIONS | {"dont", "doesnt", "didnt", "isnt", "arent", "wasnt", "werent", "hasnt", "havent", "hadnt"}
CLAUSE_END = re.compile(r"[,:;()–—]|\s(?=(?:and|but)\b)", re.IGNORECASE)
MORE_AND_MORE = re.compile(r"\b(more|\w{2,12}er) and \1\b", re.IGNORECASE)
INFLECTION = re.compile(r"(?<=[a-z]{3})ing$|(?<=[a-z]{2}[^e\W])ed$|(?<=[a-z]{2}[^siu\W])s$")
VOWEL = re.compile(r"[aeiouy]")
DOUBLED = re.compile(r"([^aeiou])\1$")
LONGEST_TURNED = 3  # words of a phrase
LONGEST_GAP = 5  # words between a thing and what is said of it
IRREGULAR = {"saw": "see", "seen": "see", "fell": "fall", "fallen": "fall", "lost": "lose", "shook": "shake", "gone": "go",
             "ate": "eat", "slept": "sleep", "bled": "bleed", "felt": "feel", "broke": "break", "grew": "grow",
             "stuck": "stick", "went": "go", "got": "get", "became": "become", "began": "begin", "weaker": "weak",
             "stiffer": "stiff", "bigger": "big", "paler": "pale"}  # fmt: skip


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return what the inflections of a folded word have in common: "stumbled" and "stumbling" are "stumbl"."""
    word = IRREGULAR.get(word, word)
    cut = INFLECTION.sub("", word)
    word = cut if VOWEL.search(cut) else word
    return DOUBLED.sub(r"\1", word.removesuffix("e") if len(word) > 3 else word)


def stems(text: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in fold(text))


LINKS = frozenset(
    stems("is are was were be been being become get feel look seem go turn grow stay remain keep start begin")
)
FILLERS = LINKS | DENIALS | frozenset(
    stems("very so too often always sometimes more quite really rather increasingly slowly suddenly now also still much both "
          "all a bit little to do does did have has had then again constantly frequently already easily")
)  # fmt: skip


class Phrase(NamedTuple):
    words: tuple[str, ...]  # stems; of one that is turned round, the thing first
    sign: AskedSign
    is_turned: bool = False
    is_doing: bool = False  # "drooping eyelid": an eyelid droops, without a word between


class Found(NamedTuple):
    size: int
    sign: AskedSign
    is_denied: bool


Phrases = Mapping[str, Sequence[Phrase]]  # by first word, the longest first


def by_first_word(named: Iterable[tuple[str, AskedSign]]) -> Phrases:
    """Return phrases of two words and more. A single word stands as it is written: a club is no clubbing."""
    found: dict[str, dict[tuple[str, ...], Phrase]] = defaultdict(dict)
    for text, sign in named:
        words = stems(text)
        for phrase in forms(text, words, sign) if len(words) > 1 else ():
            found[phrase.words[0]].setdefault(phrase.words, phrase)
    return {word: sorted(rows.values(), key=lambda row: -len(row.words)) for word, rows in found.items()}


def forms(text: str, words: tuple[str, ...], sign: AskedSign) -> Iterable[Phrase]:
    yield Phrase(words, sign)
    if len(words) <= LONGEST_TURNED and not DENIALS.intersection(words):
        yield Phrase((words[-1], *words[:-1]), sign, is_turned=True, is_doing=fold(text)[0].endswith("ing"))


def clauses(text: str) -> tuple[tuple[str, ...], list[int]]:
    """Return the folded words of a text, and for each of them where its clause ends."""
    words: list[str] = []
    ends: list[int] = []
    for clause in CLAUSE_END.split(MORE_AND_MORE.sub(r"\1", text)):
        words += fold(clause)
        ends += [len(words)] * (len(words) - len(ends))
    return tuple(words), ends


def found_at(words: Sequence[str], place: int, end: int, phrases: Phrases) -> Found | None:
    """Return the phrase that begins at `place`; `words` are stems, and none that is turned round goes on beyond `end`."""
    for phrase in phrases.get(words[place], ()):
        gap = gap_after(words[place + 1 : end], phrase) if phrase.is_turned else ()
        if gap is None:
            continue
        start, rest = place + 1 + len(gap), phrase.words[1:]
        if tuple(words[start : start + len(rest)]) == rest and not (phrase.is_turned and start + len(rest) > end):
            return Found(start + len(rest) - place, phrase.sign, not DENIALS.isdisjoint(gap))
    return None


def gap_after(words: Sequence[str], phrase: Phrase) -> Sequence[str] | None:
    """Return the words that link a thing with what is said of it; None where nothing links them."""
    gap = list(takewhile(lambda word: word in FILLERS and word != phrase.words[1], words[:LONGEST_GAP]))
    return gap if phrase.is_doing or not LINKS.isdisjoint(gap) else None
