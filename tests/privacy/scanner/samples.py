"""Samples written by hand: what has to be found stands in [[kind|…]], what must not alarm in {{…}}."""

import re
from dataclasses import dataclass
from pathlib import Path

MARK = re.compile(r"\[\[(\w+)\|(.*?)\]\](?!\])|\{\{(.*?)\}\}")


@dataclass(frozen=True, slots=True)
class Marked:
    text: str
    spans: tuple[tuple[int, int, str], ...]
    clean: tuple[tuple[int, int], ...]


def read(line: str) -> Marked:
    text, done = "", 0
    spans, clean = [], []
    for mark in MARK.finditer(line):
        text += line[done : mark.start()]
        value = mark[2] if mark[1] else mark[3]
        (spans if mark[1] else clean).append((len(text), len(text) + len(value), mark[1]))
        text += value
        done = mark.end()
    return Marked(text + line[done:], tuple(spans), tuple((start, end) for start, end, _ in clean))


def samples() -> list[Marked]:
    lines = (Path(__file__).parent / "samples.txt").read_text("utf-8").splitlines()
    return [read(line) for line in lines if line and not line.startswith("#")]
