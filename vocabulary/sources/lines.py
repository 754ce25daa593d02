"""Reading a text file line by line, gzipped or not, and telling at which line it stops making sense."""

import gzip
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from vocabulary.sources.errors import SourceError

GZIP_MAGIC = b"\x1f\x8b"
REPORT_EVERY = 2000  # lines

OnProgress = Callable[[int], None]
"""Told the number of bytes of the file on disk that have been read."""


def silent(read: int) -> None:
    """Report to nobody."""


def read_lines(path: Path, on_progress: OnProgress = silent) -> Iterator[tuple[int, str]]:
    """Yield (line number, line without its end).

    A file that is missing, empty, not UTF-8, or cut anywhere (a gzip stream without its end, a last line without
    line end) raises SourceError; the lines before the cut have been yielded by then.
    """
    try:
        raw = path.open("rb")
    except OSError as error:
        raise SourceError(path, 0, f"cannot be read: {error.strerror}.") from error
    with raw:
        yield from _numbered(path, raw, on_progress)
        on_progress(raw.tell())


def _numbered(path: Path, raw: BinaryIO, on_progress: OnProgress) -> Iterator[tuple[int, str]]:
    number, line = 0, b"\n"
    try:
        for number, line in enumerate(_decompressed(raw), 1):
            yield number, line.decode("utf-8").rstrip("\r\n")
            if number % REPORT_EVERY == 0:
                on_progress(raw.tell())
    except UnicodeDecodeError as error:
        raise SourceError(path, number, "is not UTF-8 text.") from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise SourceError(path, number + 1, "the compressed file is cut or damaged here.") from error
    except OSError as error:
        raise SourceError(path, number + 1, f"cannot be read: {error.strerror}.") from error
    if number == 0:
        raise SourceError(path, 0, "the file is empty.")
    if not line.endswith(b"\n"):
        raise SourceError(path, number, "the last line has no line end: the file is cut here.")


def _decompressed(raw: BinaryIO) -> Iterable[bytes]:
    magic = raw.read(len(GZIP_MAGIC))
    raw.seek(0)
    return gzip.GzipFile(fileobj=raw) if magic == GZIP_MAGIC else raw
