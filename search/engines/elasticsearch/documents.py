"""From a stored entry to the document in the index, and back to what a hit shows. Pure functions."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import orjson

from search.codes import keys_of_code
from search.engines.documents import GENES, TITLE, WEIGHTS, IndexedName, columns_of, facets_of, names_of, push_of
from search.engines.elasticsearch.mapping import BEGINNING_MOST
from search.engines.ranking import NameFound
from search.facets import FACETS
from search.hits import Stored
from search.models import SearchEntry

MOST_SIZED = 12  # words of a name up to which short names come first
SHOWN = Stored._fields[:-1]  # signs are fetched only where the question names some
SIGNS = "find.signs"
SINGLE = ("kind", "audience", "curated")  # facets that are columns too
JSON_TEXTS = ("lines", "notes", "tags")


def document_of(entry: SearchEntry) -> dict[str, Any]:
    names = names_of(entry)
    return {**shown_of(entry), **counted_of(entry, names), "names": names_shown(names), "find": found_of(entry, names)}


def shown_of(entry: SearchEntry) -> dict[str, Any]:
    """Return what a hit shows, with lists as JSON text, as the database engines read them."""
    shown = {name: getattr(entry, name) for name in SHOWN if name != "date"}
    shown |= {name: orjson.dumps(shown[name]).decode() for name in JSON_TEXTS}
    return shown | {"date": entry.date.isoformat() if entry.date else None}


def counted_of(entry: SearchEntry, names: Sequence[IndexedName]) -> dict[str, Any]:
    """Return what entries are filtered, counted and sorted by."""
    fields: dict[str, Any] = {}
    for name, value in sorted(facets_of(entry, (*FACETS, "disease"))):
        if name not in SINGLE:
            fields.setdefault(name, []).append(value)
    return fields | {
        "curated": entry.curated,
        "day": entry.day,
        "added": int(entry.added_at.timestamp()),
        "title_key": entry.title_key,
        "push": push_of(entry),
        "closeness": 1 / min((name.size for name in names if name.rank in GENES), default=1),
        "shortness": 1 / min((name.size for name in names if name.rank == TITLE), default=1),
    }


def names_shown(names: Sequence[IndexedName]) -> list[list[Any]]:
    """Return each name once, with its key and its words in one order; a code has neither, they are made of it."""
    shown = {(n.text, n.rank): [n.text, n.rank, n.size, *((n.key, n.bag) if n.bag is not None else ())] for n in names}
    return list(shown.values())


def found_of(entry: SearchEntry, names: Sequence[IndexedName]) -> dict[str, Any]:
    columns = columns_of(entry)
    return {
        "words": " ".join(word for column, words in columns.items() for word in words * WEIGHTS[column]),
        "names": sorted({token for name in names for token in name_tokens(name)}),
        "beginnings": sorted({name.key[:BEGINNING_MOST] for name in names}),
        "signs": [hpo_id for hpo_id, _ in entry.signs],
        "typing": " ".join(dict.fromkeys(word for name in names for word in name.words)),
    }


def name_tokens(name: IndexedName) -> Iterator[str]:
    """Yield what a name is looked up by: its key, its words in any order, and each word beside the size of its name.

    Words of two names of the same size are taken for one name's: rare, and harmless where it happens.
    """
    yield key_token(name.rank, name.key)
    if name.bag:
        yield bag_token(name.rank, name.bag)
    if name.size <= MOST_SIZED:
        yield from (sized_token(name.size, name.rank, word) for word in name.words)


def key_token(rank: int, key: str) -> str:
    return f"k{rank}:{key}"


def bag_token(rank: int, bag: str) -> str:
    return f"b{rank}:{bag}"


def sized_token(size: int, rank: int, word: str) -> str:
    """Titles come before other names of the same size."""
    return f"s{2 * size + (rank != TITLE)}:{word}"


def stored_in(source: Mapping[str, Any]) -> Stored:
    return Stored._make([*(source[name] for name in SHOWN), source.get(SIGNS, ())])


def names_in(source: Mapping[str, Any]) -> Iterator[tuple[NameFound, Sequence[str], str | None]]:
    """Yield the names of a document, each with its keys and its words in one order (None for a code)."""
    entry, push = source["id"], source["push"]
    for text, rank, size, *looked_up in source["names"]:
        name = NameFound(entry, 0, push, rank, text, size, 0)
        if looked_up:
            key, bag = looked_up
            yield name, (key,), bag
        else:
            yield name, code_keys(text), None


@lru_cache(maxsize=20_000)
def code_keys(code: str) -> tuple[str, ...]:
    return tuple(keys_of_code(code))
