"""Pictures of a case: sent to whoever may see them, added by whose case it is, looked at by two people."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.permissions import Reader
from cases.actions import watching
from cases.actions.reading import note_reading
from cases.attachments.actions.adding import PAGES_MOST, remove, write_caption
from cases.attachments.actions.looking import Verdict, cover, look, version_of
from cases.attachments.actions.opening import open_attachment
from cases.attachments.findings import DOCUMENT, NAME_TELLS
from cases.attachments.forms import BoxForms, FilesForm, boxes_in
from cases.attachments.querysets import attachments_of, changeable_attachments
from cases.attachments.sending import Told, take_files
from cases.models import Attachment, Case, Layer
from cases.pages import too_often, unkept
from cases.permissions import is_owner
from cases.states import EDITABLE
from common.limits import TooOften

View = Callable[..., HttpResponseBase]
PAGE_METHODS = ["GET", "HEAD", "POST"]


def unstored(view: View) -> View:
    """Nothing of a case is kept by a browser or by what stands between."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return unkept(view(request, *args, **kwargs))
        except TooOften as refusal:
            return unkept(too_often(request, refusal))

    return wrapped


@require_safe
@unstored
def file(request: HttpRequest, attachment_id: UUID) -> HttpResponseBase:
    """Send the pixels to whoever may see them; to everybody else there is no such picture."""
    if not isinstance(request.user, User):
        raise Http404
    try:
        return picture(open_attachment(attachment_id, request.user))
    except Attachment.DoesNotExist:
        raise Http404 from None


def picture(attachment: Attachment) -> FileResponse:
    try:
        content = attachment.file.open()
    except FileNotFoundError:
        raise Http404 from None
    name = Path(attachment.file.name or "").name
    response = FileResponse(content, content_type="image/jpeg", filename=name)
    unkept(response)
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(PAGE_METHODS)
@unstored
@login_required
def attachments(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The pictures of one's own case, and the form that adds more."""
    user = cast(User, request.user)
    case = get_object_or_404(Case.objects.readable_by(user).owned_by(user), pk=case_id)
    form = FilesForm({}, request.FILES) if request.method == "POST" else FilesForm()
    told = send(request, case, user, form) if form.is_valid() else []
    if told and not any(one.error for one in told):
        return redirect("case_attachments", case_id=case.pk)
    return own_page(request, case, form=form, told=told, is_refused=bool(form.errors or told))


def own_page(request: HttpRequest, case: Case, *, is_refused: bool = False, **context: Any) -> HttpResponse:
    watching.note_reading(case=case, by=cast(User, request.user))
    shown = {"form": FilesForm(), **of_case(case, cast(User, request.user)), **context}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_refused else HTTPStatus.OK
    return render(request, "cases/attachments/page.html", shown, status=status)


def send(request: HttpRequest, case: Case, by: User, form: FilesForm) -> list[Told]:
    try:
        told = take_files(case=case, uploads=form.cleaned_data["pictures"], by=by, now=timezone.now())
    except TooOften as refusal:
        form.add_error("pictures", str(refusal))
        return []
    if any(one.made for one in told):
        messages.success(request, "The pictures are drawn anew and kept. Say below each what it shows.")
    if any(one.warning for one in told):
        messages.warning(request, NAME_TELLS)
    return told


def of_case(case: Case, reader: User) -> dict[str, Any]:
    """Return what templates/cases/attachments/list.html shows, here and inside the form of a case."""
    sent = attachments_of(case, reader)
    return {
        "case": case,
        "sent": sent,
        "pages": sum(len(one.pages) for one in sent),
        "pages_most": PAGES_MOST,
        "may_change": case.state in EDITABLE and is_owner(case, reader),
        "back": way_back(case, reader),
        "is_shown": case.consents.filter(layer=Layer.PICTURES, ended_at=None).exists(),
    }


@require_POST
@unstored
@login_required
def caption(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    attachment = changeable(request, attachment_id)
    user = cast(User, request.user)
    words = request.POST.get("caption", "")
    try:
        write_caption(attachment=attachment, caption=words, by=user)
    except ValidationError as refusal:
        bad = {"pk": attachment.pk, "caption": words, "sentences": refusal.messages}
        return own_page(request, attachment.case, bad_caption=bad, is_refused=True)
    messages.success(request, "What the picture shows is saved.")
    return redirect("case_attachments", case_id=attachment.case_id)


@require_POST
@unstored
@login_required
def removal(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    attachment = changeable(request, attachment_id)
    whole = request.POST.get("with_document") == "yes"
    remove(attachment=attachment, by=cast(User, request.user), with_document=whole)
    messages.success(request, "It is removed, and its file is deleted.")
    return redirect("case_attachments", case_id=attachment.case_id)


@require_http_methods(PAGE_METHODS)
@unstored
@login_required
def looking(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    """One picture in full, to cover parts of it, and to say whether physicians may see it."""
    attachment = changeable(request, attachment_id)
    if request.method != "POST":
        return looking_page(request, attachment, BoxForms(prefix="boxes"))
    verdict = request.POST.get("verdict", "")
    try:
        if verdict not in Verdict.values:
            raise ValidationError("Choose whether the picture can be shown.")
        seen = request.POST.get("seen", "")
        look(attachment=attachment, by=cast(User, request.user), verdict=verdict, now=timezone.now(), seen=seen)
    except ValidationError as refusal:
        return looking_page(request, attachment, BoxForms(prefix="boxes"), refusal.messages)
    messages.success(request, "Your look is noted.")
    return redirect("case_file_look", attachment_id=attachment.pk)


@require_POST
@unstored
@login_required
def covering(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    attachment = changeable(request, attachment_id)
    boxes = BoxForms(request.POST, prefix="boxes")
    if not boxes.is_valid():
        return looking_page(request, attachment, boxes, ["Look at the numbers of the rectangles again."])
    try:
        cover(attachment=attachment, boxes=boxes_in(boxes), by=cast(User, request.user), now=timezone.now())
    except ValidationError as refusal:
        return looking_page(request, attachment, boxes, refusal.messages)
    messages.success(request, "It is covered, and what was below is gone for good.")
    return redirect("case_file_look", attachment_id=attachment.pk)


def looking_page(
    request: HttpRequest, attachment: Attachment, boxes: BaseFormSet, sentences: list[str] | None = None
) -> HttpResponse:
    note_reading(attachment.case, cast(User, request.user))
    context = {
        "attachment": attachment,
        "case": attachment.case,
        "boxes": boxes,
        "sentences": sentences or [],
        "back": way_back(attachment.case, request.user),
        "seen": version_of(attachment),
        "is_mine": is_owner(attachment.case, request.user),
        "has_looked": attachment.first_look_by_id == request.user.pk,
        "holds": attachment.holds.filter(section=DOCUMENT, cleared_at=None),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if sentences else HTTPStatus.OK
    return render(request, "cases/attachments/look.html", context, status=status)


def way_back(case: Case, reader: Reader) -> str:
    """Return where a reader of pictures came from: whoever screens the case to the desk, also its organisation's staff."""
    if not is_owner(case, reader) or Case.objects.to_screen_by(reader).filter(pk=case.pk).exists():
        return reverse("case_screen", args=[case.pk])
    return reverse("case_write" if case.state in EDITABLE else "case_status", args=[case.pk])


def changeable(request: HttpRequest, attachment_id: UUID) -> Attachment:
    found = changeable_attachments(request.user).select_related("case")
    return get_object_or_404(found, pk=attachment_id)
