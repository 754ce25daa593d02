"""Entries as the apps hand them over, and questions as readers ask them."""

from datetime import UTC, datetime, timedelta
from itertools import count

from django.http import QueryDict

from common.audience import Audience
from common.entries import Entry, Name, NameKind, SpokenLine
from search.actions import drain, upsert
from search.engines import engine, remote_engine
from search.models import ReaderVisit, SavedSearch
from search.query import parse
from search.results import SearchResults
from search.saved.actions import save_search

PUBLIC = frozenset({Audience.PUBLIC.value})
EVERYBODY = frozenset(Audience.values)
LONG_AGO = datetime(2026, 1, 1, 8, tzinfo=UTC)

_numbers = count(1)


def make_entry(title: str, *, kind: str = "disease", audience: str = Audience.PUBLIC, **fields) -> Entry:
    """Return an entry; `synonyms`, `labels`, `codes`, `genes` become names, `lines` pairs of seconds and text."""
    kinds = {"synonyms": NameKind.SYNONYM, "labels": NameKind.LABEL, "codes": NameKind.CODE, "genes": NameKind.GENE}
    names = [Name(title, NameKind.TITLE)]
    names += [Name(text, kind) for field, kind in kinds.items() for text in fields.pop(field, ())]
    number = next(_numbers)
    defaults = {
        "key": f"X:{number}",
        "url": f"/{kind}/{number}/",
        "names": names,
        "lines": [SpokenLine(start, text) for start, text in fields.pop("lines", ())],
        "card": {"id": number, "kind": kind, "title": title, "url": f"/{kind}/{number}/", "audience": str(audience)},
    }
    return Entry(kind=kind, title=title, audience=audience, **(defaults | fields))


def put(*entries: Entry) -> int:
    return upsert(entries)


def settle() -> None:
    """Let an engine outside the database take in what waits, as its worker would."""
    remote = remote_engine()
    if remote and drain().sent:
        while drain().more:
            pass
        remote.refresh()


def find(text: str = "", audiences: frozenset[str] = EVERYBODY, params: str = "") -> SearchResults:
    asked = QueryDict(params, mutable=True)
    asked["q"] = text
    settle()
    return engine().search(parse(asked), audiences)


def titles(results: SearchResults) -> list[str]:
    return [hit.title for hit in results.hits]


def counts(results: SearchResults, name: str) -> dict[str, int]:
    facet = next(facet for facet in results.facets if facet.name == name)
    return {value.value: value.count for value in facet.values}


def save(reader, params: str, name: str = "", now: datetime = LONG_AGO) -> SavedSearch:
    """Return a saved search, last opened before all that is found came."""
    return save_search(params=params, name=name, by=reader, now=now)[0]


def come_back(reader, away_since: datetime = LONG_AGO) -> ReaderVisit:
    """Let `reader` have been here before: what is found came while they were away."""
    touched = away_since + timedelta(days=1)
    return ReaderVisit.objects.create(reader=reader, previous_at=away_since, current_at=touched)
