"""The pages of the verification desk. `desk.listing` lets reviewers of licences in here and nobody else."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from accounts.models.user import User
from accounts.models.verification import Application, Evidence
from accounts.vault.actions import read_identity, read_picture
from accounts.vault.crypto import Unreadable
from accounts.vault.facts import Facts, Reason
from accounts.verification.actions.deciding import judge_evidence
from accounts.verification.countries import RULES
from accounts.verification.desk.acts import ACTS, Act, is_open
from accounts.verification.desk.forms import DeskForm, EvidenceForm, IdentityForm
from accounts.verification.desk.pages import may_look, page_of, short
from accounts.verification.desk.querysets import application_of

NOT_NOW = "This cannot be done as the application stands now. Go back and look at it again."
EMPTY = "The vault holds no identity for this application: none was given yet, or it was erased."


def found(request: HttpRequest, reference: UUID) -> Any:
    """Return the application, or answer 404 for one that the reviewer has a part in."""
    try:
        return application_of(cast(User, request.user), reference)
    except Application.DoesNotExist:
        raise Http404 from None


def found_evidence(application: Application, reference: UUID) -> Evidence:
    try:
        return application.evidence.get(reference=reference)
    except Evidence.DoesNotExist:
        raise Http404 from None


def address_of(application: Application) -> str:
    return reverse("verification_application", args=[application.reference])


def crumbs(*items: tuple[str, str]) -> list[dict[str, str]]:
    desk = (reverse("verification_modeladmin_index"), "Verification desk")
    return [{"url": url, "label": label} for url, label in (desk, *items)]


@never_cache
def application(request: HttpRequest, reference: UUID) -> HttpResponse:
    return shown(request, found(request, reference), IdentityForm())


def shown(request: HttpRequest, application: Any, form: IdentityForm, facts: Facts | None = None) -> HttpResponse:
    context = page_of(application, cast(User, request.user), timezone.now())
    context |= {"form": form, "breadcrumbs_items": crumbs(("", context["short"]))}
    context |= {"header_title": f"Application {context['short']}", "header_icon": "clipboard-list"}
    if facts:
        context |= {"facts": facts, "in_words": in_words(application, facts)}
    return render(request, "verification/desk/application.html", context)


def in_words(application: Application, facts: Facts) -> dict[str, str]:
    """Return region and second field as a reviewer reads them in the register."""
    rules = RULES[application.country]
    choices = rules.extra.choices if rules.extra else {}
    return {
        "region": rules.regions.get(facts.region, facts.region),
        "extra": choices.get(facts.extra, facts.extra),
        "college": rules.college(facts.region).name,
        "address": rules.college(facts.region).address,
    }


@never_cache
def identity(request: HttpRequest, reference: UUID) -> HttpResponse:
    """Open the vault for a reason and show what is in it, in this one answer."""
    application = found(request, reference)
    if request.method != "POST":
        return redirect(address_of(application))
    form, facts = IdentityForm(request.POST), None
    if form.is_valid():
        try:
            reason = Reason(form.cleaned_data["reason"])
            facts = read_identity(application=application, reason=reason, by=cast(User, request.user))
        except (ObjectDoesNotExist, PermissionDenied, Unreadable) as error:
            form.add_error(None, EMPTY if isinstance(error, ObjectDoesNotExist) else str(error))
    return shown(request, application, form, facts)


@never_cache
def picture(request: HttpRequest, reference: UUID, evidence: UUID) -> HttpResponse:
    """Show the picture of a licence and nothing else. Only a POST opens it: a picture in a page would, by itself."""
    application = found(request, reference)
    proof = found_evidence(application, evidence)
    if request.method != "POST":
        return redirect(address_of(application))
    if not may_look(proof, application):
        raise Http404
    try:
        content = read_picture(evidence=proof, by=cast(User, request.user))
    except ObjectDoesNotExist:
        raise Http404 from None
    except (PermissionDenied, Unreadable) as error:
        messages.error(request, str(error))
        return redirect(address_of(application))
    response = HttpResponse(content, content_type="image/jpeg")
    response["Content-Disposition"] = "inline"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@never_cache
def judge(request: HttpRequest, reference: UUID, evidence: UUID) -> HttpResponse:
    application = found(request, reference)
    proof = found_evidence(application, evidence)
    if application.second_look:
        raise Http404  # what the first reviewer found of it is not told
    form = EvidenceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        who = cast(User, request.user)
        if done(form, lambda **values: judge_evidence(evidence=proof, by=who, now=timezone.now(), **values)):
            messages.success(request, "Your judgement of the evidence is recorded.")
            return redirect(address_of(application))
    kind = proof.get_kind_display()
    texts = {"label": f"Judge: {kind}", "explains": "Look at it first. What you say here stays as it is."}
    return asked(request, application, form, texts)


@never_cache
def act(request: HttpRequest, reference: UUID, name: str) -> HttpResponse:
    """Ask for confirmation of a decision, and take it. What the action refuses is said above the form, which is kept."""
    application = found(request, reference)
    chosen = ACTS.get(name)
    if chosen is None or (name == "second-look" and not application.second_look):
        raise Http404
    form = chosen.form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and taken(chosen, form, application, cast(User, request.user)):
        messages.success(request, chosen.done)
        return redirect(address_of(application))
    texts = {"label": chosen.label, "explains": chosen.explains, "is_serious": chosen.is_serious}
    return asked(request, application, form, texts)


def taken(chosen: Act, form: DeskForm, application: Application, by: User) -> bool:
    if not is_open(chosen, application):
        form.add_error(None, NOT_NOW)
        return False
    return done(form, lambda **values: chosen.do(application=application, by=by, now=timezone.now(), **values))


def done(form: DeskForm, do: Any) -> bool:
    """Run an action; put what it refuses on the form and say False."""
    try:
        do(**form.values())
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    except PermissionDenied as error:
        form.add_error(None, str(error))
        return False
    return True


def asked(request: HttpRequest, application: Any, form: DeskForm, texts: dict[str, Any]) -> HttpResponse:
    name = short(application)
    context = {
        **texts,
        "form": form,
        "application": application,
        "short": name,
        "rules": RULES.get(application.country),
        "header_title": f"{texts['label']}, application {name}",
        "breadcrumbs_items": crumbs((address_of(application), name), ("", texts["label"])),
    }
    return render(request, "verification/desk/act.html", context)
