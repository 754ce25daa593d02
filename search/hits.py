"""Making hits for the reader from stored rows: the same for every engine."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString

from search.facets import label_of
from search.highlight import WINDOW, Marker
from search.kinds import kind_labels
from search.results import Hit, Spoken


class Stored(NamedTuple):
    """What is stored of an entry and shown in a hit; the JSON columns as text."""

    id: int
    kind: str
    key: str
    title: str
    url: str
    audience: str
    date: date | str | None
    summary: str
    body: str
    lines: str
    notes: str
    tags: str
    card: str
    signs: Sequence[str]  # HPO ids; only read where the question names signs


def hit(entry: Stored, marker: Marker, match: str | None) -> Hit:
    spoken = spoken_line(entry, marker) if entry.lines != "[]" else None
    return Hit(
        kind=entry.kind,
        kind_label=kind_labels().get(entry.kind, entry.kind),
        key=entry.key,
        title=entry.title,
        title_html=marker.mark(entry.title),
        url=entry.url,
        snippet_html=snippet(entry, marker),
        notes=listed(entry.notes),
        codes=listed(entry.tags),
        match=match or (f"Spoken at {spoken.clock}" if spoken else None),
        spoken=spoken,
        audience=entry.audience,
        audience_label=label_of("audience", entry.audience),
        date=date.fromisoformat(entry.date) if isinstance(entry.date, str) else entry.date,
        card=entry.card,
    )


@lru_cache(maxsize=20_000)
def listed(text: str) -> tuple[str, ...]:
    """Return a stored list of words; the same few are shown again and again."""
    return tuple(json.loads(text))


def snippet(entry: Stored, marker: Marker) -> SafeString:
    """Return the summary if it has the words, else the part of the text that has them, else the beginning of the summary."""
    found = marker.snippet(entry.summary) or marker.snippet(entry.body)
    return found or SafeString(escape(shortened(entry.summary or entry.body)))


def shortened(text: str) -> str:
    return text if len(text) <= WINDOW else text[: text.rfind(" ", 0, WINDOW) if " " in text[:WINDOW] else WINDOW] + "…"


def spoken_line(entry: Stored, marker: Marker) -> Spoken | None:
    """Return the first line of the transcript that has the most of the words."""
    best: tuple[int, float, str] | None = None
    for seconds, text in json.loads(entry.lines):
        words = len({text[start:end].lower() for start, end in marker.spans(text)})
        if words and (best is None or words > best[0]):
            best = (words, seconds, text)
    if best is None:
        return None
    second = int(best[1])
    return Spoken(
        seconds=second,
        clock=clock(second),
        html=marker.snippet(best[2]) or SafeString(),
        url=f"{entry.url}?t={second}#cue-{second}",
    )


def clock(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    minutes, rest = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def hits(entries: Sequence[Stored], marker: Marker, matches: Mapping[int, str | None]) -> tuple[Hit, ...]:
    return tuple(hit(entry, marker, matches.get(entry.id)) for entry in entries)
