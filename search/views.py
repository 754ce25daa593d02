from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from accounts.permissions import audiences_of
from search.answers import ways_out
from search.engines import engine
from search.navigation import active_filters, address, cleared, pager, sorts
from search.query import TEXT_LIMIT, BadQuery, SearchQuery, clean, parse
from search.results import SearchResults
from search.saved.cards import saving_of


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The search page; to htmx only its results. What is found depends on the reader, so no shared cache may keep it."""
    try:
        query = parse(request.GET)
    except BadQuery as problem:
        words = SearchQuery(text=clean(request.GET.get("q", "")))
        context = {"problem": problem, "query": words, "results": None}
        return private(render(request, template_for(request), context, status=400))
    audiences = audiences_of(request.user)
    results = engine().search(query, audiences)
    context = around(results) | {
        "ways_out": () if results.total else ways_out(query, audiences),
        "saving": saving_of(query, request.user),
    }
    return private(render(request, template_for(request), context))


def around(results: SearchResults) -> dict[str, Any]:
    """Return what the template needs beside the results themselves."""
    query = results.query
    meant = results.did_you_mean
    return {
        "problem": None,
        "query": query,
        "results": results,
        "filters": active_filters(query),
        "pages": pager(results),
        "sorts": sorts(query),
        "exactly_url": address(SearchQuery(text=query.text, exactly=True)),
        "did_you_mean_url": address(SearchQuery(text=meant)) if meant else None,
        "clear_url": address(cleared(query)),
    }


def template_for(request: HttpRequest) -> str:
    """Going back in the browser asks with htmx for a page that it no longer has: then all of it."""
    htmx = getattr(request, "htmx", None)
    return "search/results.html" if htmx and not htmx.history_restore_request else "search/page.html"


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    text = clean(request.GET.get("q", "")[:TEXT_LIMIT])
    suggestions = engine().suggest(text, audiences_of(request.user))
    return private(render(request, "search/suggestions.html", {"suggestions": suggestions, "query": text}))


def private(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, private=True)
    patch_vary_headers(response, ["Cookie", "HX-Request"])
    return response
