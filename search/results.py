"""What a search answers: plain values, the same for the page, the API and every engine.

Every field that ends in `_html` was built from escaped text and holds no tag but <mark>.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from search.query import SearchQuery


@dataclass(frozen=True, slots=True)
class Spoken:
    """The line of a transcript that matches; `url` opens the video at that second."""

    seconds: int
    clock: str  # 12:41
    html: str
    url: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One found entry. `card` is the API's summary of it, already JSON text."""

    kind: str
    kind_label: str
    key: str
    title: str
    title_html: str
    url: str
    snippet_html: str
    notes: tuple[str, ...]
    codes: tuple[str, ...]
    match: str | None  # Exact name, Code match, Gene, Also called: CTX
    spoken: Spoken | None
    audience: str
    audience_label: str
    date: date | None
    card: str


@dataclass(frozen=True, slots=True)
class FacetValue:
    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """`name` is the name of the parameter that filters by it."""

    name: str
    label: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """Something that was read otherwise than typed: a misspelt word, or a code as the disease it stands for.

    An empty `read` means that the word is nowhere and was left out.
    """

    typed: str
    read: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line under the search box. `note` says why it is there when the typed letters are not in its title."""

    title: str
    html: str
    kind: str
    kind_label: str
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class SearchResults:
    query: SearchQuery
    hits: tuple[Hit, ...]
    total: int
    facets: tuple[Facet, ...]
    corrections: tuple[Correction, ...]
    did_you_mean: str | None
    denied: tuple[str, ...]  # signs that the question says are absent; they were not looked for
    missing: int  # how many words a hit may lack, if no entry has them all
    engine: str
    took_ms: float
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Card:
    """One entry in a list without a search: light, no body."""

    kind: str
    kind_label: str
    key: str
    title: str
    url: str
    summary: str
    notes: tuple[str, ...]
    audience: str
    date: date | None
    curated: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """One slice of a list, cards as JSON text; `cursor` opens the next slice, None at the end."""

    cards: tuple[str, ...]
    total: int
    cursor: str | None


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What came since a moment: the newest few, as cards and as the API's JSON text, and how many there are in all."""

    since: datetime | None
    total: int
    cards: tuple[Card, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KindGroup:
    """What the hub holds of one kind on a disease: the newest few, and how many there are in all."""

    kind: str
    label: str
    count: int
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """What `manage.py search_status` prints."""

    engine: str
    indexed: int
    details: Mapping[str, str]
