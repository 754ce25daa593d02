"""Who comes to the desk's pages. To everybody else none of them exists, and none is kept by anybody on the way."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, cast
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from accounts.models import User
from accounts.permissions import Reader, has_permission
from accounts.roles import Permission
from cases.desk.querysets import desk_of
from cases.models import Case, Desk
from cases.pages import unkept

View = Callable[..., HttpResponse]
PAGE_METHODS = ["GET", "HEAD", "POST"]


def signed_in(view: View) -> View:
    """Lead visitors to the sign-in page, and back to a page rather than to a button."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return unkept(redirect_to_login(request.path if request.method in ("GET", "HEAD") else "/cases/desk/"))
        return unkept(view(request, *args, **kwargs))

    return never_cache(answer)


def screeners_only(view: View) -> View:
    """Let moderators in, and staff who work for an organisation of cases."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_screener(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return signed_in(answer)


def moderators_only(view: View) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not has_permission(request.user, Permission.MODERATE):
            raise Http404
        return view(request, *args, **kwargs)

    return signed_in(answer)


def case_to_screen(view: View) -> View:
    """Hand over a case that its reader may screen, by the one query that says so."""

    @wraps(view)
    def answer(request: HttpRequest, case_id: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        case = Case.objects.to_screen_by(request.user).select_related("organisation").filter(pk=case_id).first()
        if case is None:
            raise Http404
        return view(request, case, *args, **kwargs)

    return signed_in(answer)


def is_screener(reader: Reader) -> bool:
    desk = desk_of(reader)
    if desk == Desk.ORGANISATION:
        return cast(User, reader).case_organisations.exists()
    return desk is not None


def person(request: HttpRequest) -> User:
    return cast(User, request.user)  # the decorators above let nobody else through


def attempt(act: Callable[[], Any]) -> tuple[HTTPStatus, list[str]]:
    """Do it; return the status and the sentences of a refusal, none if it was done."""
    try:
        act()
    except ValidationError as refusal:
        return HTTPStatus.UNPROCESSABLE_ENTITY, refusal.messages
    except PermissionDenied as refusal:
        return HTTPStatus.FORBIDDEN, [str(refusal)]
    return HTTPStatus.OK, []
