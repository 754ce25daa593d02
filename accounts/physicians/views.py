from datetime import datetime
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Physician, User
from accounts.physicians.actions import change_pseudonym, changeable_from
from accounts.physicians.permissions import check_practice
from accounts.physicians.querysets import colleague


@never_cache
@require_safe
def profile(request: HttpRequest, pseudonym: str) -> HttpResponse:
    """A physician as colleagues know them; whoever may not know of them finds no page, as for a pseudonym nobody bears."""
    try:
        shown = colleague(pseudonym, request.user, timezone.now())
    except Physician.DoesNotExist:
        raise Http404 from None
    return render(request, "physicians/profile.html", {"colleague": shown})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def pseudonym_change(request: HttpRequest) -> HttpResponse:
    """Ask once more, for there is no way back; then draw a new one."""
    user, now = cast(User, request.user), timezone.now()
    check_practice(user, now)
    physician = get_object_or_404(Physician, user=user)
    if request.method == "POST":
        return drawn(request, user, now)
    if changeable_from(physician, now) > now:
        return redirect("account_profile")  # which says from when
    return render(request, "account/pseudonym.html", {"pseudonym": user.display_name})


def drawn(request: HttpRequest, user: User, now: datetime) -> HttpResponse:
    try:
        text = change_pseudonym(by=user, now=now)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, f"Your pseudonym is now {text}. The old one is never given to anybody again.")
    return redirect("account_profile")
