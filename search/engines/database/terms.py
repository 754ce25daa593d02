"""The words of the index: which a reader can find at all, and which are written alike."""

from collections.abc import Sequence

from search.engines.database.choice import dialect
from search.engines.database.sql import condition, params, places, query
from search.engines.scope import Scope

MOST_TOGETHER = 200  # parts of one statement; SQLite takes 500


def visible_counts(words: Sequence[str], scope: Scope) -> dict[str, int]:
    """Return how many entries in scope have each word; a word that none has is left out."""
    one = f"{dialect().counted} AND {condition(scope)}"
    counts: dict[str, int] = {}
    for start in range(0, len(words), MOST_TOGETHER):
        some = words[start : start + MOST_TOGETHER]
        values = [value for word in some for value in (word, dialect().word(word), *params(scope))]
        counts |= dict(query(" UNION ALL ".join([one] * len(some)), values))
    return {word: number for word, number in counts.items() if number}


def similar_terms(words: Sequence[str], scope: Scope) -> dict[str, list[str]]:
    """Return for each word the terms most like it, of those that were indexed for these readers."""
    one = dialect().alike.replace("AUDIENCES", places(scope.audiences))
    values = [value for word in words for value in dialect().alike_params(word, scope.audiences)]
    similar: dict[str, list[str]] = {word: [] for word in words}
    parts = " UNION ALL ".join(f"SELECT * FROM ({one}) s{number}" for number in range(len(words)))  # noqa: S608  constants
    for word, term in query(parts, values) if words else ():
        similar[word].append(term)
    return similar
