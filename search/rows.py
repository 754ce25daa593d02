"""From the plain value that an app hands over to the row that is stored."""

import hashlib
import json
import unicodedata
from typing import Any

from common.entries import Entry, NameKind
from search.models import SearchEntry
from search.text import alphabetical

SHOWN_CODES = ("ORPHA", "OMIM", "PMID")  # of the others a reader has no use in a list
MOST_TAGS = 4
TITLE_LIMIT, KEY_LIMIT, FACET_LIMIT = 300, 120, 80
CONTENT = (
    "title", "title_key", "url", "audience", "summary", "body", "names", "lines", "signs", "notes", "tags", "facets", "card",
    "language", "date", "day", "curated", "digest",
)  # fmt: skip


def row_of(entry: Entry) -> SearchEntry:
    """Return the row of `entry` as version 1, with a digest over all of it."""
    title = clean(entry.title)[:TITLE_LIMIT]
    content: dict[str, Any] = {
        "title": title,
        "title_key": alphabetical(title)[:KEY_LIMIT],
        "url": entry.url,
        "audience": str(entry.audience),
        "summary": clean(entry.summary),
        "body": clean(entry.body),
        "names": [[clean(name.text), str(name.kind)] for name in entry.names],
        "lines": [[round(line.start, 2), clean(line.text)] for line in entry.lines],
        "signs": [[sign.hpo_id, sign.weight] for sign in entry.signs],
        "notes": list(entry.notes),
        "tags": tags_of(entry),
        "facets": facets_of(entry),
        "card": json.dumps(entry.card, ensure_ascii=False, separators=(",", ":"), default=str),
        "language": entry.language,
        "date": entry.date,
        "day": entry.date.toordinal() if entry.date else 0,
        "curated": entry.curated,
    }
    said = json.dumps(content, sort_keys=True, default=str)
    return SearchEntry(
        kind=entry.kind, key=entry.key, digest=hashlib.blake2b(said.encode(), digest_size=16).hexdigest(), **content
    )


def clean(text: str) -> str:
    """Return `text` with composed letters and without what a database or a page cannot hold."""
    text = text.replace("\0", "")
    return text if text.isascii() else unicodedata.normalize("NFC", text).encode("utf-8", "ignore").decode()


def tags_of(entry: Entry) -> list[str]:
    codes = [name.text.partition(":") for name in entry.names if name.kind == NameKind.CODE]
    shown = [
        f"{system}{':' if system == 'ORPHA' else ' '}{code}"
        for wanted in SHOWN_CODES
        for system, _, code in codes
        if system == wanted
    ]
    genes = [name.text for name in entry.names if name.kind == NameKind.GENE]
    return [*shown[: MOST_TAGS - 1], *genes][:MOST_TAGS]


def facets_of(entry: Entry) -> list[list[str]]:
    """Return the filters of an entry beside its columns; `disease` carries the primary key of a vocabulary.Disease."""
    values = {
        "speciality": entry.specialities,
        "inheritance": entry.inheritance,
        "onset": entry.onset,
        "disease": [str(pk) for pk in entry.diseases],
        "gene": [name.text for name in entry.names if name.kind == NameKind.GENE],
    }
    return [[name, value[:FACET_LIMIT]] for name, found in values.items() for value in dict.fromkeys(found)]
