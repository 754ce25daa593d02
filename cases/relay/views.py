"""The liaison's pages, the treating physician's one, and what became of a case."""

from functools import wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.permissions import check_permission
from accounts.roles import Permission
from cases.models import Case, Origin, Outcome, RelayLink, Synthesis, TreatingPhysician
from cases.pages import View, own_page
from cases.permissions import NO_ANSWERS, asks_others, check_leads, is_liaison, party_of
from cases.querysets import SUMMED_UP
from cases.relay import limits
from cases.relay.actions.advising import write_synthesis
from cases.relay.actions.leading import note_contact, open_case, step_back
from cases.relay.actions.outcomes import report_by_key, report_outcome
from cases.relay.actions.receiving import open_link
from cases.relay.actions.releasing import allow_release, release_summary
from cases.relay.actions.sending import HOURS, Sent, Way, attest, send_link
from cases.relay.figures import LEAST, figures
from cases.relay.forms import (
    AdviceForm,
    AskerOutcomeForm,
    AttestForm,
    CodeForm,
    ContactForm,
    LiaisonOutcomeForm,
    OpenForm,
    OutcomeForm,
    initial_of,
)
from cases.relay.keys import shown
from cases.relay.letter import also_thought_of, letter_of
from cases.relay.querysets import last_link, outcomes_for, syntheses_for
from cases.relay.slips import slips_in, without_slip
from cases.states import Party
from cases.treating import has_telephone, read_treating, was_reached
from common.limits import TooOften

FORM_METHODS = ["GET", "HEAD", "POST"]
KEY_SHUT = "This link takes no answers any more. Tell the colleague who sent the advice."
SHUT = "This code does not fit, or the link shows nothing any more. Ask the colleague who sent it for a new one."


def led(request: HttpRequest, case: Case) -> User:
    """Return the liaison who asks; to everybody else the page does not exist."""
    try:
        check_leads(case, request.user)
    except PermissionDenied:
        raise Http404 from None
    return cast(User, request.user)


@require_http_methods(FORM_METHODS)
@own_page
def lead(request: HttpRequest, case: Case) -> HttpResponse:
    """What comes before a case is opened: who treats the patient, and that the case was read."""
    user, now = led(request, case), timezone.now()
    act = request.POST.get("act", "")
    forms = {"contact": ContactForm(request.POST or None), "open": OpenForm(request.POST or None)}
    shown_address = None
    try:
        if act == "address":
            shown_address = read_treating(case=case, by=user)
        elif act == "contact" and forms["contact"].is_valid():
            contact = TreatingPhysician.Contact(forms["contact"].cleaned_data["contact"])
            note_contact(case=case, contact=contact, by=user, now=now)
            return redirect("case_lead", case.pk)
        elif act == "open" and forms["open"].is_valid():
            open_case(case=case, has_read=forms["open"].cleaned_data["has_read"], by=user, now=now)
            return redirect("case", case.pk)
        elif act == "step_back":
            step_back(case=case, by=user, now=now)
            return redirect("cases")
    except ValidationError as refusal:
        forms["open"].add_error(None, " ".join(refusal.messages))
    treating = TreatingPhysician.objects.filter(case=case).first()
    context = {
        "case": case,
        "forms": forms,
        "treating": treating,
        "address": shown_address,
        "asked_address": act == "address",
    }
    return render(request, "cases/relay/lead.html", context, status=422 if forms["open"].errors else 200)


@require_http_methods(FORM_METHODS)
@own_page
def advice(request: HttpRequest, case: Case) -> HttpResponse:
    """The synthesis, written in versions."""
    user = led(request, case)
    newest = syntheses_for(case, is_liaison=True).first()
    if "fix" in request.POST:
        return advice_page(request, case, mended(case, request.POST), newest)
    form = AdviceForm(request.POST or None, initial=initial_of(newest))
    if request.method == "POST" and form.is_valid():
        is_ready = request.POST.get("act") == "ready"
        try:
            write_synthesis(
                case=case, advice=form.advice(), plain_summary=form.cleaned_data["plain_summary"], is_ready=is_ready,
                by=user, now=timezone.now(),
            )  # fmt: skip
        except ValidationError as refusal:
            form.add_refusal(refusal)
        else:
            return redirect("case_relay" if is_ready else "case_advice", case.pk)
    return advice_page(request, case, form, newest)


def mended(case: Case, sent: QueryDict) -> AdviceForm:
    """Return the form as it was sent, without the one place whose button was pressed."""
    try:
        return AdviceForm(without_slip(case, sent))
    except ValidationError as refusal:
        form = AdviceForm(sent)
        form.add_error(None, refusal)
        return form


def advice_page(request: HttpRequest, case: Case, form: AdviceForm, newest: Synthesis | None) -> HttpResponse:
    slips = slips_in(case, form)
    fields = [(field, slips.get(field.name, [])) for field in form]
    left_out = also_thought_of(case, newest.said if newest else {})
    context = {"case": case, "form": form, "newest": newest, "fields": fields, "left_out": left_out}
    return render(request, "cases/relay/advice.html", context, status=status_of(form))


@require_http_methods(FORM_METHODS)
@own_page
def relay(request: HttpRequest, case: Case) -> HttpResponse:
    """How the advice goes to the treating physician, and whether it arrived."""
    user, now, act, sent = led(request, case), timezone.now(), request.POST.get("act"), None
    form = AttestForm(request.POST if act == "attest" else None)
    try:
        match act:
            case "link":
                sent = send_link(case=case, by=user, now=now)
            case "attest" if form.is_valid():
                attest(case=case, way=Way(form.cleaned_data["way"]), by=user, now=now)
                return redirect("case_relay", case.pk)
            case "allow":
                allow_release(case=case, by=user)
                return redirect("case_relay", case.pk)
    except ValidationError as refusal:
        form.add_error(None, " ".join(refusal.messages))
    return render(request, "cases/relay/relay.html", relay_context(case, form, sent), status=status_of(form))


def relay_context(case: Case, form: Form, sent: Sent | None) -> dict[str, Any]:
    fresh = Case.objects.get(pk=case.pk)
    synthesis = syntheses_for(case, is_liaison=True).filter(is_ready=True).first()
    asks_colleague = fresh.origin != Origin.PHYSICIAN
    return {
        "case": fresh, "form": form, "code": shown(sent.code) if sent else "", "hours": HOURS, "link": last_link(case),
        "synthesis": synthesis, "said": letter_of(fresh, synthesis) if synthesis else None,
        "is_unspoken": asks_colleague and not was_reached(case), "no_number": asks_colleague and not has_telephone(case),
        "has_arrived": fresh.state in SUMMED_UP,
    }  # fmt: skip


def by_key(view: View) -> View:
    """Bound how often keys are tried from one place, and keep the address of the page, half of what opens it, here.

    Not by `no-referrer`: a browser then sends its own form as from nowhere (`Origin: null`), and the form is refused.
    """

    @never_cache
    @wraps(view)
    def answer(request: HttpRequest, key: str) -> HttpResponse:
        try:
            if request.method == "POST":
                limits.spend_opening(request)
            response = view(request, key)
        except TooOften as refusal:
            response = render(request, "cases/relay/too_often.html", {"sentence": str(refusal)}, status=429)
        # Not "no-referrer": a browser then sends the form as from nowhere, and it is refused.
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    return answer


@sensitive_post_parameters("code")
@require_http_methods(FORM_METHODS)
@by_key
def relay_open(request: HttpRequest, key: str) -> HttpResponse:
    """The treating physician's page. The page does not show whether a link is known, old or used.

    Its time may: nothing evens it out, because a key of 256 bits is not found by trying.
    """
    form, said = CodeForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        said = open_link(key=key, code=form.cleaned_data["code"], now=timezone.now())
        if said is None:
            form.add_error("code", SHUT)
    context = {"form": form, "said": said, "hours": HOURS}
    return render(request, "cases/relay/open.html", context, status=status_of(form))


@require_http_methods(FORM_METHODS)
@own_page
def outcome(request: HttpRequest, case: Case) -> HttpResponse:
    """What became of it, told by the family, its organisation or the liaison; while the case is hidden, by nobody."""
    user = cast(User, request.user)
    party = None if case.quarantined_at else party_of(case, user)
    if party is None:
        raise Http404
    form = outcome_form(case, user, party, request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            report_outcome(
                case=case, kind=Outcome.Kind(data["kind"]), disease=data["disease"], helpful=data.get("helpful"), by=user,
                now=timezone.now(),
            )  # fmt: skip
        except ValidationError as refusal:
            form.add_error(None, " ".join(refusal.messages))
        else:
            return redirect("case_outcome", case.pk)
    context = {"case": case, "form": form, "outcomes": outcomes_for(case, user)}
    return render(request, "cases/relay/outcome.html", context, status=status_of(form))


def outcome_form(case: Case, user: User, party: Party, sent: QueryDict | None) -> OutcomeForm:
    if is_liaison(case, user):
        return LiaisonOutcomeForm(case, user, sent)
    return AskerOutcomeForm(sent) if asks_others(case, party) else OutcomeForm(sent)


@require_http_methods(FORM_METHODS)
@by_key
def outcome_told(request: HttpRequest, key: str) -> HttpResponse:
    """The treating physician tells what became of it. An unknown key says no more than that nothing was kept."""
    form, is_kept = OutcomeForm(request.POST or None), False
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            report_by_key(key=key, kind=Outcome.Kind(data["kind"]), disease=data["disease"], now=timezone.now())
            is_kept = True
        except RelayLink.DoesNotExist:
            form.add_error(None, KEY_SHUT)
        except ValidationError as refusal:
            form.add_error(None, " ".join(refusal.messages))
    return render(request, "cases/relay/told.html", {"form": form, "is_kept": is_kept}, status=status_of(form))


@require_http_methods(["POST"])
@own_page
def summary_release(request: HttpRequest, case: Case) -> HttpResponse:
    """Staff of the organisation hand the summary to the family where no receipt came."""
    try:
        release_summary(case=case, by=cast(User, request.user), now=timezone.now())
    except PermissionDenied:
        raise Http404 from None
    return redirect("case", case.pk)  # which leads on to where the reader sees it


@never_cache
@require_safe
def response_times(request: HttpRequest) -> HttpResponse:
    """How long things take, for members."""
    try:
        check_permission(request.user, Permission.READ_CASES, NO_ANSWERS)
    except PermissionDenied:
        raise Http404 from None
    return render(request, "cases/relay/figures.html", {"spans": figures(timezone.now()), "least": LEAST})


def status_of(form: Form) -> int:
    return 422 if form.errors else 200
