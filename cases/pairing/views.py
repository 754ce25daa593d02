"""What a volunteer is asked, the pause, and the report on who is asked how often."""

from datetime import date
from typing import cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Physician, User
from accounts.permissions import has_permission
from accounts.posting import posted
from accounts.roles import Permission
from cases.models import Case, Offer
from cases.pages import sentence_of
from cases.pairing.actions import accept, come_back, decline, pause, take_on
from cases.pairing.listing import PER_PAGE, offers_of, open_offers, report
from cases.suspensions import shown_suspension
from notices.actions import seen_all

THANKS = "A colleague was faster. Thank you for being there."
ENDED = "This case needs nobody any more. Thank you for being there."


TAKEN_ON = "You look after this case now. Thank you."


class PauseForm(forms.Form):
    until = forms.DateField(
        label="Take no offers until", widget=forms.DateInput(attrs={"type": "date"}), help_text="A year at most."
    )


def volunteer(request: HttpRequest) -> User:
    """Return the member who asks; for everybody else there are no offers."""
    if not has_permission(request.user, Permission.ANSWER_CASES):
        raise Http404
    return cast(User, request.user)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def offers(request: HttpRequest) -> HttpResponse:
    """The cases a volunteer is asked about, the earlier ones, and the pause."""
    user, now, form = volunteer(request), timezone.now(), PauseForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and paused(form, user):
        return redirect("case_offers")
    waiting = Paginator(open_offers(user).order_by("due_at", "pk"), PER_PAGE).get_page(request.GET.get("waiting"))
    seen_all(user, "offer", [offer.pk for offer in waiting], now=now)
    page = Paginator(offers_of(user).exclude(answer=Offer.Answer.WAITING), PER_PAGE).get_page(request.GET.get("page"))
    physician = Physician.objects.filter(user=user).first()
    context = {"waiting": waiting, "listing": page, "form": form, "physician": physician, "today": now.date()}
    context |= shown_suspension(user, now=now)
    return render(request, "cases/pairing/offers.html", context, status=422 if form.errors else 200)


def paused(form: PauseForm, user: User) -> bool:
    until: date = form.cleaned_data["until"]
    try:
        pause(by=user, until=until, now=timezone.now())
    except ValidationError as refusal:
        form.add_error("until", " ".join(refusal.messages))
        return False
    return True


@never_cache
@login_required
def case_take_on(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Look after an open case that nobody looks after; whoever may not read it finds nothing."""
    if request.method != "POST":
        return redirect("case", case_id)
    user = volunteer(request)
    case = get_object_or_404(Case.objects.readable_by(user), pk=case_id)
    try:
        take_on(case=case, by=user, now=timezone.now())
    except (PermissionDenied, ValidationError) as refusal:
        messages.error(request, sentence_of(refusal))
        return redirect("case", case_id)
    messages.success(request, TAKEN_ON)
    return redirect("case_lead", case_id)


@never_cache
@posted("case_offers")
def offer_answer(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """Accept or decline. Whoever accepts goes on to the case; whoever was second is thanked."""
    user, now = volunteer(request), timezone.now()
    offer = offers_of(user).filter(pk=offer_id).first()
    if offer is None:
        raise Http404
    try:
        if request.POST.get("answer") != "accept":
            decline(offer=offer, by=user, now=now)
            messages.success(request, "You declined. You are asked again for other cases, as before.")
            return redirect("case_offers")
        offer = accept(offer=offer, by=user, now=now)
    except (PermissionDenied, ValidationError) as refusal:
        messages.error(request, sentence_of(refusal))
        return redirect("case_offers")
    if offer.answer == Offer.Answer.ACCEPTED:
        messages.success(request, TAKEN_ON)
        return redirect("case_lead", offer.case_id)
    messages.success(request, THANKS if offer.answer == Offer.Answer.THANKED else ENDED)
    return redirect("case_offers")


@never_cache
@posted("case_offers")
def offers_return(request: HttpRequest) -> HttpResponse:
    come_back(by=volunteer(request), now=timezone.now())
    messages.success(request, "Welcome back. You are asked again from now on.")
    return redirect("case_offers")


@never_cache
@require_safe
@login_required
def pairing_report(request: HttpRequest) -> HttpResponse:
    """Whether offers are spread fairly, for moderators and administrators."""
    if not any(has_permission(request.user, right) for right in (Permission.MODERATE, Permission.ADMINISTER)):
        raise Http404
    return render(request, "cases/pairing/report.html", {"report": report(timezone.now())})
