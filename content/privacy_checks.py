"""The privacy scanner over what is told of patients: experience articles, and what is said in films.

What it blocks is neither published nor sent for review; drafts can be saved. Doubts are left to the people who review.
"""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from wagtail.blocks import StreamValue
from wagtail.rich_text import get_text_for_indexing

from content.captions import CaptionError, Cue, parse_captions
from privacy.findings import blocking
from privacy.scanner import scan
from privacy.telling import told, what_must_go

TITLE, SUMMARY, BODY = "title", "summary", "body"
PLACE = "{place}: {sentence}"
AT_CUE = "Line {line}, at {clock}: {sentence}"
LEAVING = ("action-publish", "action-submit", "action-restart-workflow")

Problems = dict[str, list[str]]


def is_leaving(data: Any) -> bool:
    """Say whether a form of the editors' area hands a page on, to readers or to whoever reviews it."""
    if "action-workflow-action" in data:
        return bool(data.get("workflow-action-name") != "reject")
    return any(name in data for name in LEAVING)


def article_problems(title: str, summary: str, body: StreamValue | None) -> Problems:
    """Return by field what could show who a patient is; fields without anything are left out."""
    found = {TITLE: what_must_go(title), SUMMARY: what_must_go(summary), BODY: body_problems(body)}
    return {name: sentences for name, sentences in found.items() if sentences}


def body_problems(body: StreamValue | None) -> list[str]:
    return [
        PLACE.format(place=place, sentence=sentence)
        for place, text in body_texts(body)
        for sentence in what_must_go(text)
    ]


def body_texts(body: StreamValue | None) -> Iterator[tuple[str, str]]:
    """Yield the texts of a body, alternative texts of pictures too, each with what its block is called and where it stands."""
    for number, child in enumerate(body or (), start=1):
        for text in child.block.get_searchable_content(child.value):
            yield f"Block {number} ({child.block.label or child.block_type})", get_text_for_indexing(str(text))


def caption_problems(vtt: str) -> list[str]:
    """Return what could show who a patient is, by line and time; nothing for a file that cannot be read: that is told first."""
    try:
        cues = parse_captions(vtt)
    except CaptionError:
        return []
    text = " ".join(cue.text for cue in cues)  # a name may begin in one caption and end in the next
    starts = list(accumulate((len(cue.text) + 1 for cue in cues), initial=0))
    return [
        said_at(cues[bisect_right(starts, finding.start) - 1], told(text, finding)) for finding in blocking(scan(text))
    ]


def said_at(cue: Cue, sentence: str) -> str:
    minutes, seconds = divmod(int(cue.start), 60)
    return AT_CUE.format(line=cue.line, clock=f"{minutes}:{seconds:02}", sentence=sentence)
