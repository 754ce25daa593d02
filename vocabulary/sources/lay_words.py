"""Plain words for signs that HPO lacks, a table of the hub's own: `floppy baby` for HP:0001252."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vocabulary.sources.errors import SourceError
from vocabulary.sources.obo import HPO_ID
from vocabulary.sources.pairs import read_pairs

COLUMNS = ("hpo_id", "phrase")


@dataclass(frozen=True, slots=True)
class LayWord:
    line: int
    hpo_id: str
    phrase: str


def read_lay_words(path: Path) -> Iterator[LayWord]:
    for pair in read_pairs(path, COLUMNS):
        if not HPO_ID.fullmatch(pair.first):
            raise SourceError(path, pair.line, f"'{pair.first[:20]}' is no HPO id.")
        yield LayWord(pair.line, pair.first, pair.second)
