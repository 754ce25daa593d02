"""Opening pictures: every way to them is here, so that each counts as reading the case and leaves its line."""

from uuid import UUID

from accounts.models import User
from cases.actions.reading import note_reading
from cases.attachments.querysets import visible_attachments
from cases.models import Attachment, Case


def open_attachment(attachment_id: UUID, reader: User) -> Attachment:
    """Return a picture that `reader` may see; raises DoesNotExist for every other, TooOften after sixty cases an hour."""
    found = visible_attachments(reader).select_related("case").get(pk=attachment_id)
    note_reading(found.case, reader)
    return found


def open_attachments(case: Case, reader: User) -> list[Attachment]:
    """Return the pictures of a case that `reader` may see; raises TooOften as well."""
    note_reading(case, reader)
    return list(visible_attachments(reader).filter(case=case))
