"""Texts with what is in them marked: the same seed gives the same texts."""

import json
import random
import re
from collections.abc import Iterator
from typing import Any, Literal

from privacy.corpus import fillers, names, templates, terse
from privacy.corpus.fillers import Writer

Part = Literal["tuning", "judging"]
SLOT = re.compile(r"\{(\w+)\}")
JOINS = (" ", " ", "\n", "\n\n", "\n- ", "\n* ", " | ")
Row = dict[str, Any]
SPANS, CLEAN = fillers.SPANS | terse.SPANS, fillers.CLEAN | terse.CLEAN


def make(*, part: Part, seed: int, texts: int) -> Iterator[Row]:
    """Yield rows {"id", "text", "spans", "clean"}. `part` says which names and templates are used; the parts share none."""
    chosen = {"tuning": (names.TUNING, templates.TUNING), "judging": (names.JUDGING, templates.JUDGING)}[part]
    for number in range(texts):
        rng = random.Random(f"{seed}/{part}/{number}")  # noqa: S311  chance by seed is what a corpus needs
        yield document(f"{part}-{seed}-{number}", Writer(chosen[0], rng), chosen[1])


def document(name: str, writer: Writer, sentences: tuple[str, ...]) -> Row:
    rng = writer.rng
    join = rng.choice(JOINS)
    row: Row = {"id": name, "text": "", "spans": [], "clean": []}
    for template in rng.sample(sentences, rng.randrange(2, 9)):
        if row["text"]:
            row["text"] += join
        fill(row, template, writer)
    return disguised(row, rng)


def fill(row: Row, template: str, writer: Writer) -> None:
    """Append `template` with its slots filled, and note where each value stands."""
    done = 0
    for slot in SLOT.finditer(template):
        row["text"] += template[done : slot.start()]
        done = slot.end()
        kind, filler = (SPANS | CLEAN)[slot[1]]
        value = filler(writer)
        start = len(row["text"])
        row["text"] += value
        row["spans" if slot[1] in SPANS else "clean"].append([start, len(row["text"]), kind])
    row["text"] += template[done:]


def disguised(row: Row, rng: random.Random) -> Row:
    """Write some texts as people do: in lower case, with hard spaces, with full-width digits. Offsets stay."""
    form = rng.randrange(12)
    if form == 0:
        row["text"] = "".join(char.lower() if len(char.lower()) == 1 else char for char in row["text"])
        row["clean"] = []  # a gene or a code in lower case is no longer written as one
    elif form == 1:
        row["text"] = row["text"].replace(" ", "\u00a0")
    elif form == 2:
        row["text"] = row["text"].replace("'", "\u2019").replace("-", "\u2011")
    elif form == 3:
        row["text"] = in_full_width(row)
    return row


def in_full_width(row: Row) -> str:
    text = list(row["text"])
    for start, end, kind in row["spans"]:
        if kind in ("phone", "id_number", "date"):
            text[start:end] = [chr(ord(c) + 0xFEE0) if c.isascii() and c.isdigit() else c for c in text[start:end]]
    return "".join(text)


def as_line(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"
