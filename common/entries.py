"""What an app hands to the search: plain values, no models, so that no app has to know the search."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class NameKind(StrEnum):
    """Where a name of an entry comes from; an exact match on any of them leads the results."""

    TITLE = "title"
    SYNONYM = "synonym"
    LABEL = "label"  # the name another source (OMIM, Mondo) uses
    CODE = "code"  # written "SYSTEM:code"
    GENE = "gene"
    FORMER_GENE = "former_gene"  # a symbol that a gene had before


@dataclass(frozen=True, slots=True)
class Name:
    text: str
    kind: NameKind


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """One line of a transcript; `start` in seconds from the beginning of the recording."""

    start: float
    text: str


@dataclass(frozen=True, slots=True)
class EntrySign:
    """A sign that an entry is found by; `weight` from 1 (rare, or a broader term of a sign) to 4 (nearly always)."""

    hpo_id: str
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing a reader can find. `(kind, key)` identifies it for ever; `audience` says who may know that it exists."""

    kind: str
    key: str
    title: str
    url: str
    audience: str
    summary: str = ""
    body: str = ""
    names: Sequence[Name] = ()
    lines: Sequence[SpokenLine] = ()
    signs: Sequence[EntrySign] = ()
    diseases: Sequence[int] = ()  # primary keys of vocabulary.Disease
    specialities: Sequence[str] = ()
    inheritance: Sequence[str] = ()
    onset: Sequence[str] = ()
    date: datetime.date | None = None
    language: str = "en"
    curated: bool = False
    notes: Sequence[str] = ()  # short words beside the title: "14:05", "Facts only, not yet curated"
    card: dict[str, object] = field(default_factory=dict)  # the API's summary of the object
