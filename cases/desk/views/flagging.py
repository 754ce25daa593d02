"""Reporting a case or a reply: two clicks where the button is, or a page of its own."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.permissions import has_permission
from accounts.roles import Permission
from cases.desk.actions.flagging import flag
from cases.desk.forms import FlagForm
from cases.desk.pages import PAGE_METHODS, person, signed_in
from cases.models import Case, Reply
from common.limits import TooOften

HIDDEN = "Thank you. The case is hidden for everybody now, and two moderators look at it within four hours."
THANKS = "Thank you. A moderator looks at it within four hours, and you hear what came of it."


@signed_in
@require_http_methods(PAGE_METHODS)
def report(request: HttpRequest, case_id: UUID) -> HttpResponse:
    case = reportable(request, case_id)
    if request.method != "POST":
        form = FlagForm(initial={"reply": request.GET.get("reply", "")})
        return page(request, case, form, reply_named(case, request.GET.get("reply", "")))
    form = FlagForm(request.POST)
    reply = reply_named(case, request.POST.get("reply", ""))
    if not form.is_valid():
        return page(request, case, form, reply, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return write(request, case, form, reply)


def write(request: HttpRequest, case: Case, form: FlagForm, reply: Reply | None) -> HttpResponse:
    reason = form.cleaned_data["reason"]
    try:
        made = flag(case=case, by=person(request), reason=reason, now=timezone.now(), reply=reply)
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
        return page(request, case, form, reply, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except TooOften as refusal:
        form.add_error(None, str(refusal))
        return page(request, case, form, reply, status=HTTPStatus.TOO_MANY_REQUESTS)
    except PermissionDenied:  # hidden by somebody else in the meantime
        raise Http404 from None
    if made.case.quarantined_at:
        return render(request, "cases/desk/flagged.html", {"sentence": HIDDEN})
    messages.success(request, THANKS)
    return redirect(f"/cases/{case.pk}/")


def reportable(request: HttpRequest, case_id: UUID) -> Case:
    """Return a case that the reader may report; to everybody else there is none."""
    found = Case.objects.readable_by(request.user).filter(pk=case_id).first()
    if found is None or not has_permission(request.user, Permission.ANSWER_CASES):
        raise Http404
    return found


def reply_named(case: Case, text: str) -> Reply | None:
    """Return the shown reply that an address or a form names; for any other there is nothing to report."""
    if not text:
        return None
    try:
        return case.replies.shown().get(pk=UUID(text))
    except (ValueError, Reply.DoesNotExist):
        raise Http404 from None


def page(request: HttpRequest, case: Case, form: FlagForm, reply: Reply | None, *, status: Any = 200) -> HttpResponse:
    context = {"case": case, "form": form, "reply": reply}
    return render(request, "cases/desk/flag.html", context, status=status)
