"""The screening desk: the queue, and one case with everything that two people look at."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import has_permission
from accounts.roles import Permission
from cases.desk.actions.screening import clear_hold, clear_rarity, screen
from cases.desk.forms import DECLINED, RETURNED, ScreeningForm
from cases.desk.pages import PAGE_METHODS, attempt, case_to_screen, person, screeners_only
from cases.desk.querysets import desk_of, for_queue, holds_of, needs_of, queue_of, to_decide, waiting_for_others
from cases.desk.reading import country_of, screen_of
from cases.desk.waiting import wait_of_case
from cases.models import Case, Desk, Hold, Screening
from cases.states import State
from cases.versions import version_of_case

PER_PAGE, OTHERS_MOST = 25, 25
NO_DECISION = ["Choose one of the three decisions."]
DONE = {
    Screening.Decision.APPROVED: "Your approval is noted.",
    Screening.Decision.RETURNED: "The case went back to its owner with the reason.",
    Screening.Decision.DECLINED: "The case is declined, and its owner sees where else to ask.",
}
OPENED = "Two people have approved the case. A physician is looked for now."


@screeners_only
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for the reader, urgent ones first, then the oldest; below it what waits for others."""
    reader, now = person(request), timezone.now()
    page = Paginator(for_queue(queue_of(reader)), PER_PAGE).get_page(request.GET.get("page"))
    others = list(for_queue(waiting_for_others(reader))[:OTHERS_MOST])
    is_moderator = has_permission(reader, Permission.MODERATE)
    context = {
        "listing": page,
        "rows": [row_of(case, now) for case in page],
        "others": [row_of(case, now) for case in others],
        "is_moderator": is_moderator,
        "reports": to_decide(reader) if is_moderator else 0,
    }
    return render(request, "cases/desk/queue.html", context)


def row_of(case: Any, now: Any) -> dict[str, Any]:
    needs = needs_of(case)
    return {
        "case": case,
        "country": country_of(case),
        "wait": wait_of_case(case.submitted_at or case.state_since, now),
        "needs": [desk for desk in Desk if desk in needs],
    }


@case_to_screen
@require_http_methods(PAGE_METHODS)
def case(request: HttpRequest, case: Case) -> HttpResponse:
    """One case to be screened; what somebody decides leads back to the queue."""
    if request.method != "POST":
        return case_page(request, case)
    form = ScreeningForm(request.POST)
    if not form.is_valid():
        return case_page(request, case, HTTPStatus.UNPROCESSABLE_ENTITY, NO_DECISION)
    said, by = form.cleaned_data, person(request)
    moved: list[Case] = []
    status, sentences = attempt(lambda: moved.append(screen(case=case, by=by, now=timezone.now(), **said)))
    if sentences:
        return case_page(request, case, status, sentences)
    messages.success(request, DONE[said["decision"]])
    if moved[0].state in (State.SCREENED, State.PAIRED):
        messages.success(request, OPENED)
    return redirect("case_desk")


def case_page(
    request: HttpRequest, case: Case, status: HTTPStatus = HTTPStatus.OK, sentences: list[str] | None = None
) -> HttpResponse:
    reader = person(request)
    shown = screen_of(case, reader, timezone.now())
    context = {
        "screen": shown,
        "seen": version_of_case(case),
        "case": case,
        "country": country_of(case),
        "sentences": sentences or [],
        "may_decide": desk_of(reader) in shown.needs and not shown.own_decision,
        "is_hub": desk_of(reader) == Desk.HUB,
        "returned": RETURNED,
        "declined": DECLINED,
    }
    return render(request, "cases/desk/case.html", context, status=status)


@case_to_screen
@require_http_methods(PAGE_METHODS)
def hold_clear(request: HttpRequest, case: Case, hold_id: int) -> HttpResponse:
    hold = holds_of(case).filter(pk=hold_id).first()
    if hold is None:
        raise Http404
    return act(request, case, lambda: clear_hold(hold=with_case(hold, case), by=person(request), now=timezone.now()))


@case_to_screen
@require_http_methods(PAGE_METHODS)
def rarity_clear(request: HttpRequest, case: Case) -> HttpResponse:
    return act(request, case, lambda: clear_rarity(case=case, by=person(request), now=timezone.now()))


def act(request: HttpRequest, case: Case, do: Any) -> HttpResponse:
    """Do what a button asks for and lead back to the case; opened as a page, only lead back."""
    if request.method == "POST":
        status, sentences = attempt(do)
        if sentences:
            return case_page(request, case, status, sentences)
        messages.success(request, "Your decision is noted.")
    return redirect("case_screen", case_id=case.pk)


def with_case(hold: Hold, case: Case) -> Hold:
    hold.case = case
    return hold
