"""Whose case it is adds pictures and documents, says what they show, and takes them away, while the case is written."""

from datetime import datetime
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError

from accounts.models import User
from audit.actions import audited
from audit.kinds import Action
from cases.actions.moving import locked
from cases.attachments.files import erase_after_commit, kept_files
from cases.attachments.findings import check_caption, hold_text
from cases.checking import Scans, scanned
from cases.events import log
from cases.models import Attachment, Case
from cases.permissions import check_write
from cases.signals import case_changed
from privacy.files import Page, pages_of

PAGES_MOST = 20
CAPTION_MOST = 300
ENOUGH = f"A case takes {PAGES_MOST} pictures and pages. Remove some before you add more."
TOO_LONG = f"Write at most {CAPTION_MOST} characters below a picture."


def add_file(*, case: Case, file: bytes, by: User, now: datetime, caption: str = "") -> list[Attachment]:
    """Add a picture, or every page of a PDF, redrawn from pixels; return what was made.

    Raises ValidationError for what cannot be taken, PermissionDenied for anybody but whose draft it is.
    """
    check_write(case, by)
    caption = cleaned_caption(caption)
    check_place(case, 1)
    pages = pages_of(file)  # before anything is locked, as the scanning: it takes a while
    check_place(case, len(pages))
    scans = scanned(page.text for page in pages)
    with kept_files(page.jpeg for page in pages) as names:
        return keep_pages(case=case, pages=pages, names=names, scans=scans, caption=caption, by=by, now=now)


@audited
def keep_pages(
    *, case: Case, pages: list[Page], names: list[str], scans: Scans, caption: str, by: User, now: datetime
) -> list[Attachment]:
    case = locked(case)
    check_write(case, by)
    check_place(case, len(pages))
    group = uuid4()
    made = []
    for number, (page, name) in enumerate(zip(pages, names, strict=True), start=1):
        attachment = Attachment(case=case, group=group, page=number, file=name, caption=caption, added_at=now)
        attachment.width, attachment.height = page.width, page.height
        attachment.save(force_insert=True)
        hold_text(attachment, page.text, scans)
        made.append(attachment)
    log(Action.ATTACHMENT_ADDED, case=case, by=by, details={"group": str(group), "pages": len(made)})
    case_changed.send(Case, case=case)
    return made


def write_caption(*, attachment: Attachment, caption: str, by: User) -> Attachment:
    """Say what a picture shows. Raises ValidationError for words that could show who the patient is."""
    check_write(attachment.case, by)
    return keep_caption(attachment, cleaned_caption(caption), by)


@audited
def keep_caption(attachment: Attachment, caption: str, by: User) -> Attachment:
    case = locked(attachment.case)
    check_write(case, by)
    attachment = case.attachments.get(pk=attachment.pk)
    attachment.caption = caption
    attachment.save(update_fields=["caption"])
    case_changed.send(Case, case=case)
    return attachment


@audited
def remove(*, attachment: Attachment, by: User, with_document: bool = False) -> int:
    """Take a picture, or `with_document` all pages of its document, away with the files; return how many went."""
    case = locked(attachment.case)
    check_write(case, by)
    chosen = case.attachments.filter(group=attachment.group)
    if not with_document:
        chosen = chosen.filter(pk=attachment.pk)
    names = list(chosen.values_list("file", flat=True))
    erase_after_commit(names)
    chosen.delete()
    if names:
        log(Action.ATTACHMENT_REMOVED, case=case, by=by, details=details_of(attachment.group, len(names)))
        case_changed.send(Case, case=case)
    return len(names)


def details_of(group: UUID, pages: int) -> dict[str, str | int]:
    return {"group": str(group), "pages": pages}


def cleaned_caption(caption: str) -> str:
    caption = " ".join("".join(c if c.isprintable() else " " for c in caption).split())
    if len(caption) > CAPTION_MOST:
        raise ValidationError({"caption": TOO_LONG})
    check_caption(caption)
    return caption


def check_place(case: Case, pages: int) -> None:
    if case.attachments.count() + pages > PAGES_MOST:
        raise ValidationError({"file": ENOUGH})
