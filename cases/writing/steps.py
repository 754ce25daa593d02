"""The six steps of the form, its autosave and the search of signs. Without script every button is a submit of the step."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cases.actions.watching import note_reading
from cases.bands import Onset
from cases.checking import Findings, check_case, check_texts, spot_of, texts_of
from cases.emergencies import dangers_in, number_of
from cases.helplines import crisis_line_of
from cases.models import Case, Layer, Origin
from cases.models.case import CONSENT_VERSION
from cases.pages import sentence_of
from cases.querysets import has_consent
from cases.told import sentence_told
from cases.writing.actions.consenting import set_consents
from cases.writing.actions.saving import Stale, keep_words, rewrite, save_draft
from cases.writing.actions.starting import DRAFT_DAYS
from cases.writing.actions.submitting import Refused, submit
from cases.writing.actions.treating import say_who_treats
from cases.writing.agreeing import asks_child
from cases.writing.fields import SIGNS_MOST
from cases.writing.forms import NEEDED_LAYERS, STEP_FORMS, CaseForm, ConsentForm, TreatingForm
from cases.writing.guards import Trouble, is_emergency, troubles_of
from cases.writing.pages import FORM_METHODS, private, signed_in
from cases.writing.querysets import editable_cases
from cases.writing.showing import (
    MINUTES,
    STEPS,
    TITLES,
    SignShown,
    filled,
    offered_signs,
    sent_signs,
    shown_findings,
    shown_signs,
    shown_steps,
)
from cases.writing.views import treating_initial
from vocabulary.querysets import find_signs

OPTIONS_MOST = 8
LISTS = frozenset({"specialities"})
STORY, CONSENTS, SENDING = 3, 5, 6


def editable(request: HttpRequest, pk: UUID) -> Case:
    """Return a case that may be written in. That a colleague of its owner opens it is written down."""
    case = get_object_or_404(editable_cases(request.user), pk=pk)
    note_reading(case=case, by=signed_in(request))
    return case


@require_safe
@private
def write(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Lead to the first step where something is missing."""
    case = editable(request, pk)
    if case.origin == Origin.PHYSICIAN:
        return redirect("case_ask_write", case.pk)
    if not case.revision:
        return redirect("case_write_step", case.pk, 1)
    return redirect("case_write_step", case.pk, next((trouble.step for trouble in troubles_of(case)), SENDING))


@require_http_methods(FORM_METHODS)
@private
def step(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    case = editable(request, pk)
    if case.origin == Origin.PHYSICIAN:
        return redirect("case_ask_write", case.pk)
    if number not in range(1, len(STEPS) + 1):
        return redirect("case_write", case.pk)
    if number == SENDING:
        return sending(request, case)
    if number == CONSENTS:
        return consents(request, case)
    if request.method == "POST":
        return save_step(request, case, number)
    return step_page(request, case, number, STEP_FORMS[number](case))


def save_step(request: HttpRequest, case: Case, number: int) -> HttpResponse:
    """Keep what was sent first of all; then do what the button says."""
    form = STEP_FORMS[number](case, request.POST)
    if not form.is_valid():
        return step_page(request, case, number, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        case = keep(request, case, form)
    except Stale as stale:
        return step_page(request, stale.case, number, form, status=HTTPStatus.CONFLICT, stale=str(stale))
    except ValidationError as refusal:
        form.add_error(None, sentence_of(refusal))
        return step_page(request, case, number, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return button_pressed(request, case, number)


def keep(request: HttpRequest, case: Case, form: CaseForm) -> Case:
    changes = form.changes()
    if "signs_sent" in request.POST:
        changes["signs"] = signs_sent(request.POST)
    revision = number_in(request.POST.get("revision"))
    return save_draft(case=case, changes=changes, revision=revision, by=signed_in(request), now=timezone.now())


def button_pressed(request: HttpRequest, case: Case, number: int) -> HttpResponse:
    sent = request.POST
    if "fix" in sent or "keep" in sent:
        return spot_pressed(request, case, number)
    if "find" in sent or "find_absent" in sent:
        return step_page(request, case, number, STEP_FORMS[number](case), looked_for=sent)
    if "later" in sent:
        messages.success(request, f"Saved. You can come back within {DRAFT_DAYS} days.")
        return redirect("case_mine")
    return go_on(request, case, number)


def go_on(request: HttpRequest, case: Case, number: int) -> HttpResponse:
    """Show the step again while it has something to look at; signs that its text names are asked for once."""
    offered = request.POST.getlist("offered")
    form = STEP_FORMS[number](case)
    if number == STORY and any(sign.is_new and sign.id not in offered for sign in shown_signs(case)):
        return step_page(request, case, number, form, asks_for_signs=True)
    if troubles := [trouble for trouble in troubles_of(case) if trouble.step == number]:
        return step_page(request, case, number, form, troubles=troubles)
    return redirect("case_write_step", case.pk, number + 1)


def spot_pressed(request: HttpRequest, case: Case, number: int) -> HttpResponse:
    """Change one place, or keep it, and show the step again."""
    try:
        press_spot(request, case)
    except ValidationError as refusal:
        messages.warning(request, sentence_of(refusal))
    return redirect("case_write_step", case.pk, number)


def press_spot(request: HttpRequest, case: Case) -> None:
    sent, by = request.POST, signed_in(request)
    if "fix" in sent:
        rewrite(case=case, spot=spot_of(sent["fix"]), by=by, now=timezone.now())
    else:
        keep_words(case=case, spot=spot_of(sent["keep"]), by=by)


def step_page(
    request: HttpRequest,
    case: Case,
    number: int,
    form: Form,
    *,
    status: HTTPStatus = HTTPStatus.OK,
    troubles: list[Trouble] | None = None,
    looked_for: Mapping[str, str] | None = None,
    **more: Any,
) -> HttpResponse:
    """Show one step. After a refusal the form holds what was typed; `troubles` are what to look at before going on."""
    found = check_case(case)
    context = frame(case, number, troubles_of(case, found)) | {
        "form": form,
        "fields": [(field, shown_findings(case, found).get(field.name, [])) for field in form],
        "troubles": troubles or [],
        "danger": dangers_in(map(str, case.texts.values())),
        **more,
    }
    if number == STORY:
        is_kept = status == HTTPStatus.OK
        context |= signs_context(case, looked_for or {}, request.POST, is_kept=is_kept)
    if troubles:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "cases/writing/step.html", context, status=status)


def frame(case: Case, number: int, left: list[Trouble]) -> dict[str, Any]:
    """Return what surrounds every step."""
    return {
        "case": case,
        "number": number,
        "of": len(STEPS),
        "title": TITLES[number - 1],
        "minutes": MINUTES[number - 1],
        "steps": shown_steps(case, number, left),
        "revision": case.revision + 1,
        **numbers_of(case),
        "draft_days": DRAFT_DAYS,
        "returned_for": sentence_told(case),
    }


def signs_context(case: Case, looked_for: Mapping[str, str], sent: QueryDict, *, is_kept: bool) -> dict[str, Any]:
    """Return the signs to show: what is stored, or what was sent if it was refused, and what the texts name beside it."""
    signs, known = signs_to_show(case, sent, is_kept=is_kept), Onset.choices
    present = [sign for sign in signs if not sign.is_absent]
    absent = [sign for sign in signs if sign.is_absent]
    shown = {sign.id for sign in signs}
    for name, rows, is_absent in (("find", present, False), ("find_absent", absent, True)):
        if name in looked_for:
            text = looked_for.get(f"q_{'absent' if is_absent else 'present'}", "")[:100]
            found = offered_signs(find_signs(text, OPTIONS_MOST), is_absent, False, asked=text)
            rows += [sign for sign in found if sign.id not in shown]
    return {"present": present, "absent": absent, "onsets": known, "looked_for": looked_for}


def signs_to_show(case: Case, sent: QueryDict, *, is_kept: bool) -> list[SignShown]:
    """A sign that was offered before and left unticked is not ticked again."""
    offered = set(sent.getlist("offered"))
    shown = [
        sign._replace(is_ticked=sign.is_ticked and not (sign.is_new and sign.id in offered))
        for sign in shown_signs(case)
    ]
    if is_kept or "signs_sent" not in sent:
        return shown
    ticked = sent_signs(signs_sent(sent)[: 2 * SIGNS_MOST])
    return ticked + [sign for sign in shown if sign.is_new and sign.id not in {one.id for one in ticked}]


def signs_sent(sent: QueryDict) -> list[dict[str, Any]]:
    """Return the ticked signs, those that are there and those that are not, each with its onset."""
    rows = [(hpo_id, False) for hpo_id in sent.getlist("sign")] + [(hpo_id, True) for hpo_id in sent.getlist("absent")]
    return [{"id": hpo_id, "is_absent": absent, "onset": sent.get(f"onset-{hpo_id}", "")} for hpo_id, absent in rows]


def consents(request: HttpRequest, case: Case) -> HttpResponse:
    """Step 5: who agrees to what, and who treats the patient."""
    sent = request.POST if request.method == "POST" else None
    form, doctor = ConsentForm(case, sent), TreatingForm(sent, initial=treating_initial(case))
    if sent is not None and form.is_valid() and doctor.is_valid():
        keep_consents(request, case, form, doctor)
        if "later" in sent:
            return redirect("case_mine")
        troubles = [trouble for trouble in troubles_of(case) if trouble.step == CONSENTS]
        if not troubles:
            return redirect("case_write_step", case.pk, SENDING)
        return consents_page(request, case, (form, doctor), troubles)
    return consents_page(request, case, (form, doctor), [])


def keep_consents(request: HttpRequest, case: Case, form: ConsentForm, doctor: TreatingForm) -> None:
    by, now, said = signed_in(request), timezone.now(), form.cleaned_data
    set_consents(
        case=case,
        layers=said["layers"],
        agreed_by=said["agreed_by"],
        has_assent=said["has_assent"],
        by=by,
        now=now,
    )
    if doctor.details() or doctor.cleaned_data["nobody"]:
        say_who_treats(case=case, details=doctor.details(), by=by, now=now)


def consents_page(
    request: HttpRequest, case: Case, forms: tuple[ConsentForm, TreatingForm], troubles: list[Trouble]
) -> HttpResponse:
    form, doctor = forms
    context = frame(case, CONSENTS, troubles_of(case)) | {
        "form": form,
        "doctor": doctor,
        "layers": [(layer, layer in NEEDED_LAYERS) for layer in Layer],
        "given": form["layers"].value() or [],
        "asks_child": asks_child(case),
        "consent_version": CONSENT_VERSION,
        "troubles": troubles,
    }
    refused = troubles or form.errors or doctor.errors
    return render(request, "cases/writing/consent_step.html", context, status=422 if refused else 200)


def sending(request: HttpRequest, case: Case) -> HttpResponse:
    """Step 6: read it over, and send it."""
    if request.method == "POST":
        if "later" in request.POST:
            return redirect("case_mine")
        try:
            submit(case=case, by=signed_in(request), now=timezone.now())
        except Refused:
            return sending_page(request, case, is_refused=True)
        messages.success(request, "Your case is sent. Two people will read it, usually within one working day.")
        return redirect("case_status", case.pk)
    return sending_page(request, case)


def sending_page(request: HttpRequest, case: Case, is_refused: bool = False) -> HttpResponse:
    found, signs = check_case(case), shown_signs(case)
    troubles = troubles_of(case, found)
    context = frame(case, SENDING, troubles) | {
        "troubles": troubles,
        "is_refused": is_refused,
        "filled": filled(case),
        "findings": shown_findings(case, found),
        "signs": [sign for sign in signs if not sign.is_new],
        "signs_waiting": [sign for sign in signs if sign.is_new and sign.is_ticked],
        "is_emergency": is_emergency(case),
        "has_pictures": case.attachments.exists(),
        "pictures_agreed": has_consent(case, Layer.PICTURES),
    }
    return render(request, "cases/writing/send_step.html", context, status=422 if is_refused else 200)


@require_http_methods(FORM_METHODS)
@private
def autosave(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep the fields that changed, and say what the scanner thinks of them. JSON for the page's own script."""
    case = editable(request, pk)
    if request.method != "POST":
        return redirect("case_write", case.pk)
    try:
        case = save_draft(
            case=case,
            changes=changes_sent(request.POST),
            revision=number_in(request.POST.get("revision")),
            by=signed_in(request),
            now=timezone.now(),
        )
    except Stale as stale:
        return JsonResponse(stale_answer(stale, request.POST), status=HTTPStatus.CONFLICT)
    except ValidationError as refusal:
        errors = refusal.message_dict if hasattr(refusal, "error_dict") else {"": refusal.messages}
        answer = {"errors": errors, "revision": case.revision}
        return JsonResponse(answer, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return JsonResponse(saved_answer(request, case))


def changes_sent(sent: QueryDict) -> dict[str, Any]:
    """Return the fields that `fields` names; a list of boxes is empty when none is ticked."""
    names = [name for name in sent.get("fields", "").split(",") if name][:40]
    changes = {name: sent.getlist(name) if name in LISTS else sent.get(name, "") for name in names if name != "signs"}
    return changes | ({"signs": signs_sent(sent)} if "signs" in names else {})


def saved_answer(request: HttpRequest, case: Case) -> dict[str, Any]:
    names = [name for name in request.POST.get("fields", "").split(",") if name]
    findings = shown_findings(case, check_sections(case, names))
    offered = set(request.POST.getlist("offered"))
    new = [sign for sign in shown_signs(case) if sign.is_new and sign.id not in offered] if "story" in names else []
    danger = dangers_in(map(str, case.texts.values()))
    return {
        "revision": case.revision,
        "saved_at": case.saved_at.isoformat(),
        "findings": {name: part("findings.html", {"findings": findings.get(name, [])}) for name in names},
        "present": "".join(sign_row(sign) for sign in new if not sign.is_absent),
        "absent": "".join(sign_row(sign) for sign in new if sign.is_absent),
        "danger": part("danger.html", numbers_of(case)) if danger else "",
    }


def numbers_of(case: Case) -> dict[str, str]:
    return {"emergency_number": number_of(case.country), "crisis_line": crisis_line_of(case.country)}


def check_sections(case: Case, names: list[str]) -> Findings:
    """Scan what was just written; the rest was scanned when it was."""
    return check_texts({key: text for key, text in texts_of(case).items() if key in names})


def stale_answer(stale: Stale, sent: QueryDict) -> dict[str, Any]:
    """Return what is stored under the names that were sent; what the writer typed stays on their screen."""
    case = stale.case
    texts = {name: case.texts.get(name, "") for name in sent.get("fields", "").split(",") if name in sent}
    return {"revision": case.revision, "stored": texts, "sentence": str(stale)}


def sign_row(sign: SignShown) -> str:
    return part("sign_row.html", {"sign": sign, "onsets": Onset.choices})


def part(name: str, context: dict[str, Any]) -> str:
    return render_to_string(f"cases/writing/{name}", context)


@require_safe
@private
def signs(request: HttpRequest) -> HttpResponse:
    """Answer the field that adds a sign: eight at most, each with the row that is added when it is chosen."""
    found = find_signs(request.GET.get("q", "")[:100], OPTIONS_MOST)
    rows = offered_signs(found, is_absent=request.GET.get("absent") == "1", is_ticked=True)  # added when it is chosen
    options = [{"id": sign.id, "name": sign.name, "plain": sign.plain, "row": sign_row(sign)} for sign in rows]
    return JsonResponse({"signs": options})


def number_in(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else 0
