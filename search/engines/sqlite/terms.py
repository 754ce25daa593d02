"""The words of the index: which a reader can find at all, and which are written alike."""
# ruff: noqa: S608  the statements are put together from constants, see sql.py

from collections.abc import Sequence

from search.engines.sqlite.sql import Scope, places, query

MOST_ALIKE = 100
MOST_TOGETHER = 200  # parts of one statement; SQLite takes 500


def visible_counts(words: Sequence[str], scope: Scope) -> dict[str, int]:
    """Return how many entries in scope have each word; a word that none has is left out."""
    one = f"""SELECT %s, count(*) FROM search_fts JOIN search_fts_entry e ON e.id = search_fts.rowid
        WHERE search_fts MATCH %s AND {scope.condition}"""
    counts: dict[str, int] = {}
    for start in range(0, len(words), MOST_TOGETHER):
        some = words[start : start + MOST_TOGETHER]
        params = [value for word in some for value in (word, f'"{word}"', *scope.params)]
        counts |= dict(query(" UNION ALL ".join([one] * len(some)), params))
    return {word: number for word, number in counts.items() if number}


def similar_terms(words: Sequence[str], scope: Scope) -> dict[str, list[str]]:
    """Return for each word the terms that share most of its trigrams, of those that were indexed for these readers."""
    one = f"""SELECT * FROM (SELECT %s, t.term FROM search_fts_trigram JOIN search_fts_term t ON t.id = search_fts_trigram.rowid
        WHERE search_fts_trigram MATCH %s AND t.audience IN ({places(scope.audiences)})
        ORDER BY bm25(search_fts_trigram) LIMIT {MOST_ALIKE})"""
    params = [value for word in words for value in (word, trigrams(f"_{word}_"), *scope.audiences)]
    similar: dict[str, list[str]] = {word: [] for word in words}
    for word, term in query(" UNION ALL ".join([one] * len(words)), params) if words else ():
        similar[word].append(term)
    return similar


def trigrams(text: str) -> str:
    return " OR ".join(dict.fromkeys(f'"{text[place : place + 3]}"' for place in range(len(text) - 2)))
