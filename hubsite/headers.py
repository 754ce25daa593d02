"""What every answer tells the browser to refuse: the content policy of its address, and no use by other sites."""

import re
from collections.abc import Callable

from csp.constants import HEADER
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest, HttpResponseBase

from hubsite.settings.security import ADMIN_POLICY, PREVIEW_POLICY, SITE_POLICY

PREVIEW = re.compile(r"/admin/.+/preview/")


def policy_for(path: str) -> dict[str, list[str]]:
    """Return the content policy of an address."""
    if PREVIEW.fullmatch(path):
        return PREVIEW_POLICY
    return ADMIN_POLICY if path.startswith("/admin/") else SITE_POLICY


class ContentPolicyMiddleware(CSPMiddleware):
    """django-csp's header, chosen by address; an answer that has one of its own (a PDF's is stricter) keeps it."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if PREVIEW.fullmatch(request.path_info):  # Wagtail asks the page's own address inside, which gives its policy
            del response[HEADER]
        return super().process_response(request, response)

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only:
            parts.config = parts.config or policy_for(request.path_info)
        return parts


def own_site_only(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """No other site may embed what the hub sends. The API too: it offers no CORS, so only programs call it from elsewhere."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return answer
