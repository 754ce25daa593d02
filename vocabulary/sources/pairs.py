"""Reading a table of two columns that the hub keeps by hand or derived: no cell empty, no row twice."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vocabulary.sources.errors import SourceError
from vocabulary.sources.lines import read_lines


@dataclass(frozen=True, slots=True)
class Pair:
    line: int
    first: str
    second: str


def read_pairs(path: Path, columns: tuple[str, str]) -> Iterator[Pair]:
    seen: set[tuple[str, str]] = set()
    for number, line in read_lines(path):
        cells = tuple(line.split("\t"))
        if number == 1:
            if cells != columns:
                raise SourceError(path, 1, f"the column names are not {columns[0]}, {columns[1]}.")
            continue
        pair = _pair(path, number, cells)
        if (pair.first, pair.second.casefold()) in seen:
            raise SourceError(path, number, f"'{pair.first}, {pair.second[:40]}' stands here a second time.")
        seen.add((pair.first, pair.second.casefold()))
        yield pair


def _pair(path: Path, number: int, cells: tuple[str, ...]) -> Pair:
    if len(cells) != 2:
        raise SourceError(path, number, f"has {len(cells)} columns, not 2.")
    first, second = cells
    if not first.strip() or not second.strip():
        raise SourceError(path, number, "a cell is empty.")
    return Pair(number, first, second)
