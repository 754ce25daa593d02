"""Parts of a text around an anchor: a costly pattern need only look where it can match at all."""

import re
from collections.abc import Iterable

Span = tuple[int, int]
SPACE = re.compile(r"\s")


def windows(anchors: Iterable[Span], text: str, *, before: int, after: int, most: int = 40) -> list[Span]:
    """Return the ordered spans around each of `anchors`, joined where they touch, and never ending inside a word."""
    spans: list[Span] = []
    for first, last in anchors:
        start = max(0, first - before)
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(last + after, spans[-1][1]))
        else:
            spans.append((start, last + after))
    return [(start, whole_word(text, end, most)) for start, end in spans]


def spans_of(pattern: "re.Pattern[str]", text: str) -> list[Span]:
    return [found.span() for found in pattern.finditer(text)]


def whole_word(text: str, end: int, most: int) -> int:
    space = SPACE.search(text, end, end + most)
    return space.start() if space else min(end + most, len(text))
