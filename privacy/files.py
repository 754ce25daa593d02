"""Files that somebody sends become pixels: a picture, or one picture for each page. Nothing else of a file is ever kept.

What is no plain picture or document is refused, each kind with a sentence that says what to send instead.
"""

import io
import zipfile
from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.core.exceptions import ValidationError

from common import redrawing
from common.redrawing import Box, Drawn
from privacy.documents import UNREADABLE, render

FILE_MOST = 10 * 1024 * 1024
SIDE_LEAST = 60  # pixels: less is an icon
HEAD = 1024
PDF = b"%PDF-"
PDF_END = b"%%EOF"
AFTER_END_MOST = 1024  # bytes that programs leave behind the end of a PDF

NO_PICTURE = "This is no picture or document that can be read. Send JPEG, PNG, WebP or PDF."
TOO_SMALL = f"Nobody could read this picture. Send one of at least {SIDE_LEAST} pixels on each side."
TOO_BIG = f"This file is too big. Send one of at most {FILE_MOST // 1024 // 1024} MB and 40 million pixels."
MOVING = "This picture moves. Send one still picture of it."
TWO_IN_ONE = "This file is two kinds of file in one. Send a new photograph or a screenshot of it."
EMPTY = "This file is empty. Choose another one."
REFUSALS: dict[type[Exception], str] = {
    redrawing.NoPicture: NO_PICTURE,
    redrawing.TooSmall: TOO_SMALL,
    redrawing.TooBig: TOO_BIG,
    redrawing.Moving: MOVING,
}


class Kind(NamedTuple):
    """A kind of file that is not taken, how its head shows it, and what to send instead."""

    is_it: Callable[[bytes], bool]
    sentence: str


def begins(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(marks)


def brand(*names: bytes) -> Callable[[bytes], bool]:
    return lambda head: head[4:8] == b"ftyp" and head[8:12] in names


HEIC = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")
KINDS = (
    Kind(brand(*HEIC), "This is a HEIC picture. Set your phone to “most compatible”, or send a screenshot of it."),
    Kind(lambda head: head[4:8] == b"ftyp", "This is a film. Send one still picture of it."),
    Kind(begins(b"GIF87a", b"GIF89a"), "This is a GIF. Send one still picture of it as JPEG or PNG."),
    Kind(begins(b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"), "This is a TIFF. Save it as JPEG or PNG and send that."),
    Kind(
        lambda head: head[128:132] == b"DICM",
        "This is a DICOM file, which holds the patient’s name. Send a screenshot of the picture instead.",
    ),
    Kind(
        begins(b"PK\x03\x04", b"PK\x05\x06"),
        "This is an archive or an office document. Send the pictures one by one, and documents as PDF.",
    ),
    Kind(
        begins(b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\xfd7zXZ\0", b"BZh", b"\x28\xb5\x2f\xfd"),
        "This is an archive. Send the pictures and documents one by one.",
    ),
    Kind(lambda head: head[257:262] == b"ustar", "This is an archive. Send the pictures and documents one by one."),
    Kind(begins(b"\xd0\xcf\x11\xe0"), "This is an office document. Save it as PDF and send that."),
    Kind(
        lambda head: b"<svg" in head.lower(), "This is a drawing as SVG, which can hold programs. Send a screenshot of it."
    ),
)  # fmt: skip


class Page(NamedTuple):
    """What is kept of a picture, or of one page of a document. `text` is for the scanner only, and never kept."""

    jpeg: bytes
    width: int
    height: int
    text: str = ""


def pages_of(file: bytes) -> list[Page]:
    """Return the pixels of a picture or of a PDF's pages, drawn anew; raise ValidationError with one sentence otherwise."""
    check_kind(file)
    if file.startswith(PDF):
        pages = [Page(*redrawn(page.picture), page.text) for page in render(file)]
        if not pages:
            raise ValidationError({"file": UNREADABLE})
        return pages
    return [Page(*redrawn(file, side_least=SIDE_LEAST))]


def covered(file: bytes, boxes: Iterable[Box]) -> Page:
    """Return a kept picture with rectangles painted over; what was below is not in the file any more."""
    return Page(*redrawn(file, covered=boxes))


def redrawn(file: bytes, *, side_least: int = 1, covered: Iterable[Box] = ()) -> Drawn:
    try:
        return redrawing.redraw(file, side_least=side_least, covered=covered)
    except tuple(REFUSALS) as refusal:
        raise ValidationError({"file": REFUSALS[type(refusal)]}) from None


def check_kind(file: bytes) -> None:
    if not file:
        raise ValidationError({"file": EMPTY})
    if len(file) > FILE_MOST:
        raise ValidationError({"file": TOO_BIG})
    head = file[:HEAD]
    for kind in KINDS:
        if kind.is_it(head):
            raise ValidationError({"file": kind.sentence})
    if is_two_in_one(file):
        raise ValidationError({"file": TWO_IN_ONE})


def is_two_in_one(file: bytes) -> bool:
    """Say whether another reader would find a second file in it: an archive at its end, a PDF behind its head, or after one."""
    if zipfile.is_zipfile(io.BytesIO(file)):
        return True
    if not file.startswith(PDF):
        return PDF in file[:HEAD]
    end = file.rfind(PDF_END)
    return end >= 0 and len(file) - end - len(PDF_END) > AFTER_END_MOST
