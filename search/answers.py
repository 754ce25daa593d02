"""Answers that need more than one search."""

from dataclasses import replace

from search.engines import engine
from search.facets import label_of
from search.navigation import WayOut, address, cleared
from search.query import SearchQuery

MOST_WAYS = 4


def ways_out(query: SearchQuery, audiences: frozenset[str]) -> tuple[WayOut, ...]:
    """Return, for a search without results, which filters to drop and how many results there are then."""
    tries = [
        (f"Remove “{label_of(name, value)}”", query.with_filter(name, tuple(v for v in values if v != value)))
        for name, values in query.filters.items()
        for value in values
    ]
    if query.curated is not None:
        tries.append(("Curated or not", replace(query, curated=None, page=1)))
    if query.since is not None:
        tries.append(("Not only new", replace(query, since=None, page=1)))
    if len(tries) > 1:
        tries.append(("Remove all filters", cleared(query)))
    found = [
        (label, engine().search(replace(other, size=1), audiences).total, other) for label, other in tries[-MOST_WAYS:]
    ]
    return tuple(WayOut(label, count, address(other)) for label, count, other in found if count)
