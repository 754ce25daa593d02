from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.models import User
from search.models import SavedSearch
from search.navigation import address
from search.saved.actions import SAVED_MOST, delete_search, open_search, rename_search, save_search
from search.saved.cards import cards_of
from search.saved.questions import question_in

PER_PAGE = 20
View = Callable[..., HttpResponse]


def own(view: View) -> View:
    """Ask visitors to sign in, and lead them to the list after a form that was lost. What somebody else saved is not there."""

    @never_cache
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(reverse("search:saved") if request.method == "POST" else request.get_full_path())
        try:
            return view(request, *args, **kwargs)
        except SavedSearch.DoesNotExist:
            raise Http404 from None

    return wrapped


@require_safe
@own
def index(request: HttpRequest) -> HttpResponse:
    page = Paginator(SavedSearch.objects.of(request.user), PER_PAGE).get_page(request.GET.get("page"))
    context = {"cards": cards_of(page, request.user), "listing": page, "most": SAVED_MOST}
    return render(request, "search/saved.html", context)


@require_POST
@own
def add(request: HttpRequest) -> HttpResponse:
    """Keep a search and lead back to it."""
    params = request.POST.get("params", "")
    try:
        back = address(question_in(params))
        saved, is_new = save_search(
            params=params, name=request.POST.get("name", ""), by=cast(User, request.user), now=timezone.now()
        )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("search:saved")
    if is_new:
        messages.success(request, f"Saved as “{saved.name}”. Your saved searches say what is new in it.")
    else:
        messages.info(request, f"You had saved this search before, as “{saved.name}”.")
    return redirect(back)


def is_meant(request: HttpRequest) -> bool:
    """Say whether the reader opens something, not another site for them, nor the browser in advance."""
    ahead = request.headers.get("Sec-Purpose") or request.headers.get("Purpose")
    return request.headers.get("Sec-Fetch-Site") != "cross-site" and not ahead


@require_GET
@own
def run(request: HttpRequest, saved_id: int, only_new: bool = False) -> HttpResponse:
    """Open a saved search, or only what is new in it. A link, so that it opens in another tab as any result does.

    It counts as seen from now on, unless it was not the reader who opened it.
    """
    try:
        now = timezone.now() if is_meant(request) else None
        query, before = open_search(saved_id=saved_id, by=cast(User, request.user), now=now)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("search:saved")
    return redirect(address(replace(query, since=before) if only_new else query))


@require_POST
@own
def rename(request: HttpRequest, saved_id: int) -> HttpResponse:
    try:
        rename_search(saved_id=saved_id, name=request.POST.get("name", ""), by=cast(User, request.user))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(same_page(request))


@require_POST
@own
def delete(request: HttpRequest, saved_id: int) -> HttpResponse:
    name = delete_search(saved_id=saved_id, by=cast(User, request.user))
    messages.success(request, f"“{name}” is deleted.")
    return redirect(same_page(request))


def same_page(request: HttpRequest) -> str:
    page = request.GET.get("page", "")
    return reverse("search:saved") + (f"?{urlencode({'page': page})}" if page else "")
