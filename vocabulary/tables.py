"""The hub's own small tables. They come with the code and change only with it, so each process reads them once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from vocabulary.sources.former_symbols import read_former_symbols
from vocabulary.sources.lay_words import read_lay_words
from vocabulary.sources.releases import FORMER_SYMBOLS_FILE, LAY_WORDS_FILE

ByKey = Mapping[str, tuple[str, ...]]


@cache
def lay_words() -> ByKey:
    """Return the plain words that HPO lacks, by HPO id."""
    return _by_key((word.hpo_id, word.phrase) for word in read_lay_words(LAY_WORDS_FILE))


@cache
def former_symbols() -> ByKey:
    """Return what a gene was called before, by its symbol of today."""
    return _by_key((row.approved, row.former) for row in read_former_symbols(FORMER_SYMBOLS_FILE))


def _by_key(pairs: Iterable[tuple[str, str]]) -> ByKey:
    found: dict[str, list[str]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}
