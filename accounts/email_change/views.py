from typing import cast

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.email_change.actions import Outcome, ask_for_change, cancel_change, confirm_side
from accounts.email_change.forms import EmailChangeForm
from accounts.email_change.links import read
from accounts.email_change.querysets import open_change_of, waiting_for
from accounts.models import User
from accounts.posting import posted
from accounts.sessions.keeping import keep_session


@never_cache
@sensitive_post_parameters("password")
@login_required
def address(request: HttpRequest) -> HttpResponse:
    """The address of the account, and the wish for another one."""
    user, now = cast(User, request.user), timezone.now()
    form = EmailChangeForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data["email"]
        refused: HttpResponse | None = ratelimit.consume_or_429(request, action="email_change", key=wanted)
        if refused is not None:
            return refused
        ask_for_change(address=wanted, by=user, now=now)
        messages.success(request, "We have written to both addresses. Open the links within 24 hours.")
        return redirect("account_email")
    return render(request, "account/email.html", {"form": form, "change": open_change_of(user, now)})


@posted("account_email")
def cancel(request: HttpRequest) -> HttpResponse:
    if cancel_change(by=cast(User, request.user)):
        messages.success(request, "Your address stays as it is. The links are no longer good.")
    return redirect("account_email")


@never_cache
def confirm(request: HttpRequest, text: str) -> HttpResponse:
    """Opened from a mail, signed in or not. Only the button counts: programs that look into mails open links too."""
    link, now = read(text), timezone.now()
    change = waiting_for(link, now).first() if link else None
    if link is None or change is None:
        return render(request, "account/email_change_gone.html", status=404)
    if request.method != "POST":
        return render(request, "account/email_change_confirm.html", {"change": change, "side": link.side})
    is_own = request.user.pk == change.user_id  # asked before the change, which ends what it does not keep
    outcome = confirm_side(link=link, now=now, but=request.session.session_key)
    if outcome is Outcome.GONE:
        return render(request, "account/email_change_gone.html", status=404)
    if outcome is Outcome.DONE and is_own:
        keep_session(request)
    return render(request, "account/email_change_done.html", {"change": change, "is_done": outcome is Outcome.DONE})
