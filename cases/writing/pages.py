"""What all pages of one's own cases have in common: nobody keeps them, and who may not see a case sees no case."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accounts.models import User
from common.limits import TooOften

View = Callable[..., HttpResponse]
FORM_METHODS = ["GET", "HEAD", "POST"]


def private(view: View) -> View:
    """Ask visitors to sign in, and let neither browsers nor search engines keep the answer."""

    @never_cache
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(reverse("case_mine") if request.method == "POST" else request.get_full_path())
        try:
            response = view(request, *args, **kwargs)
        except TooOften as refusal:
            response = render(request, "cases/writing/too_often.html", {"sentence": str(refusal)}, status=429)
        return unkept(response)

    return answer


def unkept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex"
    return response


def signed_in(request: HttpRequest) -> User:
    return cast(User, request.user)
