"""Caption files: a strict reader of our own, because the libraries at hand drop bad cues without a word."""

import re
from dataclasses import dataclass

from common.entries import SpokenLine

CUE_TIME = re.compile(
    r"^(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})[ \t]+-->[ \t]+(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})(?:[ \t].*)?$"
)
TAG = re.compile(r"<[^>]*>")


class CaptionError(ValueError):
    """What is wrong with a caption file, for the editor who uploads it; `line` counts from 1."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(f"Line {line}: {sentence}")
        self.line = line


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption; times in seconds from the beginning, `line` that of its times in the file, from 1."""

    start: float
    end: float
    text: str
    line: int


def seconds(hours: str | None, minutes: str, whole: str, thousandths: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(whole) + int(thousandths) / 1000


def parse_captions(text: str) -> list[Cue]:
    """Read a WebVTT text; raise CaptionError for the first thing that a player would stumble over.

    Strict where players are lenient: no cue may end before it starts, start before the one above, or be empty.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not re.match(r"^WEBVTT(?:[ \t].*)?$", lines[0]):
        raise CaptionError(1, "The file has to begin with the word WEBVTT.")
    cues: list[Cue] = []
    for number, line in enumerate(lines, start=1):
        if "-->" in line:
            cues.append(read_cue(lines, number, cues[-1].start if cues else 0.0))
    if not cues:
        raise CaptionError(len(lines), "There is no caption in the file.")
    return cues


def read_cue(lines: list[str], number: int, earliest: float) -> Cue:
    match = CUE_TIME.match(lines[number - 1].strip())
    if not match:
        raise CaptionError(number, "The times have to look like 00:01:02.500 --> 00:01:05.000.")
    parts = match.groups()
    start, end = seconds(*parts[:4]), seconds(*parts[4:])
    if end <= start:
        raise CaptionError(number, "The caption ends before it starts.")
    if start < earliest:
        raise CaptionError(number, "The caption starts before the one above it.")
    words = []
    for line in lines[number:]:
        if not line.strip():
            break
        if "-->" in line:
            raise CaptionError(number + 1, "An empty line is missing between two captions.")
        words.append(TAG.sub("", line).strip())
    if not any(words):
        raise CaptionError(number, "The caption has no text.")
    return Cue(start, end, " ".join(words), number)


def transcript(text: str) -> list[SpokenLine]:
    """Return the lines of a transcript from a caption text that was checked when it was stored."""
    return [SpokenLine(cue.start, cue.text) for cue in parse_captions(text)]
