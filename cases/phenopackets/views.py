"""Bringing a case as a phenopacket: a file becomes a draft, and its owner is told what was not taken."""

from dataclasses import asdict
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cases.permissions import check_bring
from cases.phenopackets.forms import PhenopacketForm, content_of
from cases.phenopackets.importing import import_phenopacket
from cases.writing.forms import OrganisationForm
from cases.writing.pages import FORM_METHODS, private, signed_in
from cases.writing.querysets import editable_cases, staffed_by
from common.limits import TooOften

REPORT = "phenopacket_report"  # in the session, until it was read


@require_http_methods(FORM_METHODS)
@private
def importing(request: HttpRequest) -> HttpResponse:
    """Take a file and make a draft of it; whoever may bring no case is told so."""
    by = signed_in(request)
    check_bring(by)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    form = PhenopacketForm(request.POST, request.FILES) if request.method == "POST" else PhenopacketForm()
    organisations = OrganisationForm(by, request.POST or None) if staffed_by(by).count() > 1 else None
    if form.is_valid() and (organisations is None or organisations.is_valid()):
        organisation = organisations.cleaned_data["organisation"] if organisations else None
        try:
            file = content_of(form.cleaned_data["file"])
            case, report = import_phenopacket(file=file, by=by, now=timezone.now(), organisation=organisation)
        except ValidationError as refusal:
            form.add_error("file", refusal.messages)
        except PermissionDenied as refusal:
            form.add_error(None, str(refusal))
        except TooOften as refusal:
            form.add_error(None, str(refusal))
            status = HTTPStatus.TOO_MANY_REQUESTS
        else:
            request.session[REPORT] = {"case": str(case.pk), "report": asdict(report)}
            messages.success(request, "The phenopacket is a draft now. Only you can see it.")
            return redirect("case_imported", case.pk)
    context = {"form": form, "organisations": organisations}
    return render(request, "cases/phenopackets/import.html", context, status=status if form.errors else HTTPStatus.OK)


@require_safe
@private
def imported(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say once what became of the file; afterwards lead to the draft."""
    case = get_object_or_404(editable_cases(request.user), pk=pk)
    kept = request.session.get(REPORT, {})
    if kept.get("case") != str(case.pk):
        return redirect("case_write", case.pk)
    return render(request, "cases/phenopackets/imported.html", {"case": case, "report": kept["report"]})
