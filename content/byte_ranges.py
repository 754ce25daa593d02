"""The one form of HTTP Range that players use (RFC 9110 §14): a single range of bytes."""

import re
from dataclasses import dataclass

RANGE = re.compile(r"^bytes=(\d{0,18})-(\d{0,18})$")


@dataclass(frozen=True, slots=True)
class ByteRange:
    """First and last byte, both included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


class Unsatisfiable(ValueError):
    """The range lies outside the file: answer 416."""


def parse_range(header: str, size: int) -> ByteRange | None:
    """Return the range asked for within a file of `size` bytes; None means the whole file.

    A header that is not a single byte range is ignored, as the RFC allows. `bytes=-500` means the last 500 bytes.
    Raises Unsatisfiable where the range starts behind the end.
    """
    match = RANGE.match(header.strip())
    if not match or match.group(1) == match.group(2) == "":
        return None
    first, last = match.groups()
    if first == "":
        wanted = ByteRange(max(size - int(last), 0), size - 1)
        if int(last) == 0 or size == 0:
            raise Unsatisfiable
        return wanted
    start, end = int(first), min(int(last) if last else size - 1, size - 1)
    if last and int(last) < start:
        return None
    if start >= size:
        raise Unsatisfiable
    return ByteRange(start, end)
