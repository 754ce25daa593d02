"""The facets of a result: which there are, how their values are worded and ordered, how they are counted."""

from collections.abc import Iterable, Mapping
from functools import cache
from threading import Lock
from typing import NamedTuple

from common.audience import Audience
from search.kinds import kind_labels
from search.query import SearchQuery
from search.results import Facet, FacetValue

FACETS = {
    "kind": "Kind",
    "speciality": "Speciality",
    "inheritance": "Inheritance",
    "onset": "Age of onset",
    "audience": "Audience",
    "year": "Year",
}
SINGLE_YEARS = 3  # the newest years one by one, the rest as "2023 or earlier"
MOST_VALUES = 40
ONSETS = (
    "Antenatal",
    "Neonatal",
    "Infancy",
    "Childhood",
    "Adolescent",
    "Adult",
    "Elderly",
    "All ages",
    "No data available",
)

Pair = tuple[str, str]


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


@cache
def label_of(name: str, value: str) -> str:
    """Return how a reader calls a value of a filter."""
    if name == "kind":
        return kind_labels().get(value, value)
    if name == "audience":
        return str(Audience(value).label) if value in Audience.values else value
    if name == "year" and value.startswith("-"):
        return f"{value[1:]} or earlier"
    return value


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


def filters_of(query: SearchQuery) -> dict[str, tuple[str, ...]]:
    """Return the filters that combinations can answer; diseases are too many for that and are asked of the database."""
    wanted = {name: chosen for name, chosen in query.filters.items() if name in FACETS}
    return wanted if query.curated is None else wanted | {"curated": ("1" if query.curated else "0",)}


def failing(known: Combinations, combination: int, wanted: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return the names of the filters that a combination does not meet."""
    pairs = [known.pairs[number] for number in known.members.get(combination, ())]
    return [
        name for name, values in wanted.items() if not any(n == name and meets(value, values) for n, value in pairs)
    ]


def meets(value: str, wanted: tuple[str, ...]) -> bool:
    """A year filter may end in the open past: "-2023" takes every year up to 2023."""
    return value in wanted or any(choice[0] == "-" and value <= choice[1:] for choice in wanted)


def facet(name: str, tally: Mapping[str, int], query: SearchQuery) -> Facet:
    chosen = query.filters.get(name, ())
    counts = by_year(tally, chosen) if name == "year" else dict(tally)
    for value in chosen:
        counts.setdefault(value, 0)
    values = sorted(counts, key=lambda value: order(name, value, counts[value]))[:MOST_VALUES]
    return Facet(name, FACETS[name], tuple(FacetValue(v, label_of(name, v), counts[v], v in chosen) for v in values))


def by_year(tally: Mapping[str, int], chosen: Iterable[str]) -> dict[str, int]:
    """Keep the newest years and those chosen; put the others together as one value."""
    newest = sorted(tally, reverse=True)
    rest = newest[SINGLE_YEARS:] if len(newest) > SINGLE_YEARS + 1 else []
    single = {year: tally[year] for year in newest if year not in rest or year in chosen}
    spans = {value for value in chosen if value[0] == "-"} | {f"-{year}" for year in rest[:1]}
    return single | {span: sum(number for year, number in tally.items() if year <= span[1:]) for span in spans}


def order(name: str, value: str, count: int) -> tuple[int, str]:
    if name == "year":
        return (-int(value.lstrip("-")) + (1 if value.startswith("-") else 0), value)
    if name == "onset" and value in ONSETS:
        return (ONSETS.index(value), value)
    return (-count, value)
