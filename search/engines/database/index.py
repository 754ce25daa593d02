"""One reader's question to the tables of the database."""

from collections.abc import Sequence
from heapq import nsmallest

from search.engines import ranking, spelling
from search.engines.database import tables, terms
from search.engines.database.names import matching_names, names_of, starting_names
from search.engines.matching import Matched
from search.engines.ranking import NameFound
from search.engines.scope import Scope
from search.reading import Reading
from search.text import bag_of

NAMES_LOOKED_AT = 60  # of the best entries of a misspelt question, the names are compared with it


class DatabaseIndex:
    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def everything(self, reading: Reading) -> Matched:
        rows = tables.everything(self.scope)
        return Matched(reading, {}, len(rows), rows)

    def nothing(self, reading: Reading) -> Matched:
        return Matched(reading, {}, 0)

    def as_typed(self, reading: Reading) -> Matched:
        names = matching_names(keys_of(reading), bag_of(list(reading.words)), reading.in_names, self.scope)
        rows = tables.matching(reading.needed, 0, self.scope)
        return Matched(reading, ranking.by_name(names, ranking.as_typed), len(rows), rows)

    def coded(self, reading: Reading) -> list[NameFound]:
        return matching_names(keys_of(reading), "", (), self.scope)

    def shown(self, entries: Sequence[int]) -> dict[int, tuple[str, str, str]]:
        return tables.titles(entries, self.scope)

    def starting(self, key: str, words: Sequence[str], last: str) -> list[NameFound]:
        return starting_names(key, words, last, self.scope)

    def with_words(self, reading: Reading) -> list[NameFound]:
        return matching_names((), "", reading.in_names, self.scope)

    def like(self, reading: Reading) -> Matched:
        rows = tables.matching(reading.needed, reading.missing, self.scope)
        highest = nsmallest(NAMES_LOOKED_AT, rows, key=lambda row: row[2])
        names = names_of([row[0] for row in highest], self.scope)
        if not reading.missing:
            names += matching_names((), "", reading.in_names, self.scope)
        named = ranking.by_name(names, ranking.as_meant(reading.words))
        best = next(iter(named.values())).name.text if named else ""
        return Matched(reading, named, len(rows), rows, corrections=spelling.corrections(reading, best))

    def nearly(self, reading: Reading) -> list[NameFound]:
        return matching_names((), "", reading.in_names, self.scope, missing=1)

    def counts(self, words: Sequence[str]) -> dict[str, int]:
        return terms.visible_counts(words, self.scope.widest())

    def alike(self, words: Sequence[str]) -> dict[str, list[str]]:
        return terms.similar_terms(words, self.scope.widest())


def keys_of(reading: Reading) -> list[str]:
    return [*reading.keys, *(key for code in reading.codes for key in code.keys)]
