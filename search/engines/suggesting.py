"""Completing what is being typed: names, synonyms, codes and genes, misspelt or not."""

from collections.abc import Sequence
from typing import Protocol

from search.engines import ranking, spelling
from search.engines.documents import CODES, FORMER_GENE, GENE, TITLE
from search.engines.ranking import EXACT, NameFound
from search.highlight import Marker
from search.kinds import kind_labels
from search.reading import MOST_WORDS, Reading, read
from search.results import Suggestion
from search.text import fold, key_of

SHORTEST = 2  # letters; one letter begins thousands of names
WORTH_CORRECTING = 4


class Names(spelling.Terms, Protocol):
    """What an engine has to know of names that one reader is typing."""

    def starting(self, key: str, words: Sequence[str], last: str) -> list[NameFound]:
        """Return names and codes that begin with `key`, and the shortest that have `words` and one that begins with `last`."""

    def with_words(self, reading: Reading) -> list[NameFound]:
        """Return the shortest names that have all words."""

    def shown(self, entries: Sequence[int]) -> dict[int, tuple[str, str, str]]:
        """Return kind, title and address by entry."""


def suggestions(text: str, names: Names, limit: int) -> tuple[Suggestion, ...]:
    words = fold(text)[:MOST_WORDS]
    key = key_of(words)
    if len(key) < SHORTEST:
        return ()
    found = names.starting(key, words[:-1], stem(words[-1]))
    best = ranking.by_name(found, lambda name: place(name, key))
    if not best and len(key) >= WORTH_CORRECTING:
        best = nearly(text, names)
    chosen = list(best)[:limit]
    shown = names.shown(chosen)
    marker = Marker(frozenset(words[:-1]), prefix=stem(words[-1]))
    return tuple(suggestion(best[entry].name, shown[entry], marker) for entry in chosen if entry in shown)


def nearly(text: str, names: Names) -> dict[int, ranking.Placed]:
    """Return the entries whose names have the words that were probably meant."""
    near = spelling.corrected(read(text), names)
    return ranking.by_name(names.with_words(near) if near else [], ranking.as_typed)


def stem(word: str) -> str:
    """Return the beginning of a word that may not be finished: its last letter may belong to another form, as in "tumou"."""
    return word[:-1] if len(word) > 5 and word.isalpha() else word


def place(name: NameFound, key: str) -> ranking.Place:
    """Whole names and codes first, then those that begin like the question, then titles, the shortest first."""
    its_key = key_of(fold(name.text))
    begins = name.how == EXACT or its_key.startswith(key)
    return (its_key != key, not begins, name.rank > TITLE, name.size, -name.weight, name.id)


def suggestion(name: NameFound, shown: tuple[str, str, str], marker: Marker) -> Suggestion:
    kind, title, url = shown
    return Suggestion(title, marker.mark(title), kind, kind_labels().get(kind, kind), url, note(name))


def note(name: NameFound) -> str:
    if name.rank == TITLE:
        return ""
    if name.rank in CODES:
        return name.text
    if name.rank == FORMER_GENE:
        return f"formerly {name.text}"
    return f"gene {name.text}" if name.rank == GENE else f"also called {name.text}"
