"""The pages around a case of one's own: how it begins, where it stands, what is taken back, and its end."""

from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions import check_may_join_as_family, join_as_family
from accounts.models import User
from accounts.permissions import Reader, has_permission
from accounts.posting import posted
from accounts.roles import Permission
from cases.actions.watching import note_reading
from cases.actions.withdrawing import withdraw
from cases.emergencies import ANYWHERE
from cases.helplines import CRISIS_ANYWHERE
from cases.models import Case, Layer, Origin, Outcome
from cases.pages import sentence_of
from cases.querysets import SUMMED_UP, newest_outcome, summary_for_owner, summary_to_hand_over
from cases.reasons import signposts_of
from cases.states import EDITABLE, Party, State, may_step
from cases.told import reason_told
from cases.treating import has_nobody, treating_of
from cases.writing.actions.consenting import end_consent, give_consent
from cases.writing.actions.correcting import correct
from cases.writing.actions.starting import DRAFT_DAYS, origin_of, start_case
from cases.writing.actions.submitting import Refused
from cases.writing.actions.treating import say_who_treats
from cases.writing.forms import CorrectionForm, OrganisationForm, TreatingForm
from cases.writing.pages import FORM_METHODS, private, signed_in
from cases.writing.querysets import counts_of, own_cases, readers_in_words, staffed_by
from cases.writing.words import standing_of

PER_PAGE = 20
WITHDRAWN = "The case is withdrawn, and everything that was written is erased."
TAKEN_BACK = "You took it back. It counts from now on."
NO_RETURN = frozenset({State.WITHDRAWN, State.DECLINED})


@never_cache
@require_safe
def new(request: HttpRequest) -> HttpResponse:
    """Say what happens to a case, to visitors too, and begin one."""
    context: dict[str, Any] = {
        "may": what_may(request.user),
        "emergency_numbers": ANYWHERE,
        "crisis_line": CRISIS_ANYWHERE,
        "draft_days": DRAFT_DAYS,
    }
    if context["may"] == "choose":
        context["form"] = OrganisationForm(signed_in(request))
    return render(request, "cases/writing/new.html", context)


def what_may(reader: Reader) -> str:
    """Return the one next step of a reader: sign_in, join, start, choose (an organisation), ask, or nothing."""
    if not isinstance(reader, User):
        return "sign_in"
    if has_permission(reader, Permission.ANSWER_CASES):
        return "ask"
    if has_permission(reader, Permission.SUBMIT_CASES):
        several = origin_of(reader) == Origin.ORGANISATION and staffed_by(reader).count() > 1
        return "choose" if several else "start"
    try:
        check_may_join_as_family(reader)
    except PermissionDenied as refusal:
        return str(refusal)
    return "join"


@posted("case_new")
@private
def join(request: HttpRequest) -> HttpResponse:
    """Make the account a family's by its own yes, and begin the first case."""
    try:
        join_as_family(by=signed_in(request))
    except PermissionDenied as refusal:
        messages.error(request, str(refusal))
        return redirect("case_new")
    return begin(request)


@posted("case_new")
@private
def start(request: HttpRequest) -> HttpResponse:
    return begin(request)


def begin(request: HttpRequest) -> HttpResponse:
    by = signed_in(request)
    form = OrganisationForm(by, request.POST)
    chosen = form.cleaned_data["organisation"] if request.POST.get("organisation") and form.is_valid() else None
    try:
        case = start_case(by=by, now=timezone.now(), organisation=chosen)
    except (ValidationError, PermissionDenied) as refusal:
        messages.error(request, sentence_of(refusal))
        return redirect("case_new")
    return redirect("case_write", case.pk)


@require_safe
@private
def mine(request: HttpRequest) -> HttpResponse:
    """The cases one acts for: what to write in first, then the newest."""
    cases = own_cases(request.user).prefetch_related("outcomes").order_by("-state_since", "pk")
    listing = Paginator(cases, PER_PAGE).get_page(request.GET.get("page"))
    rows = [(case, standing_of(case), case.state in EDITABLE) for case in listing]
    context = {"rows": rows, "listing": listing, "may": what_may(request.user), "draft_days": DRAFT_DAYS}
    return render(request, "cases/writing/mine.html", context)


@require_safe
@private
def status(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where a case stands, for its owner: dates, counts, consents; of the answers the plain summary alone."""
    case = own_case(request, pk)
    if case.state == State.DRAFT:
        return redirect("case_write", case.pk)
    return render(request, "cases/writing/status.html", status_of(case, signed_in(request)))


def status_of(case: Case, reader: User) -> dict[str, Any]:
    told = reason_told(case)
    given = {consent.layer: consent for consent in case.consents.filter(ended_at=None)}
    outcome = newest_outcome(case)
    has_died = outcome is not None and outcome.kind == Outcome.Kind.DIED
    return {
        "case": case,
        "standing": standing_of(case),
        "passages": case.passages.all(),
        "counts": counts_of(case),
        "readers": readers_in_words(case),
        "summary": summary_for_owner(case),
        "outcome": outcome,
        "reason": told.sentence if told else "",
        "signposts": signposts_of(told.reason, case.country) if told and told.is_declined else (),
        "is_editable": case.state in EDITABLE,
        "may_correct": may_correct(case),
        "is_over": case.state in NO_RETURN,
        "is_family": case.origin == Origin.FAMILY,
        "has_arrived": case.state in SUMMED_UP,
        "may_tell_outcome": case.state in SUMMED_UP and not case.quarantined_at and not has_died,
        "may_hand_over": summary_to_hand_over(case, reader, timezone.now()) is not None,
        "consents": [(layer, given.get(layer)) for layer in Layer],
        "treating": treating_of(case),
        "has_no_doctor": has_nobody(case),
    }


@require_http_methods(FORM_METHODS)
@private
def withdrawal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask once more, then erase the case."""
    case = own_case(request, pk)
    if request.method != "POST":
        return render(request, "cases/writing/withdraw.html", {"case": case})
    return done(request, lambda by: withdraw(case=case, by=by, now=timezone.now()), case, WITHDRAWN)


@require_http_methods(FORM_METHODS)
@private
def consent(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give or take back one layer; whoever opens the address otherwise sees the page with the buttons."""
    case, layer = own_case(request, pk), request.POST.get("layer", "")
    if request.method != "POST" or layer not in Layer.values:
        return redirect("case_status", case.pk)
    now = timezone.now()
    if request.POST.get("give"):
        return done(request, lambda by: give_consent(case=case, layer=layer, by=by, now=now), case, "You agreed.")
    if layer == Layer.READ and case.state not in EDITABLE:
        return redirect("case_withdraw", case.pk)
    return done(request, lambda by: end_consent(case=case, layer=layer, by=by, now=now), case, TAKEN_BACK)


def may_correct(case: Case) -> bool:
    """Say whether its owner can add something: after the advice has arrived, and not while it is hidden for now."""
    return case.quarantined_at is None and may_step(State(case.state), State.OPEN, Party.OWNER)


@require_http_methods(FORM_METHODS)
@private
def correction(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add what is new after the advice; the case opens again. Where nothing can be added, no text is shown here either."""
    case = own_case(request, pk)
    if request.method != "POST" and not may_correct(case):
        return redirect("case_status", case.pk)
    form = CorrectionForm(case, request.POST if request.method == "POST" else None)
    troubles = []
    if request.method == "POST" and form.is_valid():
        try:
            correct(case=case, changes=form.changes(), by=signed_in(request), now=timezone.now())
        except Refused as refusal:
            troubles = refusal.troubles
        except ValidationError as refusal:
            form.add_error(None, sentence_of(refusal))
        else:
            messages.success(request, "The case is open again, with what you added.")
            return redirect("case_status", case.pk)
    context = {"case": case, "form": form, "troubles": troubles}
    return render(request, "cases/writing/correct.html", context, status=422 if form.errors or troubles else 200)


@require_http_methods(FORM_METHODS)
@private
def treating(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say who treats the patient, after the case was sent too."""
    case = own_case(request, pk)
    form = TreatingForm(request.POST if request.method == "POST" else None, initial=treating_initial(case))
    if request.method == "POST" and form.is_valid():
        details = form.details()
        if details is None and not form.cleaned_data["nobody"]:
            form.add_error("treating_name", "Give the name of the doctor, or say that there is none yet.")
        else:
            answer = partial(say_who_treats, case=case, details=details, now=timezone.now())
            return done(request, lambda by: answer(by=by), case, "Your answer is sealed and kept.")
    context = {"case": case, "form": form}
    return render(request, "cases/writing/treating.html", context, status=422 if form.errors else 200)


def treating_initial(case: Case) -> dict[str, Any]:
    known = treating_of(case)
    names = {f"treating_{name}": value for name, value in asdict(known).items()} if known else {}
    return {**names, "nobody": has_nobody(case)}


def own_case(request: HttpRequest, pk: UUID) -> Case:
    """Return a case that the reader acts for. That a colleague of its owner opens it is written down."""
    case = get_object_or_404(own_cases(request.user), pk=pk)
    note_reading(case=case, by=signed_in(request))
    return case


def done(request: HttpRequest, act: Callable[[User], Any], case: Case, sentence: str) -> HttpResponse:
    """Act, say so, and lead back to where the case stands; a refusal is said in its place."""
    try:
        act(signed_in(request))
        messages.success(request, sentence)
    except ValidationError as refusal:
        messages.error(request, sentence_of(refusal))
    still = own_cases(request.user).filter(pk=case.pk).exists()
    return redirect(reverse("case_status", args=[case.pk]) if still else reverse("case_mine"))
