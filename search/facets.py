"""The facets of a result: which there are, how their values are worded and ordered, how they are counted."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

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


@lru_cache(maxsize=2000)  # values come from readers, too
def label_of(name: str, value: str) -> str:
    """Return how a reader calls a value of a filter."""
    if name == "kind":
        return kind_labels().get(value, value)
    if name == "audience":
        return str(Audience(value).label) if value in Audience.values else value
    if name == "year" and value.startswith("-"):
        return f"{value[1:]} or earlier"
    return value


def filters_of(query: SearchQuery) -> dict[str, tuple[str, ...]]:
    """Return the filters that are facets, and curation. Diseases are no facet: they narrow what is asked at all."""
    wanted = {name: chosen for name, chosen in query.filters.items() if name in FACETS}
    return wanted if query.curated is None else wanted | {"curated": ("1" if query.curated else "0",)}


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
