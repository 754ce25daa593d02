"""Completing what is being typed: names, synonyms, codes and genes, misspelt or not."""

from search.engines.sqlite import ranking, spelling, tables
from search.engines.sqlite.names import EXACT, NameFound, matching_names, starting_names
from search.engines.sqlite.sql import Scope
from search.highlight import Marker
from search.kinds import kind_labels
from search.reading import MOST_WORDS, read
from search.results import Suggestion
from search.text import fold, key_of

SHORTEST = 2  # letters; one letter begins thousands of names
WORTH_CORRECTING = 4


def suggestions(text: str, scope: Scope, limit: int) -> tuple[Suggestion, ...]:
    words = fold(text)[:MOST_WORDS]
    key = key_of(words)
    if len(key) < SHORTEST:
        return ()
    names = starting_names(key, words[:-1], stem(words[-1]), scope)
    best = ranking.by_name(names, lambda name: place(name, key))
    if not best and len(key) >= WORTH_CORRECTING:
        best = nearly(text, scope)
    chosen = list(best)[:limit]
    shown = tables.titles(chosen, scope)
    marker = Marker(frozenset(words[:-1]), prefix=stem(words[-1]))
    return tuple(suggestion(best[entry].name, shown[entry], marker) for entry in chosen if entry in shown)


def nearly(text: str, scope: Scope) -> dict[int, ranking.Placed]:
    """Return the entries whose names have the words that were probably meant."""
    near = spelling.corrected(read(text), scope)
    names = matching_names((), "", near.needed, scope) if near else []
    return ranking.by_name(names, ranking.as_typed)


def stem(word: str) -> str:
    """Return the beginning of a word that may not be finished: its last letter may belong to another form, as in "tumou"."""
    return word[:-1] if len(word) > 5 and word.isalpha() else word


def place(name: NameFound, key: str) -> ranking.Place:
    """Whole names and codes first, then those that begin like the question, then titles, the shortest first."""
    its_key = key_of(fold(name.text))
    begins = name.how == EXACT or its_key.startswith(key)
    return (its_key != key, not begins, name.rank > ranking.TITLE, name.size, -name.weight, name.id)


def suggestion(name: NameFound, shown: tuple[str, str, str], marker: Marker) -> Suggestion:
    kind, title, url = shown
    return Suggestion(title, marker.mark(title), kind, kind_labels().get(kind, kind), url, note(name))


def note(name: NameFound) -> str:
    if name.rank == ranking.TITLE:
        return ""
    if name.rank in ranking.CODES:
        return name.text
    return f"gene {name.text}" if name.rank == ranking.GENE else f"also called {name.text}"
