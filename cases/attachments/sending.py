"""What a sender is told of each file. The name of a file goes back to its sender in the answer, and nowhere else."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from accounts.models import User
from cases.attachments.actions.adding import add_file
from cases.attachments.findings import warning_of
from cases.attachments.limits import spend_file
from cases.models import Attachment, Case
from privacy.files import FILE_MOST, TOO_BIG


class Told(NamedTuple):
    """One file: how its sender calls it, what was made of it, or why nothing was."""

    name: str
    made: list[Attachment]
    error: str = ""
    warning: str = ""


def take_files(*, case: Case, uploads: Iterable[UploadedFile], by: User, now: datetime) -> list[Told]:
    """Add each file that can be taken, and say of each what happened; one that is refused stops no other.

    They keep the order in which they were chosen: each is a moment later than the one before.
    """
    return [take(case, upload, by, now + timedelta(milliseconds=number)) for number, upload in enumerate(uploads)]


def take(case: Case, upload: UploadedFile, by: User, now: datetime) -> Told:
    name = upload.name or "file"
    try:
        made = add_file(case=case, file=content_of(upload, by), by=by, now=now)
    except ValidationError as refusal:
        return Told(name, [], error=" ".join(refusal.messages))
    return Told(name, made, warning=warning_of(name))


def content_of(upload: UploadedFile, by: User) -> bytes:
    """Read an uploaded file; one that is too big is refused before it is read. Raises TooOften as well."""
    if (upload.size or 0) > FILE_MOST:
        raise ValidationError({"file": TOO_BIG})
    spend_file(by)
    return upload.read()
