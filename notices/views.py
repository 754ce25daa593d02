from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.posting import posted
from notices.actions import FOLLOWS_MOST, choose, choose_of_follow, follow, unfollow
from notices.forms import CodeForm, FrequencyForm, NoticesForm
from notices.models import Follow, Frequency
from notices.things import thing_of

PER_PAGE = 50


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def follows(request: HttpRequest) -> HttpResponse:
    """What the reader follows, and a field to add to it by code. A form of another page says where it leads back to."""
    form, user = CodeForm(request.POST or None), cast(User, request.user)
    if request.method == "POST" and form.is_valid():
        try:
            followed, is_new = follow(thing=thing_of(form.cleaned_data["code"]), by=user, now=timezone.now())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, f"You {'now' if is_new else 'already'} follow “{followed.name}”.")
            return redirect(way_back(request))
    page = Paginator(Follow.objects.of(user), PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "listing": page, "most": FOLLOWS_MOST, "frequencies": Frequency.choices}
    return render(request, "notices/follows.html", context, status=422 if form.errors else 200)


@posted("account_follows")
def follow_end(request: HttpRequest, follow_id: int) -> HttpResponse:
    try:
        name = unfollow(follow_id=follow_id, by=cast(User, request.user))
    except Follow.DoesNotExist:
        raise Http404 from None
    messages.success(request, f"You no longer follow “{name}”.")
    return redirect(way_back(request))


@posted("account_follows")
def follow_frequency(request: HttpRequest, follow_id: int) -> HttpResponse:
    form = FrequencyForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose one of the answers in the list.")
        return redirect(way_back(request))
    try:
        chosen = choose_of_follow(
            follow_id=follow_id, frequency=form.cleaned_data["frequency"] or None, by=cast(User, request.user)
        )
    except Follow.DoesNotExist:
        raise Http404 from None
    messages.success(request, f"How often you hear of “{chosen.name}” is saved.")
    return redirect(way_back(request))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def notices(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    form = NoticesForm(user, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        choose(chosen=form.chosen(), by=user)
        messages.success(request, "Your choice is saved.")
        return redirect("account_notices")
    return render(request, "notices/notices.html", {"form": form}, status=422 if form.errors else 200)


def way_back(request: HttpRequest) -> str:
    """Return the page that a form came from if it is one of ours, else the list."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return wanted
    return reverse("account_follows")
