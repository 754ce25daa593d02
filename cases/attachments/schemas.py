from typing import Literal
from uuid import UUID

from django.urls import reverse
from ninja import Schema

from cases.models import Attachment


class AttachmentOut(Schema):
    """A picture, or one page of a document: pages that were sent together share `group`."""

    id: UUID
    group: UUID
    page: int
    width: int
    height: int
    caption: str
    looks: Literal["waiting", "cleared", "refused"]
    file: str


class AttachmentList(Schema):
    items: list[AttachmentOut]


class PicturesSent(AttachmentList):
    """What was made of a file. `warning` says when its name gives something away; the name is not kept."""

    warning: str


def attachment_out(attachment: Attachment) -> dict[str, object]:
    names = ("id", "group", "page", "width", "height", "caption", "looks")
    return {name: getattr(attachment, name) for name in names} | {
        "file": reverse("hub_v1:get_case_file", args=[attachment.pk])
    }
