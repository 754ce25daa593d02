"""Who calls the API: a bearer token, else a session, else explicitly nobody. One rule for the hub's API and Wagtail's."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import APIKeyCookie, HttpBearer
from ninja.security.base import AuthBase
from rest_framework.authentication import BaseAuthentication, SessionAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request
from wagtail.models import APIToken

from accounts.models import User
from accounts.second_factor import MISSING, reader_lacks_second_factor
from accounts.token_lookup import owner_of

TOUCH_AFTER_SECONDS = 60


def user_of_token(text: str) -> User | None:
    """Return the active owner of a token that is not revoked, else None.

    Raises PermissionDenied for an owner who has no second factor though it is time for one.
    """
    owner, now = owner_of(text), timezone.now()
    if owner is None:
        return None
    if not owner.has_second_factor and owner.user.needs_second_factor(now):
        raise PermissionDenied(MISSING)
    if owner.last_used_at is None or (now - owner.last_used_at).total_seconds() > TOUCH_AFTER_SECONDS:
        APIToken.objects.filter(pk=owner.token_id).update(last_used_at=now)
    return owner.user


def check_reader(request: HttpRequest) -> None:
    """Raise PermissionDenied for a reader with a session who has no second factor though it is time for one."""
    if reader_lacks_second_factor(request, timezone.now()):
        raise PermissionDenied(MISSING)


class TokenAuth(HttpBearer):
    """`Authorization: Bearer wagtail_…`. A token that is wrong is an error, never a silent step down to a session."""

    openapi_description = "A token that its owner made at /accounts/tokens/."

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        user = user_of_token(token)
        request.user = user or AnonymousUser()
        return user


class SessionAuth(APIKeyCookie):
    """The cookie of the site; changing requests need the CSRF token too."""

    param_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> Any:
        """Ask for the CSRF token only of callers who have a session: others are simply not signed in."""
        return super().__call__(request) if self.param_name in request.COOKIES else None

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        if not key or not request.user.is_authenticated:
            return None
        check_reader(request)
        return request.user


class Anonymous(AuthBase):
    """Let the call through as nobody, unless it came with a token, which then was wrong."""

    openapi_type = "http"
    openapi_scheme = "none"

    def __call__(self, request: HttpRequest) -> Any:
        if request.headers.get("Authorization"):
            return None
        request.user = AnonymousUser()
        return request.user


class HubAuthentication(BaseAuthentication):
    """The same rule for Wagtail's read API, which is built on Django REST framework."""

    def authenticate(self, request: Request) -> tuple[Any, None] | None:
        scheme, _, text = get_authorization_header(request).decode("latin-1").partition(" ")
        if not scheme:
            check_reader(request._request)
            return SessionAuthentication().authenticate(request)
        user = user_of_token(text.strip()) if scheme.lower() == "bearer" else None
        if user is None:
            raise AuthenticationFailed("Sign in, or send a valid token.")
        return user, None

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"
