"""Reading the demonstration content from `data/`: one TOML file a kind, one a disease and one an article."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

Record = dict[str, Any]

FOLDER = Path(__file__).parent
REVIEW_NOTE = {
    "text": (
        "Demonstration text of the Rare Disease Hub. The references above are for further reading; no physician has checked "
        "the sentences of this page against them."
    )
}


@cache
def document(name: str) -> Record:
    """Return one file of `data/`; the caller does not change it."""
    return tomllib.loads((FOLDER / "data" / f"{name}.toml").read_text(encoding="utf-8"))


def records(kind: str) -> list[Record]:
    """Return the records of a kind in the order of their file, or of the names of their files."""
    folder = FOLDER / "data" / kind
    if folder.is_dir():
        return [document(f"{kind}/{file.stem}") for file in sorted(folder.glob("*.toml"))]
    return document(kind)["record"]


def disease_records() -> list[Record]:
    """Return the curated diseases with every stream as a list of [block, value], as other pages have them already."""
    return [as_streams(record) for record in records("diseases")]


def as_streams(record: Record) -> Record:
    notes = record.get("management_notes", [])
    streams = {
        "red_flags": [["flag", text] for text in record["red_flags"]],
        "steps": [["step", step] for step in record["steps"]],
        "management": [*(["row", row] for row in record["management"]), *(["note", note] for note in notes)],
        "sources": [["source", source] for source in [*record["sources"], REVIEW_NOTE]],
    }
    return {key: value for key, value in record.items() if key != "management_notes"} | streams


def tidy(text: str) -> str:
    """Return text on one line: in the files a line ends where it got long."""
    return " ".join(text.split())
