"""A physician's own short form, about a patient of their own: one page, the same checks."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.permissions import check_permission
from accounts.roles import Permission
from cases.checking import check_case
from cases.emergencies import dangers_in
from cases.models import NEEDED, AgreedBy, Case, Origin
from cases.pages import sentence_of
from cases.permissions import NO_ANSWERS
from cases.writing.actions.consenting import set_consents
from cases.writing.actions.saving import Stale
from cases.writing.actions.starting import DRAFT_DAYS, start_case
from cases.writing.actions.submitting import Refused, submit
from cases.writing.forms import PhysicianForm
from cases.writing.guards import Trouble
from cases.writing.pages import FORM_METHODS, private, signed_in
from cases.writing.showing import shown_findings
from cases.writing.steps import editable, keep, numbers_of, press_spot, signs_context


@require_http_methods(FORM_METHODS)
@private
def ask(request: HttpRequest) -> HttpResponse:
    """Begin: an empty page by its address, a draft with the first save."""
    by = signed_in(request)
    check_permission(by, Permission.ANSWER_CASES, NO_ANSWERS)
    if request.method != "POST":
        return ask_page(request, Case(origin=Origin.PHYSICIAN, owner=by), PhysicianForm(Case()))
    form = PhysicianForm(Case(), request.POST)
    if not form.is_valid():
        return ask_page(request, Case(origin=Origin.PHYSICIAN, owner=by), form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        case = start_case(by=by, now=timezone.now())
    except ValidationError as refusal:
        form.add_error(None, sentence_of(refusal))
        return ask_page(request, Case(origin=Origin.PHYSICIAN, owner=by), form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return save(request, case)


@require_http_methods(FORM_METHODS)
@private
def ask_write(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Go on with a draft."""
    case = editable(request, pk)
    if case.origin != Origin.PHYSICIAN:
        return redirect("case_write", case.pk)
    return save(request, case) if request.method == "POST" else ask_page(request, case, PhysicianForm(case))


def save(request: HttpRequest, case: Case) -> HttpResponse:
    """Keep what was sent; then do what the button says."""
    form = PhysicianForm(case, request.POST)
    try:
        if not form.is_valid():
            return ask_page(request, case, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        case = keep(request, case, form)
    except Stale as stale:
        return ask_page(request, stale.case, form, status=HTTPStatus.CONFLICT, stale=str(stale))
    except ValidationError as refusal:
        form.add_error(None, sentence_of(refusal))
        return ask_page(request, case, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        keep_agreement(request, case)
    except ValidationError as refusal:
        form.add_error(None, sentence_of(refusal))
        return ask_page(request, case, form, status=HTTPStatus.UNPROCESSABLE_ENTITY, is_saved=True)
    return button_pressed(request, case)


def keep_agreement(request: HttpRequest, case: Case) -> None:
    """The one box stands for both layers that are needed: the physician who asks is the one who treats."""
    layers = NEEDED if request.POST.get("agreed") else ()
    agreed_by = AgreedBy.GUARDIAN if request.POST.get("by_guardian") == "1" else AgreedBy.PATIENT
    has_assent = request.POST.get("has_assent") == "1"
    by, now = signed_in(request), timezone.now()
    set_consents(case=case, layers=layers, agreed_by=agreed_by, has_assent=has_assent, by=by, now=now)


def ticked(request: HttpRequest, case: Case) -> dict[str, bool]:
    """Return which boxes of the consent are ticked: as they were sent, or else as they are kept."""
    if request.method == "POST":
        return {name: bool(request.POST.get(name)) for name in ("agreed", "by_guardian", "has_assent")}
    given = None if case._state.adding else case.consents.filter(ended_at=None).first()
    by_guardian = given is not None and given.agreed_by == AgreedBy.GUARDIAN
    return {"agreed": given is not None, "by_guardian": by_guardian, "has_assent": bool(given and given.has_assent)}


def button_pressed(request: HttpRequest, case: Case) -> HttpResponse:
    sent, by, now = request.POST, signed_in(request), timezone.now()
    try:
        if "fix" in sent or "keep" in sent:
            press_spot(request, case)
        elif "find" in sent or "find_absent" in sent:
            return ask_page(request, case, PhysicianForm(case))
        elif "send" in sent:
            submit(case=case, by=by, now=now)
            messages.success(request, "Your case is sent. Two people will read it, usually within one working day.")
            return redirect("case_status", case.pk)
        else:
            messages.success(request, f"Saved. You can come back within {DRAFT_DAYS} days.")
    except Refused as refusal:
        return ask_page(request, case, PhysicianForm(case), troubles=refusal.troubles)
    except (ValidationError, PermissionDenied) as refusal:
        messages.warning(request, sentence_of(refusal))
    return redirect("case_ask_write", case.pk)


def ask_page(
    request: HttpRequest,
    case: Case,
    form: PhysicianForm,
    *,
    status: HTTPStatus = HTTPStatus.OK,
    troubles: list[Trouble] | None = None,
    **more: Any,
) -> HttpResponse:
    is_new = case._state.adding
    shown = {} if is_new else shown_findings(case, check_case(case))
    context = {
        "case": None if is_new else case,
        "form": form,
        "fields": [(field, shown.get(field.name, [])) for field in form],
        "troubles": troubles or [],
        "revision": case.revision + 1,
        **ticked(request, case),
        "danger": dangers_in(map(str, case.texts.values())),
        **numbers_of(case),
        "draft_days": DRAFT_DAYS,
        **(
            {"present": [], "absent": []}
            if is_new
            else signs_context(case, request.POST, request.POST, is_kept=status == HTTPStatus.OK)
        ),
        **more,
    }
    return render(
        request, "cases/writing/ask.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if troubles else status
    )
