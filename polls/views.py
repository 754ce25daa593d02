from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from polls.actions import cast_ballot
from polls.cards import card_of
from polls.forms import chosen_option
from polls.models import Ballot, Poll

PER_PAGE = 20


@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    polls = Poll.objects.readable_by(request.user, now).marked_for(request.user, Ballot.objects.all()).open_first(now)
    page = Paginator(polls, PER_PAGE).get_page(request.GET.get("page"))
    rows = [(poll, poll.state(now)) for poll in page]
    return render(request, "polls/index.html", {"rows": rows, "listing": page})


@never_cache
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "polls/detail.html", {"poll": readable(request, pk, timezone.now())})


@never_cache
@require_POST
def vote(request: HttpRequest, pk: int) -> HttpResponse:
    """Count a vote and lead back to the page it came from; with htmx, answer with the poll alone, result included."""
    now = timezone.now()
    poll = readable(request, pk, now)
    if not isinstance(request.user, User):
        return redirect_to_login(poll.get_absolute_url())
    status, error = attempt(request, poll, request.user, now)
    if "HX-Request" in request.headers:
        return partial(request, poll, now, error)
    if error:
        context = {"poll": poll, "poll_error": error, "poll_next": way_back(request, poll)}
        return render(request, "polls/detail.html", context, status=status)
    return HttpResponseRedirect(way_back(request, poll))


def readable(request: HttpRequest, pk: int, now: datetime) -> Poll:
    return get_object_or_404(Poll.objects.readable_by(request.user, now), pk=pk)


def attempt(request: HttpRequest, poll: Poll, by: User, now: datetime) -> tuple[HTTPStatus, str]:
    """Cast the ballot; return the status and the sentence of a refusal, empty if it was counted."""
    try:
        cast_ballot(poll_id=poll.pk, option_id=chosen_option(request.POST), by=by, now=now)
    except ValidationError as refusal:
        return HTTPStatus.UNPROCESSABLE_ENTITY, " ".join(refusal.messages)
    except PermissionDenied as refusal:
        return HTTPStatus.FORBIDDEN, str(refusal)
    return HTTPStatus.OK, ""


def partial(request: HttpRequest, poll: Poll, now: datetime, error: str) -> HttpResponse:
    """Answer with the card alone. Always 200: htmx drops what comes with another status, so also our refusal."""
    context: dict[str, Any] = {
        "card": card_of(poll, request.user, now),
        "reader": request.user,
        "next": way_back(request, poll),
        "error": error,
        "is_swapped": True,
    }
    return render(request, "polls/card.html", context)


def way_back(request: HttpRequest, poll: Poll) -> str:
    """Return the page the vote came from if it is one of ours, else the poll's own."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return wanted
    return f"{poll.get_absolute_url()}#poll-{poll.pk}"
