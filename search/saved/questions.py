"""What a saved search asks: kept as one text, read again at each opening, worded for its reader."""

from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict

from search.models import NAME_LIMIT
from search.navigation import active_filters
from search.query import FILTERS, SIZE, SORTS, BadQuery, SearchQuery, parse

EVERYTHING = "Everything on the hub"


def question_of(params: str) -> SearchQuery:
    """Return the question alone: no page, no point in time, its filters in one order. Raises BadQuery."""
    query = parse(QueryDict(params.strip().removeprefix("?")))
    ordered: dict[str, Any] = {field: tuple(sorted(getattr(query, field))) for field in FILTERS.values()}
    return replace(query, page=1, size=SIZE, since=None, **ordered)


def question_in(params: str) -> SearchQuery:
    """Return the question that a reader sent; raise ValidationError naming the parameter that cannot be read."""
    try:
        return question_of(params)
    except BadQuery as problem:
        raise ValidationError({problem.name: problem.message}) from None


def labels_of(query: SearchQuery) -> tuple[str, ...]:
    """Return what the question asks beside its words, as a reader calls it."""
    labels = [chosen.label for chosen in active_filters(query)]
    if query.exactly:
        labels.append("Exactly as typed")
    if query.sort != "best":
        labels.append(SORTS[query.sort])
    return tuple(labels)


def name_for(query: SearchQuery) -> str:
    """Offer a name: the words and the filters, cut where a name ends."""
    name = ", ".join([query.text, *labels_of(query)] if query.text else labels_of(query)) or EVERYTHING
    return name if len(name) <= NAME_LIMIT else name[: NAME_LIMIT - 1].rstrip(" ,") + "…"
