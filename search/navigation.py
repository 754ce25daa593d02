"""The addresses around a result: without a filter, on another page, exactly as typed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.urls import reverse

from search.facets import label_of
from search.query import SORTS, SearchQuery
from search.results import SearchResults

AROUND = 2  # pages shown on both sides of the current one


@dataclass(frozen=True, slots=True)
class ActiveFilter:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class PageLink:
    """`number` is None for a gap between pages."""

    number: int | None
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Pager:
    links: tuple[PageLink, ...]
    previous: str | None
    next: str | None


@dataclass(frozen=True, slots=True)
class Sort:
    value: str
    label: str
    selected: bool


@dataclass(frozen=True, slots=True)
class WayOut:
    """Where an empty result could go: what to change, and how much there is then."""

    label: str
    count: int
    url: str


def address(query: SearchQuery) -> str:
    params = query.as_params()
    return reverse("search:page") + (f"?{params}" if params else "")


def active_filters(query: SearchQuery) -> tuple[ActiveFilter, ...]:
    named = [
        ActiveFilter(label_of(name, value), address(query.with_filter(name, tuple(v for v in values if v != value))))
        for name, values in query.filters.items()
        for value in values
    ]
    if query.curated is not None:
        label = "Curated" if query.curated else "Not yet curated"
        named.append(ActiveFilter(label, address(replace(query, curated=None, page=1))))
    if query.since is not None:
        named.append(ActiveFilter(f"New since {query.since:%-d %B %Y}", address(replace(query, since=None, page=1))))
    return tuple(named)


def cleared(query: SearchQuery) -> SearchQuery:
    """Return the same words without any filter."""
    return SearchQuery(text=query.text, sort=query.sort, size=query.size, exactly=query.exactly)


def pager(results: SearchResults) -> Pager:
    def url(number: int) -> str:
        return address(replace(results.query, page=number))

    current, last = results.page, results.pages
    return Pager(
        links=tuple(
            PageLink(number, url(number) if number else "", number == current)
            for number in numbers_around(current, last)
        ),
        previous=url(min(current - 1, last)) if current > 1 else None,
        next=url(current + 1) if current < last else None,
    )


def numbers_around(current: int, last: int) -> Iterator[int | None]:
    """Yield the first page, those around the current one and the last, with None for what is left out between."""
    before = 0
    for number in range(1, last + 1):
        if number in (1, last) or abs(number - current) <= AROUND:
            if number > before + 1:
                yield None
            yield number
            before = number


def sorts(query: SearchQuery) -> tuple[Sort, ...]:
    return tuple(Sort(value, label, value == query.sort) for value, label in SORTS.items())
