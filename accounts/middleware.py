"""Nobody goes on without the second factor that their role asks for: what is not named here is closed until then."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django_htmx.http import HttpResponseClientRedirect

from accounts.second_factor import reader_lacks_second_factor

OPEN_PAGES = frozenset(
    {
        "account_second_factor",
        "account_logout",
        "account_reauthenticate",
        "account_confirm_email",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
    }
)
OPEN_ROUTES = frozenset({"healthz", "readyz"})
APIS = frozenset({"hub_v1", "wagtailapi"})  # accounts.authentication answers there, with a problem in place of a page


class SecondFactorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path.startswith("/accounts/"):  # secrets are shown there: no copy stays anywhere
            add_never_cache_headers(response)
        return response

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponseBase | None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or is_open(request):
            return None
        if not reader_lacks_second_factor(request, timezone.now()):
            return None
        if request.headers.get("HX-Request"):
            return HttpResponseClientRedirect(reverse("account_second_factor"))
        return redirect("account_second_factor")


def is_open(request: HttpRequest) -> bool:
    match = request.resolver_match
    if match is None:
        return False
    return (
        match.view_name in OPEN_PAGES or match.route in OPEN_ROUTES or match.namespaces[:1] in ([name] for name in APIS)
    )
