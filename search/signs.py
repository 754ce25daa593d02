"""The phrases that name a sign, as readers type them: the ontology's own, its synonyms, plain words."""

from collections import defaultdict
from collections.abc import Sequence
from threading import Lock
from time import monotonic

from content.querysets import facts_stamp
from search import plain_signs
from search.engines.documents import sign_word
from search.plain_signs import DENIALS, Found, clauses, found_at, stem
from search.reading import ALTERNATIVES, AskedSign, Phrases, sign_at
from search.text import fold
from vocabulary import querysets

SHORT = 4  # letters
CLEAR = frozenset(["DCM", "FTT", "GDD", "HCM", "IUGR", "VSD"])
EYE_DROPS = "eye drop"  # in the ontology a word for a drooping eyelid; to everybody else a medicine
# What may stand between a denial and what it denies: "does not have any".
BETWEEN_DENIED = ALTERNATIVES | frozenset(
    fold(
        "any a an ever yet really have has had get got getting feel feels show shows been be being start started to sign of"
    )
)
FRESH = 60.0  # seconds until it is asked whether a newer vocabulary has been loaded


class Dictionary:
    """All phrases of the vocabulary at hand, read once by a process: some 40,000, in half a second and ten megabytes."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.forget()

    def forget(self) -> None:
        self.stamp: str | None = None
        self.asked_at = 0.0
        self.known: Phrases = {}
        self.plain: plain_signs.Phrases = {}

    def phrases(self) -> Phrases:
        return self.both()[0]

    def both(self) -> tuple[Phrases, plain_signs.Phrases]:
        """Return all phrases as they stand, and the plain ones for stories."""
        with self.lock:
            if self.stamp is None or monotonic() - self.asked_at > FRESH:
                stamp = facts_stamp()
                if stamp != self.stamp:
                    self.known, self.plain = read_phrases(), read_plain()
                self.stamp, self.asked_at = stamp, monotonic()
            return self.known, self.plain


def read_phrases() -> Phrases:
    """Return the phrases by their first word, the longest first. The ontology's own name decides whose a phrase is."""
    signs: dict[tuple[str, ...], AskedSign] = {}
    names: dict[tuple[str, ...], bool] = {}
    for hpo_id, name, phrase in querysets.sign_phrases():
        words, is_name = tuple(fold(phrase)), phrase == name
        if is_ambiguous(phrase):
            continue
        if words and (words not in signs or (is_name and not names[words])):
            signs[words], names[words] = AskedSign(hpo_id, name, sign_word(hpo_id)), is_name
    found: dict[str, list[tuple[tuple[str, ...], AskedSign]]] = defaultdict(list)
    for words in sorted(signs, key=lambda words: (-len(words), words)):
        found[words[0]].append((words, signs[words]))
    return dict(found)


def read_plain() -> plain_signs.Phrases:
    named = (
        (phrase, AskedSign(hpo_id, name, sign_word(hpo_id)))
        for hpo_id, name, phrase in querysets.plain_phrases()
        if not is_ambiguous(phrase)
    )
    return plain_signs.by_first_word(named)


def is_ambiguous(phrase: str) -> bool:
    """Say whether a phrase means something else as often as the sign: an abbreviation, a disease or a gene."""
    return phrase.casefold() == EYE_DROPS or (len(phrase) <= SHORT and phrase.isupper() and phrase not in CLEAR)


dictionary = Dictionary()


def signs_told(text: str) -> list[tuple[str, bool]]:
    """Return (HPO id, is absent) of the signs that a story names, in its order; what is said of a sign last counts."""
    words, ends = clauses(text)
    plain = [stem(word) for word in words]
    place, denying, told = 0, False, dict[str, bool]()
    while place < len(words):
        found = told_at(words, plain, place, ends[place])
        if found:
            told[found.sign.hpo_id] = denying or found.is_denied
        else:
            denying = words[place] in DENIALS or (denying and words[place] in BETWEEN_DENIED)
        place += found.size if found else 1
    return list(told.items())


def told_at(words: tuple[str, ...], plain: Sequence[str], place: int, end: int) -> Found | None:
    """Return the sign that a phrase names here, as the vocabulary has it or else in plain words of another form."""
    phrases, everyday = dictionary.both()
    size, sign = sign_at(words, place, phrases)
    return Found(size, sign, False) if sign else found_at(plain, place, end, everyday)
