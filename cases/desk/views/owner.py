"""What those with a part in a case see of the desk: why it came back, where else to ask, and what happened to it."""

from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cases.actions.watching import note_reading
from cases.desk.actions.rewriting import check_asked, rewrite
from cases.desk.events import events_of, told
from cases.desk.forms import RewritingForm
from cases.desk.pages import PAGE_METHODS, View, person, signed_in
from cases.emergencies import number_of
from cases.models import Case
from cases.permissions import is_liaison, is_owner
from cases.querysets import summary_to_hand_over
from cases.reasons import Declined, signposts_of
from cases.told import reason_told

PER_PAGE = 50


def of_a_part(view: View) -> View:
    """Hand over a case in which the reader has a part: its owner, its organisation, its liaison; to others there is none."""

    @wraps(view)
    def answer(request: HttpRequest, case_id: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        cases = Case.objects.all()
        found = cases.filter(cases.part_of(person(request)), pk=case_id).select_related("owner").first()
        if found is None:
            raise Http404
        return view(request, found, *args, **kwargs)

    return signed_in(answer)


@of_a_part
@require_safe
def events(request: HttpRequest, case: Case) -> HttpResponse:
    """What happened to a case, the newest first."""
    reader = person(request)
    page = Paginator(events_of(case, reader).reverse(), PER_PAGE).get_page(request.GET.get("page"))
    rows = [told(event, case, reader) for event in page]
    context = {
        "case": case,
        "rows": rows,
        "listing": page,
        "is_readable": is_liaison(case, reader) or is_owner(case, reader),
        "may_hand_over": summary_to_hand_over(case, reader, timezone.now()) is not None,
    }
    return render(request, "cases/desk/events.html", context)


@of_a_part
@require_safe
def signposts(request: HttpRequest, case: Case) -> HttpResponse:
    """Why a case was not taken, and where else to ask."""
    told = reason_told(case)
    if told is None:
        raise Http404
    context = {
        "case": case,
        "told": told,
        "signposts": signposts_of(told.reason, case.country),
        "number": number_of(case.country) if told.reason == Declined.EMERGENCY else "",
    }
    return render(request, "cases/desk/signposts.html", context)


@of_a_part
@require_http_methods(PAGE_METHODS)
def rewriting(request: HttpRequest, case: Case) -> HttpResponse:
    """What the owner of a hidden case was asked to write anew; only here do they see its text meanwhile."""
    try:
        check_asked(case, person(request))
    except PermissionDenied:
        raise Http404 from None
    note_reading(case=case, by=person(request))
    form = RewritingForm(case, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and written(request, case, form):
        messages.success(request, "Thank you. Two moderators read it now; then physicians see the case again.")
        return redirect("case_status", pk=case.pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "cases/desk/rewriting.html", {"case": case, "form": form}, status=status)


def written(request: HttpRequest, case: Case, form: RewritingForm) -> bool:
    """Write it anew; put what is refused to its field, and say whether it was done."""
    try:
        rewrite(case=case, changes=form.changes(), by=person(request), now=timezone.now())
    except ValidationError as refusal:
        told = refusal.message_dict if hasattr(refusal, "error_dict") else {"": refusal.messages}
        for name, sentences in told.items():
            form.add_error(name if name in form.fields else None, sentences)
    return not form.errors
