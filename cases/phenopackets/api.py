from dataclasses import asdict
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from ninja import File, Form, Router, Status, UploadedFile

from accounts.authentication import SessionAuth, TokenAuth
from accounts.models import User
from cases.actions.reading import note_reading
from cases.models import Case
from cases.pages import unkept
from cases.phenopackets.exporting import phenopacket_of
from cases.phenopackets.forms import content_of
from cases.phenopackets.importing import import_phenopacket
from cases.phenopackets.schemas import ImportOut
from cases.writing.querysets import staffed_by
from common.problems import Problem

router = Router(tags=["cases"], auth=[TokenAuth(), SessionAuth()])
PROBLEMS = dict.fromkeys((400, 401, 403, 404, 422), Problem)
BROUGHT = {201: ImportOut, **PROBLEMS, 413: Problem, 429: Problem}


@router.post(
    "/cases/import",
    response=BROUGHT,
    operation_id="import_phenopacket",
)
def bring(request: HttpRequest, file: File[UploadedFile], organisation: int | None = Form(None)) -> Status:
    """Make a draft of a phenopacket (version 2, JSON, at most 1 MB), and say what of it was not taken."""
    by = cast(User, request.user)
    chosen = staffed_by(by).get(pk=organisation) if organisation is not None else None
    case, report = import_phenopacket(file=content_of(file), by=by, now=timezone.now(), organisation=chosen)
    return Status(201, {"case": case.pk, "report": asdict(report)})


@router.get(
    "/cases/{uuid:case_id}/phenopacket",
    response={200: dict[str, Any], **PROBLEMS, 429: Problem},
    operation_id="get_case_phenopacket",
)
def export(request: HttpRequest, case_id: UUID) -> JsonResponse:
    """An open case as a phenopacket, version 2: signs and bands, without text and dates. Its ids are new each time.

    It counts among the cases that are opened within an hour, and that a moderator opened it is written down.
    """
    case = Case.objects.readable_by(request.user).open_to_members().get(pk=case_id)
    note_reading(case, cast(User, request.user))
    return unkept(JsonResponse(phenopacket_of(case, now=timezone.now())))
