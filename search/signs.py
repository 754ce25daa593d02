"""The phrases that name a sign, as readers type them: the ontology's own, its synonyms, plain words."""

from collections import defaultdict
from threading import Lock
from time import monotonic

from content.querysets import facts_stamp
from search.engines.documents import sign_word
from search.reading import AskedSign, Phrases
from search.text import fold
from vocabulary.querysets import sign_phrases

SHORT = 4  # letters
CLEAR = frozenset(["DCM", "FTT", "GDD", "HCM", "IUGR", "VSD"])
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

    def phrases(self) -> Phrases:
        with self.lock:
            if self.stamp is None or monotonic() - self.asked_at > FRESH:
                stamp = facts_stamp()
                if stamp != self.stamp:
                    self.known = read_phrases()
                self.stamp, self.asked_at = stamp, monotonic()
            return self.known


def read_phrases() -> Phrases:
    """Return the phrases by their first word, the longest first. The ontology's own name decides whose a phrase is."""
    signs: dict[tuple[str, ...], AskedSign] = {}
    names: dict[tuple[str, ...], bool] = {}
    for hpo_id, name, phrase in sign_phrases():
        words, is_name = tuple(fold(phrase)), phrase == name
        if is_ambiguous(phrase):
            continue
        if words and (words not in signs or (is_name and not names[words])):
            signs[words], names[words] = AskedSign(hpo_id, name, sign_word(hpo_id)), is_name
    found: dict[str, list[tuple[tuple[str, ...], AskedSign]]] = defaultdict(list)
    for words in sorted(signs, key=lambda words: (-len(words), words)):
        found[words[0]].append((words, signs[words]))
    return dict(found)


def is_ambiguous(phrase: str) -> bool:
    """Say whether a phrase is an abbreviation that means a disease or a gene as often as the sign."""
    return len(phrase) <= SHORT and phrase.isupper() and phrase not in CLEAR


dictionary = Dictionary()
