"""Reading a word that no visible entry has as one that it was probably meant to be."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from rapidfuzz.distance import DamerauLevenshtein

from search.engines.documents import spellable
from search.reading import Group, Reading
from search.results import Correction
from search.text import tokens


class Terms(Protocol):
    """The words that one reader can find."""

    def counts(self, words: Sequence[str]) -> dict[str, int]:
        """Return how many entries have each word; a word that none has is left out."""

    def alike(self, words: Sequence[str]) -> dict[str, list[str]]:
        """Return for each word terms that are written like it; some may be in no entry any more."""


MOST_READINGS = 4  # words that one word may stand for
MOST_ASKED = 6  # words of one question that are corrected: near terms cost time


def most_edits(word: str) -> int:
    """Return how far a term may be from `word`: letters added, lost, changed or swapped."""
    return 1 if len(word) < 6 else 2 if len(word) < 10 else 3


def corrected(reading: Reading, terms: Terms) -> Reading | None:
    """Return `reading` with each unknown word replaced by visible terms near it; None if no word is unknown.

    A word without any near term is left out, unless it is the only one.
    """
    plain = [group.asked for group in reading.groups if not (group.sign or group.is_denied)]
    known = terms.counts(plain)
    unknown = [word for word in plain if word not in known]
    if not unknown:
        return None
    near = alternatives(unknown, terms)
    groups = tuple(
        Group(group.asked, near.get(group.asked, ())) if group.asked in unknown else group for group in reading.groups
    )
    return replace(reading, groups=groups) if any(group.words for group in groups) else None


def widened(reading: Reading, terms: Terms) -> Reading:
    """Return `reading` with near terms allowed beside every word: what was typed may be another word by chance."""
    asked = [group.asked for group in reading.groups if group.words == (group.asked,) and not group.sign]
    near = alternatives(asked, terms)
    groups = tuple(
        replace(group, words=tuple(dict.fromkeys((*group.words, *near.get(group.asked, ())))))
        for group in reading.groups
    )
    return replace(reading, groups=groups)


def rarest(reading: Reading, terms: Terms, most: int) -> Reading:
    """Return `reading` with its signs, then the words that the fewest entries have; they tell the most."""
    counts = terms.counts([word for words in reading.needed for word in words])
    groups = [group for group in reading.groups if any(word in counts for word in group.alternatives)]
    groups.sort(key=lambda group: (group.sign is None, sum(counts.get(word, 0) for word in group.alternatives)))
    return replace(reading, groups=tuple(groups[:most])) if groups else reading


def alternatives(words: list[str], terms: Terms) -> dict[str, tuple[str, ...]]:
    """Return the best visible terms near each word: fewest edits first, then the same first letter, then the commoner."""
    asked = [word for word in words if spellable(word)][:MOST_ASKED]
    near = {word: within_reach(word, alike) for word, alike in terms.alike(asked).items()}
    counts = terms.counts(list(dict.fromkeys(term for distances in near.values() for term in distances)))
    return {word: best_readings(word, distances, counts) for word, distances in near.items()}


def within_reach(word: str, alike: list[str]) -> dict[str, int]:
    """Return the terms near `word` with their distance: all of them, for any may be visible to nobody any more."""
    most = most_edits(word)
    distances = {term: DamerauLevenshtein.distance(word, term, score_cutoff=most) for term in alike if term != word}
    return {term: distance for term, distance in distances.items() if distance <= most}


def best_readings(word: str, distances: Mapping[str, int], counts: Mapping[str, int]) -> tuple[str, ...]:
    found = [term for term in distances if term in counts]
    nearest = min((distances[term] for term in found), default=0)
    visible = [term for term in found if distances[term] == nearest or nearest > 1]  # one slip away leaves little doubt
    return tuple(sorted(visible, key=lambda t: (distances[t], t[0] != word[0], -counts[t], t))[:MOST_READINGS])


def corrections(reading: Reading, name: str) -> tuple[Correction, ...]:
    """Return which words were read as others, worded as in `name`, the best that was found."""
    shown = {folded: name[token.start : token.end] for token in tokens(name) for folded in token.folded}
    found = []
    for group in reading.groups:
        if (
            group.sign
            or group.is_denied
            or group.words == (group.asked,)
            or (group.asked in group.words and group.asked in shown)
        ):
            continue
        meant = next((word for word in group.words if word in shown), group.words[0] if group.words else "")
        if meant != group.asked:
            found.append(Correction(reading.typed.get(group.asked, group.asked), shown.get(meant, meant)))
    return tuple(found)
