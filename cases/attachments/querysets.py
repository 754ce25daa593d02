"""Which pictures of a case somebody may see."""

from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from accounts.permissions import Reader, has_permission
from accounts.roles import Permission
from cases.models import Attachment, Case, Consent, Layer
from cases.querysets import has_consent, owned


class Sent(NamedTuple):
    """What was sent at once: one picture, or a document with its pages in order."""

    group: UUID
    pages: list[Attachment]

    @property
    def is_document(self) -> bool:
        return len(self.pages) > 1


def visible_attachments(reader: Reader) -> QuerySet[Attachment]:
    """Return the pictures that `reader` may see: the owner and the screeners all, physicians those that two people cleared."""
    if not isinstance(reader, User) or not reader.is_active:
        return Attachment.objects.none()
    readable = Case.objects.readable_by(reader)
    working = Case.objects.filter(
        Q(pk__in=readable.filter(owned(reader)).values("pk")) | Q(pk__in=Case.objects.to_screen_by(reader).values("pk"))
    )
    given = Consent.objects.filter(case=OuterRef("case"), layer=Layer.PICTURES, ended_at=None)
    cleared = Q(looks=Attachment.Looks.CLEARED, case__in=readable.values("pk")) & Q(Exists(given))
    return Attachment.objects.filter(cleared | Q(case__in=working.values("pk")))


def attachments_in(case: Case, reader: User) -> list[Attachment]:
    """Return what `visible_attachments` has of a case that `reader` was just found to read: for most, short questions."""
    may_work = has_permission(reader, Permission.MODERATE) or has_permission(reader, Permission.SCREEN_FOR_ORGANISATION)
    if may_work or case.owner_id == reader.pk:
        return list(visible_attachments(reader).filter(case=case))
    found = list(Attachment.objects.filter(case=case, looks=Attachment.Looks.CLEARED))
    return found if found and has_consent(case, Layer.PICTURES) else []


def changeable_attachments(by: Reader) -> QuerySet[Attachment]:
    """Return the pictures of cases that `by` acts for or screens: those on which an action is not refused out of hand."""
    return visible_attachments(by).filter(
        Q(case__in=Case.objects.owned_by(by).values("pk")) | Q(case__in=Case.objects.to_screen_by(by).values("pk"))
    )


def attachments_of(case: Case, reader: Reader) -> list[Sent]:
    """Return the pictures of a case that `reader` may see, as they were sent, the oldest first."""
    found: dict[UUID, Sent] = {}
    for attachment in visible_attachments(reader).filter(case=case):
        found.setdefault(attachment.group, Sent(attachment.group, [])).pages.append(attachment)
    return list(found.values())
