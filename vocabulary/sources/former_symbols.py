"""Symbols that genes had before: `MLL2` is today KMT2D."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vocabulary.sources.errors import SourceError
from vocabulary.sources.pairs import read_pairs

COLUMNS = ("approved", "former")


@dataclass(frozen=True, slots=True)
class FormerSymbol:
    line: int
    approved: str
    former: str


def read_former_symbols(path: Path) -> Iterator[FormerSymbol]:
    for pair in read_pairs(path, COLUMNS):
        if pair.first.casefold() == pair.second.casefold():
            raise SourceError(path, pair.line, f"'{pair.first[:20]}' cannot be its own former symbol.")
        yield FormerSymbol(pair.line, pair.first, pair.second)
