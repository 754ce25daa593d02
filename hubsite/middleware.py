import logging
import uuid
from collections.abc import Callable
from time import perf_counter
from urllib.parse import urlparse

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers
from wagtail.contrib.redirects.middleware import RedirectMiddleware
from wagtail.models import Page, Site

from accounts.permissions import audiences_of
from content.querysets import visible_pages
from hubsite.logs import request_id, told_of
from search.visits.actions import visit_of

logger = logging.getLogger(__name__)


def each_request(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Give the request a number that all its records carry, and write one line when it is answered."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        token = request_id.set(uuid.uuid4().hex[:16])
        started = perf_counter()
        try:
            response = get_response(request)
            logger.info("answered", extra={"told": told_of(request, response, perf_counter() - started)})
        finally:
            request_id.reset(token)
        return response

    return answer


def private_by_default(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Keep every answer that says nothing else out of shared caches: most differ by reader."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-cache"
            patch_vary_headers(response, ("Cookie", "Authorization"))
        return response

    return answer


def visits(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Note that a reader was here, whatever they read. What never asked who they are asks no database for it either.

    A program that reads with a token does not come and go as people do; it is here only when it asks what is new. A page
    that is left open and comes back to its stream is no visit either.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        is_stream = response.headers.get("Content-Type") == "text/event-stream"
        if request.session.accessed and "Authorization" not in request.headers and not is_stream:
            visit_of(request)
        return response

    return answer


class ReadableRedirectMiddleware(RedirectMiddleware):
    """Follow old addresses only to pages that the reader may know of: a redirect would tell that there is one."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        answer = super().process_response(request, response)
        return answer if answer is response or leads_somewhere_readable(request, answer["Location"]) else response


def leads_somewhere_readable(request: HttpRequest, location: str) -> bool:
    site = Site.find_for_request(request)
    if site is None:
        return False
    pages = Page.objects.filter(url_path=site.root_page.url_path.rstrip("/") + urlparse(location).path)
    return not pages.exists() or visible_pages(audiences_of(request.user)).filter(pk__in=pages.values("pk")).exists()
