"""Documents become pictures of their pages. A hostile one costs its sender an answer, never a worker of the hub."""

import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO, NamedTuple

from django.core.exceptions import ValidationError

from privacy import rendering

PROGRAM = Path(rendering.__file__)
SECONDS = 20
AT_ONCE = 2  # documents that one process of the hub opens side by side
SECONDS_TO_WAIT = 5
LENGTH = struct.Struct(">I")

UNREADABLE = "This PDF cannot be read. Print it to a new PDF, or send photographs of its pages."
TOO_MUCH = "This PDF takes too long to open. Print it to a new PDF, or send photographs of its pages."
BUSY = "Several documents are being opened right now. Send this one again in a minute."
SENTENCES = {
    rendering.UNREADABLE: UNREADABLE,
    rendering.LOCKED: "This PDF is locked with a password. Save it without one, or send photographs of its pages.",
    rendering.ACTIVE: "This PDF holds programs, forms that act or other files. Print it to a new PDF and send that.",
    rendering.TOO_LONG: f"This PDF has more than {rendering.PAGES_MOST} pages. Send only the pages that matter.",
}
places = BoundedSemaphore(AT_ONCE)


class Rendered(NamedTuple):
    """One page as the program drew it; whoever keeps the picture draws it anew."""

    picture: bytes
    text: str


def render(file: bytes) -> list[Rendered]:
    """Return the pages of a PDF; raise ValidationError for one that is locked, acts, is too long or cannot be read in time."""
    with place(), tempfile.TemporaryFile() as answer:
        try:
            done = subprocess.run(  # noqa: S603  our own program, by a constant path
                [sys.executable, "-I", str(PROGRAM)],
                input=file, stdout=answer, stderr=subprocess.DEVNULL, env={}, cwd="/", timeout=SECONDS, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise ValidationError({"file": TOO_MUCH}) from None
        if done.returncode:
            raise ValidationError({"file": SENTENCES.get(done.returncode, TOO_MUCH)})
        answer.seek(0)
        return list(pages_in(answer))


@contextmanager
def place() -> Iterator[None]:
    if not places.acquire(timeout=SECONDS_TO_WAIT):
        raise ValidationError({"file": BUSY})
    try:
        yield
    finally:
        places.release()


def pages_in(answer: IO[bytes]) -> Iterator[Rendered]:
    for _ in range(rendering.PAGES_MOST):
        picture = part(answer)
        if not picture:
            return
        yield Rendered(picture, part(answer).decode(errors="replace")[: rendering.TEXT_MOST])


def part(answer: IO[bytes]) -> bytes:
    head = answer.read(LENGTH.size)
    return answer.read(LENGTH.unpack(head)[0]) if len(head) == LENGTH.size else b""
