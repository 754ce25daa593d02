"""Two people look at each picture before a physician does. What shows a face or a name is painted over, or not shown."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models

from accounts.models import User
from audit.actions import Details, audited
from audit.kinds import Action
from cases.actions.moving import locked
from cases.attachments.files import erase_after_commit, kept_files
from cases.attachments.permissions import check_cover, check_look
from cases.events import log
from cases.models import Attachment, Case
from cases.signals import case_changed
from common.redrawing import Box
from privacy.files import Page, covered

BOXES_MOST = 12
NO_BOXES = "Give at least one rectangle to cover."
TOO_MANY_BOXES = f"Cover at most {BOXES_MOST} rectangles at once."
OUTSIDE = "A rectangle has to lie on the picture, which is {width} pixels wide and {height} high."
CHANGED = "Somebody covered a part of this picture meanwhile. Look at it again."
SAME_PERSON = "You have looked at this picture. A second person has to look at it too."
IS_REFUSED = "This picture is not shown. Cover what shows who it is, and it is looked at anew."


class Verdict(models.TextChoices):
    SHOW = "show", "It can be shown"
    REFUSE = "refuse", "It cannot be shown"


@audited
def look(*, attachment: Attachment, by: User, verdict: str, now: datetime, seen: str | None = None) -> Attachment:
    """Say that a picture can be shown, or not. Two different people clear it, one is enough to refuse it.

    `seen` is the `version_of` the picture that was looked at; what a page sends has to fit, also when it is empty. Raises
    PermissionDenied for whoever may not screen the case, ValidationError for a second look of the same person, and if the
    picture is another one by now.
    """
    case = locked(attachment.case)
    check_look(case, by)
    attachment = case.attachments.get(pk=attachment.pk)
    if seen is not None and seen != version_of(attachment):
        raise ValidationError(CHANGED)
    if Verdict(verdict) == Verdict.REFUSE:
        attachment.looks = Attachment.Looks.REFUSED
    else:
        note_look(attachment, by)
    attachment.save(update_fields=["looks", "first_look_by"])
    details: Details = {"attachment": str(attachment.pk), "verdict": str(verdict), "looks": str(attachment.looks)}
    log(Action.ATTACHMENT_LOOKED_AT, case=case, by=by, details=details)
    case_changed.send(Case, case=case)
    return attachment


def note_look(attachment: Attachment, by: User) -> None:
    if attachment.looks == Attachment.Looks.REFUSED:
        raise ValidationError(IS_REFUSED)
    if attachment.first_look_by_id == by.pk:
        raise ValidationError(SAME_PERSON)
    if attachment.first_look_by_id is None:
        attachment.first_look_by = by
    else:
        attachment.looks = Attachment.Looks.CLEARED


def cover(*, attachment: Attachment, boxes: Sequence[Box], by: User, now: datetime) -> Attachment:
    """Paint rectangles over a picture: a new file takes the place of the old one, and two people look at it anew.

    Raises ValidationError for rectangles beside the picture, PermissionDenied for whoever neither owns nor screens the case.
    """
    check_cover(attachment.case, by)
    check_boxes(attachment, boxes)
    before = attachment.file.name or ""
    with attachment.file.open() as file:
        page = covered(file.read(), boxes)
    with kept_files([page.jpeg]) as [name]:
        return replace(attachment=attachment, before=before, name=name, page=page, boxes=len(boxes), by=by)


@audited
def replace(*, attachment: Attachment, before: str, name: str, page: Page, boxes: int, by: User) -> Attachment:
    case = locked(attachment.case)
    check_cover(case, by)
    attachment = case.attachments.get(pk=attachment.pk)
    if attachment.file.name != before:
        raise ValidationError(CHANGED)
    attachment.file.name, attachment.width, attachment.height = name, page.width, page.height
    attachment.looks, attachment.first_look_by = Attachment.Looks.WAITING, None
    attachment.save()
    erase_after_commit([before])
    details: Details = {"attachment": str(attachment.pk), "verdict": "covered", "boxes": boxes}
    log(Action.ATTACHMENT_LOOKED_AT, case=case, by=by, details=details)
    case_changed.send(Case, case=case)
    return attachment


def check_boxes(attachment: Attachment, boxes: Sequence[Box]) -> None:
    if not boxes:
        raise ValidationError(NO_BOXES)
    if len(boxes) > BOXES_MOST:
        raise ValidationError(TOO_MANY_BOXES)
    if not all(fits(box, attachment) for box in boxes):
        raise ValidationError(OUTSIDE.format(width=attachment.width, height=attachment.height))


def fits(box: Box, attachment: Attachment) -> bool:
    inside = 0 <= box.left < attachment.width and 0 <= box.top < attachment.height
    return inside and 1 <= box.width <= attachment.width and 1 <= box.height <= attachment.height


def version_of(attachment: Attachment) -> str:
    """Return what changes with the pixels: the random name of the file."""
    return (attachment.file.name or "").removesuffix(".jpg")
