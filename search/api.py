"""Search and lists over the API. Cards are stored as JSON text, so an answer is joined and never serialised again."""

import json
from collections.abc import Callable
from dataclasses import asdict
from functools import wraps
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from accounts.permissions import audiences_of
from common.pagination import BadCursor
from common.problems import FieldError, Problem, problem
from search.engines import engine
from search.kinds import kind_labels
from search.query import BadQuery, clean, parse
from search.querysets.lists import ListFilters, listing
from search.results import Facet, Hit, Listing, SearchResults
from search.schemas import (
    CardListOut,
    ContentParams,
    DiseaseParams,
    ListParams,
    SearchOut,
    SearchParams,
    SuggestOut,
    SuggestParams,
    described,
)

router = Router(tags=["search"])
PROBLEMS = {400: Problem, 401: Problem, 422: Problem}
HOLE = '"card":null}'
PRIVATE = {"Cache-Control": "private", "Vary": "Cookie, Authorization"}
Answer = Callable[..., HttpResponse]


def names_the_field(operation: Answer) -> Answer:
    """Answer 422 with the parameter that cannot be read."""

    @wraps(operation)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return operation(request, *args, **kwargs)
        except BadQuery as error:
            return problem(422, error.message, [FieldError(field=error.name, message=error.message)])
        except BadCursor as error:
            return problem(422, str(error), [FieldError(field="cursor", message=str(error))])

    return wrapped


@router.get(
    "/search",
    response={200: SearchOut, **PROBLEMS},
    operation_id="search",
    openapi_extra=described(SearchParams),
)
@names_the_field
def search(request: HttpRequest) -> HttpResponse:
    """Search all that you may know of: diseases, articles, research, resources, videos and what is said in them, polls."""
    return send(search_json(engine().search(parse(request.GET), audiences_of(request.user))))


@router.get("/suggest", response={200: SuggestOut, **PROBLEMS}, operation_id="suggest")
@names_the_field
def suggest(request: HttpRequest, params: Query[SuggestParams]) -> HttpResponse:
    """Complete what is being typed, by names, synonyms, codes and genes."""
    text = clean(params.q)
    found = engine().suggest(text, audiences_of(request.user), params.limit)
    return send(json.dumps({"query": text, "suggestions": [asdict(suggestion) for suggestion in found]}))


@router.get("/diseases", response={200: CardListOut, **PROBLEMS}, operation_id="list_diseases")
@names_the_field
def diseases(request: HttpRequest, params: Query[DiseaseParams]) -> HttpResponse:
    """All diseases by name, or those with a mode of inheritance, an onset, a gene, a speciality."""
    facets = facets_in(params, "speciality", "inheritance", "onset", "gene")
    return cards(
        request, params, ListFilters(kinds=("disease",), facets=facets, curated=params.curated, prefix=params.prefix)
    )


@router.get("/content", response={200: CardListOut, **PROBLEMS}, operation_id="list_content")
@names_the_field
def content(request: HttpRequest, params: Query[ContentParams]) -> HttpResponse:
    """Everything but diseases, the newest first."""
    kinds = tuple(kind for kind in kind_labels() if kind != "disease")
    if params.kind and params.kind not in kinds:
        raise BadQuery("kind", f"“kind” is one of: {', '.join(kinds)}.")
    filters = ListFilters(
        kinds=(params.kind,) if params.kind else kinds,
        facets=facets_in(params, "speciality", "disease"),
        audience=params.audience or "",
        year=params.year,
        newest_first=True,
    )
    return cards(request, params, filters)


def facets_in(params: ListParams, *names: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name in names if (value := getattr(params, name)))


def cards(request: HttpRequest, params: ListParams, filters: ListFilters) -> HttpResponse:
    audiences = audiences_of(request.user)
    return send(list_json(listing(filters=filters, audiences=audiences, cursor=params.cursor, size=params.size)))


def send(body: str) -> HttpResponse:
    return HttpResponse(body, content_type="application/json", headers=PRIVATE)


def list_json(found: Listing) -> str:
    return f'{{"total":{found.total},"cursor":{json.dumps(found.cursor)},"items":[{",".join(found.cards)}]}}'


def search_json(results: SearchResults) -> str:
    """Serialise everything at once, then set the cards, which are JSON already, into the holes left for them.

    Quotes inside a text are escaped, so nothing but a hole looks like one.
    """
    text = orjson.dumps(
        {
            "query": results.query.text,
            "total": results.total,
            "page": results.page,
            "pages": results.pages,
            "engine": results.engine,
            "took_ms": results.took_ms,
            "corrections": [{"typed": correction.typed, "read": correction.read} for correction in results.corrections],
            "did_you_mean": results.did_you_mean,
            "denied": results.denied,
            "missing": results.missing,
            "facets": [facet_out(facet) for facet in results.facets],
            "hits": [hit_out(hit) for hit in results.hits],
        }
    ).decode()
    first, *rest = text.split(HOLE)
    return first + "".join(f'"card":{hit.card}}}{piece}' for hit, piece in zip(results.hits, rest, strict=True))


def facet_out(facet: Facet) -> dict[str, Any]:
    values = [
        {"value": value.value, "label": value.label, "count": value.count, "selected": value.selected}
        for value in facet.values
    ]
    return {"name": facet.name, "label": facet.label, "values": values}


def hit_out(hit: Hit) -> dict[str, Any]:
    return {
        "kind": hit.kind,
        "kind_label": hit.kind_label,
        "key": hit.key,
        "title": hit.title,
        "title_html": hit.title_html,
        "url": hit.url,
        "snippet_html": hit.snippet_html,
        "notes": hit.notes,
        "codes": hit.codes,
        "match": hit.match,
        "spoken": asdict(hit.spoken) if hit.spoken else None,
        "audience": hit.audience,
        "date": hit.date.isoformat() if hit.date else None,
        "card": None,
    }
