"""What every page about one case has in common."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from cases.models import Case
from common.limits import TooOften

View = Callable[..., HttpResponse]
Answer = TypeVar("Answer", bound=HttpResponseBase)


def own_page(view: View) -> View:
    """Hand a case to a view if its reader may know of it: by one query, so that hidden and unknown cost the same.

    Visitors are asked to sign in. No answer about a case is kept by anybody on the way.
    """

    @wraps(view)
    def answer(request: HttpRequest, case_id: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return unkept(redirect_to_login(request.path))
        case = Case.objects.known_to(request.user).filter(pk=case_id).first()
        if case is None:
            raise Http404
        return unkept(view(request, case, *args, **kwargs))

    return answer


def too_often(request: HttpRequest, refusal: TooOften) -> HttpResponse:
    """Say that somebody opened as many cases as one opens within an hour."""
    return render(request, "cases/too_often.html", {"sentence": str(refusal)}, status=refusal.status_code)


def unkept(response: Answer) -> Answer:
    patch_cache_control(response, private=True, no_store=True)
    return response


def sentence_of(refusal: PermissionDenied | ValidationError) -> str:
    return " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
