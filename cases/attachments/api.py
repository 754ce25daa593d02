from typing import Any, cast
from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.utils import timezone
from ninja import File, Form, Router, Status, UploadedFile

from accounts.authentication import SessionAuth, TokenAuth
from accounts.models import User
from cases.attachments.actions.adding import add_file, remove
from cases.attachments.actions.opening import open_attachment, open_attachments
from cases.attachments.findings import warning_of
from cases.attachments.querysets import changeable_attachments
from cases.attachments.schemas import AttachmentList, PicturesSent, attachment_out
from cases.attachments.sending import content_of
from cases.attachments.views import picture
from cases.models import Case
from common.problems import Problem

router = Router(tags=["cases"], auth=[TokenAuth(), SessionAuth()])
PROBLEMS = dict.fromkeys((400, 401, 403, 404, 422), Problem)


@router.get(
    "/cases/{uuid:case_id}/attachments",
    response={200: AttachmentList, **PROBLEMS, 429: Problem},
    operation_id="list_case_attachments",
)
def list_attachments(request: HttpRequest, case_id: UUID) -> dict[str, Any]:
    """The pictures of a case that you may see. It counts among the cases that are opened within an hour."""
    by = cast(User, request.user)
    case = Case.objects.readable_by(by).get(pk=case_id)
    return {"items": [attachment_out(one) for one in open_attachments(case, by)]}


@router.post(
    "/cases/{uuid:case_id}/attachments",
    response={201: PicturesSent, **PROBLEMS, 413: Problem, 429: Problem},
    operation_id="add_case_attachment",
)
def add(
    request: HttpRequest,
    case_id: UUID,
    file: File[UploadedFile],
    caption: str = Form("", max_length=300),
) -> Status:
    """Add a picture, or a PDF as pictures of its pages. It is drawn anew from its pixels; nothing else of the file is kept."""
    by = cast(User, request.user)
    case = Case.objects.readable_by(by).get(pk=case_id)
    made = add_file(case=case, file=content_of(file, by), by=by, now=timezone.now(), caption=caption)
    return Status(201, {"items": [attachment_out(one) for one in made], "warning": warning_of(file.name or "")})


@router.delete(
    "/cases/{uuid:case_id}/attachments/{uuid:attachment_id}",
    response={204: None, **PROBLEMS},
    operation_id="remove_case_attachment",
)
def delete(request: HttpRequest, case_id: UUID, attachment_id: UUID) -> Status:
    """Remove one picture or page; its file is deleted."""
    found = changeable_attachments(request.user).select_related("case")
    remove(attachment=found.get(case=case_id, pk=attachment_id), by=cast(User, request.user))
    return Status(204, None)


@router.get(
    "/cases/attachments/{uuid:attachment_id}/file",
    response={200: bytes, **PROBLEMS, 429: Problem},
    operation_id="get_case_file",
    url_name="get_case_file",
    openapi_extra={"responses": {200: {"description": "The picture", "content": {"image/jpeg": {}}}}},
)
def get_file(request: HttpRequest, attachment_id: UUID) -> FileResponse:
    """The picture itself, as JPEG."""
    return picture(open_attachment(attachment_id, cast(User, request.user)))
