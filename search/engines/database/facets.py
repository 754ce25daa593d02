"""Counting the facets of a match set that was read as pairs of entry and combination."""

import json
from collections.abc import Iterable, Mapping
from threading import Lock
from typing import NamedTuple

from search.facets import FACETS, Pair, facet, filters_of
from search.query import SearchQuery
from search.results import Facet


def pairs_in(text: str) -> list[Pair]:
    return [(name, value) for name, value in json.loads(text)]


class Combinations:
    """The facets that entries share, each set under a number: counting touches small numbers, never strings.

    Numbers of combinations are hashes of their content, so what a process has read stays true for ever. One that a rebuild
    took away between two statements of a search has no facets.
    """

    def __init__(self) -> None:
        self.lock = Lock()
        self.pairs: list[Pair] = []
        self.numbers: dict[Pair, int] = {}
        self.members: dict[int, tuple[int, ...]] = {}

    def missing(self, combinations: Iterable[int]) -> list[int]:
        return [combination for combination in combinations if combination not in self.members]

    def add(self, combination: int, pairs: Iterable[Pair]) -> None:
        with self.lock:  # threads of one process share the numbers
            self.members[combination] = tuple(self.number(pair) for pair in pairs)

    def number(self, pair: Pair) -> int:
        if pair not in self.numbers:
            self.pairs.append(pair)
            self.numbers[pair] = len(self.pairs) - 1
        return self.numbers[pair]

    def tally(self, counted: Iterable[tuple[int, int]]) -> dict[str, dict[str, int]]:
        """Return by facet how many entries have each value, from pairs of combination and number of entries."""
        totals = [0] * len(self.pairs)
        for combination, entries in counted:
            for number in self.members.get(combination, ()):
                totals[number] += entries
        found: dict[str, dict[str, int]] = {}
        for (name, value), total in zip(self.pairs, totals, strict=False):  # another thread may just add a pair
            if total:
                found.setdefault(name, {})[value] = total
        return found


class Counted(NamedTuple):
    """`passing` are the combinations that meet all filters; None if there is no filter."""

    total: int
    passing: frozenset[int] | None
    facets: tuple[Facet, ...]


def count(known: Combinations, entries: Mapping[int, int], query: SearchQuery) -> Counted:
    """Count the facets of a match set, given as number of entries for each combination.

    A facet is counted without its own filter, so that a reader sees what another choice of it would give.
    """
    wanted = filters_of(query)
    if not wanted:
        tally = known.tally(entries.items())
        return Counted(sum(entries.values()), None, tuple(facet(name, tally.get(name, {}), query) for name in FACETS))
    failed = {combination: failing(known, combination, wanted) for combination in entries}
    passing = frozenset(combination for combination, names in failed.items() if not names)
    facets = []
    for name in FACETS:
        counted = ((c, entries[c]) for c, names in failed.items() if not names or names == [name])
        facets.append(facet(name, known.tally(counted).get(name, {}), query))
    return Counted(sum(entries[combination] for combination in passing), passing, tuple(facets))


def failing(known: Combinations, combination: int, wanted: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return the names of the filters that a combination does not meet."""
    pairs = [known.pairs[number] for number in known.members.get(combination, ())]
    return [
        name for name, values in wanted.items() if not any(n == name and meets(value, values) for n, value in pairs)
    ]


def meets(value: str, wanted: tuple[str, ...]) -> bool:
    """A year filter may end in the open past: "-2023" takes every year up to 2023."""
    return value in wanted or any(choice[0] == "-" and value <= choice[1:] for choice in wanted)
