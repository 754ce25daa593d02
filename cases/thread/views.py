"""The list of cases and the page of one. What is behind its buttons stands in `buttons`."""

from functools import cache
from typing import cast
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.backends.utils import csrf_input
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.permissions import has_permission
from accounts.roles import Permission
from cases.models import Case
from cases.pages import too_often
from cases.pairing.listing import open_offers
from cases.permissions import is_owner
from cases.reasons import FlagReason
from cases.states import State
from cases.suspensions import shown_suspension
from cases.thread.desks import desk_address
from cases.thread.fitting import speciality_of
from cases.thread.forms import SPECIALITY_CHOICES, AnswerForm, FiltersForm, OpinionForm, ReplyForm, initial_of
from cases.thread.page import CasePage, case_page
from cases.thread.permissions import has_thread, may_see_thread
from cases.thread.querysets import Filters, in_order_for, listed, on_page
from cases.thread.waiting import row_of
from cases.thread.windows import ORDERS, links_of, number_in, page_window
from common.limits import TooOften

PER_PAGE = 20


@never_cache
@require_safe
@login_required
def index(request: HttpRequest) -> HttpResponse:
    """The cases that members read; families find their own elsewhere, and whoever is no member is told what this is."""
    reader = cast(User, request.user)
    if not has_permission(reader, Permission.READ_CASES):
        if has_permission(reader, Permission.SUBMIT_CASES):
            return HttpResponseRedirect(address_of("case_mine") or "/")
        if has_permission(reader, Permission.MODERATE):
            return HttpResponseRedirect(reverse("case_desk"))
        return render(request, "cases/thread/for_members.html", status=403)
    form = FiltersForm(request.GET)
    filters, speciality = form.filters(), speciality_of(reader)
    cases = in_order_for(listed(reader, filters), speciality)
    listing = Paginator(cases, PER_PAGE).get_page(request.GET.get("page"))
    shown = {
        "listing": listing,
        "rows": [row_of(case, speciality) for case in listing],
        "form": form,
        "filters": filters,
        "specialities": SPECIALITY_CHOICES,
        "offers": open_offers(reader).count(),
        **shown_suspension(reader, now=timezone.now()),
    }
    return render(request, "cases/thread/index.html", shown | {"elsewhere": elsewhere(reader, filters, listing)})


def elsewhere(reader: User, filters: Filters, listing: Page) -> int:
    """Return how many open cases there are where the chosen filters find none."""
    return 0 if listing.paginator.count else listed(reader, Filters()).count()


@never_cache
@require_safe
@login_required
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One case. Who may not know of it finds the same as for a case that does not exist."""
    reader = cast(User, request.user)
    try:
        found = known_case(reader, case_id)
    except Http404:
        return to_desk(reader, case_id)
    if found.state == State.WITHDRAWN and not is_owner(found, reader):
        return render(request, "cases/thread/withdrawn.html", {"case": found})
    if found.quarantined_at:
        return render(request, "cases/thread/hidden.html", {"case": found})
    if not (may_see_thread(reader) and has_thread(found, reader)):
        return to_status(found, reader)
    order = request.GET.get("order", "oldest")
    order = order if order in ORDERS else "oldest"
    number = number_in(request.GET.get("page", "1"))
    try:
        shown = case_page(found, reader, timezone.now(), pick=lambda look: page_window(look, order, number))
    except TooOften as refusal:
        return too_often(request, refusal)
    return render(request, "cases/thread/case.html", context_of(request, shown, order))


def known_case(reader: User, case_id: UUID) -> Case:
    try:
        return on_page(reader, case_id)
    except Case.DoesNotExist:
        raise Http404 from None


def context_of(request: HttpRequest, shown: CasePage, order: str = "oldest") -> dict[str, object]:
    """Return what the page shows, with the fresh forms that it offers; a draft waits in the one for a reply."""
    offered: dict[str, object] = {}
    if shown.may.opine and shown.thread.sight.is_blind:
        offered["opinion_form"] = OpinionForm()
    if shown.may.reply:
        offered["reply_form"] = ReplyForm(initial=initial_of(shown.draft))
    if shown.may.answer:
        offered["answer_form"] = AnswerForm()
    about = {
        "base": shown.case.get_absolute_url(),
        "flag_url": address_of("case_flag", shown.case.pk),
        "order": order,
        "csrf_field": csrf_input(request),  # once: the tag masks the token again for every form
        "links": links_of(shown.thread.window, order),
        "flag_fields": flag_fields(),
        "reply_fields": reply_fields() if shown.may.reply else "",
    }
    return about | {"page_of_case": shown, "case": shown.case, "thread": shown.thread, "may": shown.may} | offered


@cache
def flag_fields() -> str:
    """Return the reasons to choose from, which are the same under every reply."""
    return render_to_string("cases/thread/flag_fields.html", {"reasons": FlagReason.choices})


@cache
def reply_fields() -> str:
    """Return the fields of an empty reply, which are the same for everybody."""
    return render_to_string("cases/thread/reply_fields.html", {"reply_form": ReplyForm()})


def to_status(case: Case, reader: User) -> HttpResponse:
    """Lead whoever brought the case to where it stands, and whoever screens it to the desk."""
    address = address_of("case_status", case.pk)
    if address and is_owner(case, reader):
        return HttpResponseRedirect(address)
    return to_desk(reader, case.pk)


def to_desk(reader: User, case_id: UUID) -> HttpResponse:
    address = desk_address(reader, case_id)
    if not address:
        raise Http404
    return HttpResponseRedirect(address)


def address_of(name: str, *arguments: object) -> str:
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""
