"""Signs that a story names in plain words. The search knows the words; it stands above, and puts its reading in here.

What is recognised is only offered. It is ticked where one sentence after the other says that the patient has it; what
is said of a relative, of an illness that was ruled out, or as a guess, is for the person to tick.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from cases.models import Case

Recogniser = Callable[[str], list[tuple[str, bool]]]  # a text to (HPO id, is absent)
READ_FROM = ("title", "question", "story", "tests")  # not what was excluded: those are no signs of the patient
SHOWN_MOST = 12
# A line ends a sentence where the next begins like one; elsewhere it is a line of a copied letter.
SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n\s*\n|\n(?=[ \t]*(?:[-•*–]|[A-Z]))")
RELATIVE = re.compile(
    r"\b(?:(?:half|step|twin)?[- ]?(?:brother|sister)|sibling|mother|father|mum|mom|mam|mommy|mummy|dad|daddy|parent|"
    r"grand\w{1,12}|gran|granny|nan|nana|aunt|auntie|uncle|cousin|niece|nephew|relative|ancestor)(?:s|['’]s)?\b"
    r"|\b(?:runs?|ran) in (?:the|our|his|her|my) (?:\w+ )?family\b|\bfamily history\b|\bin (?:the|our) family\b",
    re.IGNORECASE,
)
RULED_OUT = re.compile(
    r"\b(?:(?:rul(?:e|es|ed|ing)) (?:\w+ ){0,3}out|no (?:sign|evidence|trace|hint|suspicion)s? (?:of|for)|"
    r"never (?:had|has|have|showed|shown)|excluded|not confirmed|negative for|(?:was|were|is|are|came back) negative)\b",
    re.IGNORECASE,
)
GUESSED = re.compile(
    r"\?|\b(?:maybe|perhaps|possibl[ey]|probabl[ey]|might|could|may|suspect\w*|suspicion|wonder\w*|worr\w+|afraid|"
    r"whether|if|think|thinks|thought|tested for|screened for|looked for|checked for|at risk)\b",
    re.IGNORECASE,
)


class Named(NamedTuple):
    hpo_id: str
    is_absent: bool
    is_sure: bool  # the patient has it, and nothing in the texts speaks against it


_recogniser: list[Recogniser] = []


def recognise_by(recogniser: Recogniser) -> None:
    _recogniser[:] = [recogniser]


def signs_named(case: Case, without: Iterable[str] = ()) -> list[Named]:
    """Return what the texts name and nobody has judged yet, once each. Where two places disagree, neither is sure."""
    known = set(without)
    told: dict[str, list[Named]] = {}
    for named in readings(case):
        told.setdefault(named.hpo_id, []).append(named)
    return [summed(rows) for hpo_id, rows in told.items() if hpo_id not in known][:SHOWN_MOST]


def readings(case: Case) -> Iterator[Named]:
    for recognise in _recogniser:
        for section in READ_FROM:
            for sentence in SENTENCE_END.split(str(case.texts.get(section, ""))):
                yield from read_sentence(recognise, sentence)


def read_sentence(recognise: Recogniser, sentence: str) -> Iterator[Named]:
    """Yield what one sentence says of the patient; of a relative it says nothing."""
    if RELATIVE.search(sentence):
        return
    denied, guessed = bool(RULED_OUT.search(sentence)), bool(GUESSED.search(sentence))
    for hpo_id, is_absent in recognise(" ".join(sentence.split())):
        absent = is_absent or denied
        yield Named(hpo_id, absent, not absent and not guessed)


def summed(rows: list[Named]) -> Named:
    """Return what several places say of one sign together."""
    agree = len({row.is_absent for row in rows}) == 1
    return Named(rows[0].hpo_id, agree and rows[0].is_absent, agree and any(row.is_sure for row in rows))
