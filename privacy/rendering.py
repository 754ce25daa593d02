"""The program that opens a PDF that somebody sent: in a process of its own, with little time, memory and nothing to steal.

`python -I rendering.py < file.pdf > pages` writes every page as JPEG with its text, each behind its length of four bytes.
It imports nothing of the hub, is given none of its environment, and whoever starts it believes no byte of its answer
(privacy/documents.py). What it refuses it says by its exit status.
"""

import io
import resource
import struct
import sys
from collections.abc import Iterator

import pikepdf
import pypdfium2

PAGES_MOST = 10
SIDE_MOST = 2400  # pixels
DOTS_PER_INCH = 200
POINTS_PER_INCH = 72
TEXT_MOST = 40_000  # characters a page
SECONDS = 15  # of the processor
MEMORY = 1024 * 1024 * 1024
ANSWER_MOST = 48 * 1024 * 1024  # bytes written

UNREADABLE, LOCKED, ACTIVE, TOO_LONG = 10, 11, 12, 13

# Keys and types of what does something, or carries a file along. Pixels keep none of it: a document that has it is not what
# a hospital prints, and is refused before it is drawn.
KEYS = frozenset({"/JS", "/JavaScript", "/EmbeddedFiles", "/XFA", "/RichMediaContent"})
TYPES = frozenset(
    {"/JavaScript", "/Launch", "/EmbeddedFile", "/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D",
     "/SubmitForm", "/ImportData", "/GoToE", "/Rendition"}
)  # fmt: skip
TYPED_BY = ("/S", "/Type", "/Subtype")


def main() -> int:
    limit()
    file = sys.stdin.buffer.read()
    try:
        refusal = refused(file)
        return refusal or write_pages(file)
    except (pikepdf.PdfError, pypdfium2.PdfiumError, ValueError):
        return UNREADABLE


def limit() -> None:
    """Give up what a picture of a page does not need; set after the imports, which open files."""
    for kind, most in (
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, ANSWER_MOST),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 8),
    ):
        resource.setrlimit(kind, (most, most))


def refused(file: bytes) -> int:
    """Return why the document is not drawn, or 0."""
    try:
        with pikepdf.open(io.BytesIO(file)) as document:
            if document.is_encrypted:
                return LOCKED
            if len(document.pages) > PAGES_MOST:
                return TOO_LONG
            return ACTIVE if any(is_active(found) for found in dictionaries(document)) else 0
    except pikepdf.PasswordError:
        return LOCKED


def dictionaries(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield every dictionary of the document, whether a page leads to it or not."""
    for thing in document.objects:
        waiting = [thing]
        while waiting:
            found = waiting.pop()
            if isinstance(found, pikepdf.Array):
                waiting.extend(inner for inner in found if is_inside(inner))
            elif isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
                yield found
                waiting.extend(inner for _, inner in found.items() if is_inside(inner))


def is_inside(value: object) -> bool:
    """Say whether a value stands here itself: what is only pointed to comes by its own number."""
    return isinstance(value, pikepdf.Object) and not value.is_indirect


def is_active(found: pikepdf.Object) -> bool:
    keys = set(found.keys())
    if keys & KEYS or ("/EF" in keys and str(found.get("/Type", "/Filespec")) in {"/Filespec", "/F"}):
        return True
    return any(str(found.get(key, "")) in TYPES for key in TYPED_BY)


def write_pages(file: bytes) -> int:
    document = pypdfium2.PdfDocument(file)
    if not 1 <= len(document) <= PAGES_MOST:
        return TOO_LONG if len(document) else UNREADABLE
    document.init_forms()
    for number in range(len(document)):
        flatten(document[number])
        page = document[number]
        for part in (picture_of(page), text_of(page)):
            sys.stdout.buffer.write(struct.pack(">I", len(part)) + part)
    sys.stdout.buffer.flush()
    return 0


def flatten(page: pypdfium2.PdfPage) -> None:
    """Make notes, and what was filled into a form, part of the page, so that the scanner reads all that is seen."""
    pypdfium2.raw.FPDFPage_Flatten(page, pypdfium2.raw.FLAT_NORMALDISPLAY)


def picture_of(page: pypdfium2.PdfPage) -> bytes:
    scale = min(DOTS_PER_INCH / POINTS_PER_INCH, SIDE_MOST / max(*page.get_size(), 1))
    out = io.BytesIO()
    page.render(scale=scale).to_pil().convert("RGB").save(out, "JPEG", quality=92)
    return out.getvalue()


def text_of(page: pypdfium2.PdfPage) -> bytes:
    return page.get_textpage().get_text_bounded()[:TEXT_MOST].encode(errors="replace")


if __name__ == "__main__":
    sys.exit(main())
