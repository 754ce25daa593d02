"""What the scanner finds in the words around a picture and in the text of a document."""

from collections.abc import Iterable

from cases.checking import Scans, print_of
from cases.models import Attachment, Hold
from cases.scanning import check_texts
from privacy.findings import Finding
from privacy.scanner import scan_file_name

DOCUMENT = "document"  # the section of a finding in the text of a document; its page is the attachment's
HOLDS_MOST = 200  # findings of one page that are kept one by one; who looks reads the whole page anyway
NAME_TELLS = "The name of this file may say who the patient is. We did not keep it."


def check_caption(caption: str) -> None:
    """Raise ValidationError with every place of a caption that has to go; the words go to their writer only."""
    check_texts([("caption", caption)])


def warning_of(file_name: str) -> str:
    """Return what to tell the sender of a file's name; empty if it gives nothing away."""
    return NAME_TELLS if scan_file_name(file_name) else ""


def hold_text(attachment: Attachment, text: str, scans: Scans) -> None:
    """Write down every finding in the text of a page for the people who look at it: its kind and place, never the words."""
    Hold.objects.bulk_create(holds_in(attachment, text, scans[text][:HOLDS_MOST]))


def holds_in(attachment: Attachment, text: str, findings: Iterable[Finding]) -> list[Hold]:
    return [
        Hold(
            case=attachment.case,
            attachment=attachment,
            section=DOCUMENT,
            kind=found.kind,
            rule=found.rule,
            start=found.start,
            end=found.end,
            print=print_of(attachment.case, text[found.start : found.end]),
        )
        for found in findings
    ]
