from typing import cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import Physician, User
from accounts.physicians.actions import change_pseudonym
from accounts.physicians.querysets import colleague
from accounts.posting import posted


@never_cache
@require_safe
def profile(request: HttpRequest, pseudonym: str) -> HttpResponse:
    """A physician as colleagues know them; whoever may not know of them finds no page, as for a pseudonym nobody bears."""
    try:
        shown = colleague(pseudonym, request.user, timezone.now())
    except Physician.DoesNotExist:
        raise Http404 from None
    return render(request, "physicians/profile.html", {"colleague": shown})


@posted("account_profile")
def pseudonym_change(request: HttpRequest) -> HttpResponse:
    try:
        text = change_pseudonym(by=cast(User, request.user), now=timezone.now())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, f"Your pseudonym is now {text}. The old one is never given to anybody again.")
    return redirect("account_profile")
