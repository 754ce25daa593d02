"""Reading one JSON object a line, with the checks that its reader needs."""

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vocabulary.sources.errors import SourceError
from vocabulary.sources.lines import OnProgress, read_lines


class Record:
    """One line's object. Each getter raises SourceError with the line where the value is missing or of a wrong type."""

    __slots__ = ("_path", "_values", "line")

    def __init__(self, path: Path, line: int, values: dict[str, Any]) -> None:
        self._path = path
        self.line = line
        self._values = values

    def text(self, name: str, default: str | None = None) -> str:
        value = self._values.get(name, default)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or (not value and default is None):
            raise self.wrong(f"'{name}' is missing or no text")
        return value

    def number(self, name: str) -> float | None:
        """Return a number, also where it is written as text; None where there is none."""
        value = self._values.get(name)
        if value is None:
            return None
        try:
            number = float(value)
        except (TypeError, ValueError, OverflowError) as error:
            raise self.wrong(f"'{name}' is no number") from error
        if not math.isfinite(number):
            raise self.wrong(f"'{name}' is no number")
        return number

    def texts(self, name: str) -> tuple[str, ...]:
        values = self._list(name)
        if not all(isinstance(value, str) for value in values):
            raise self.wrong(f"'{name}' holds something that is no text")
        return tuple(values)

    def pairs(self, name: str) -> tuple[tuple[str, str], ...]:
        values = self._list(name)
        if not all(_is_pair(value) for value in values):
            raise self.wrong(f"'{name}' holds something that is no pair of texts")
        return tuple((first, second) for first, second in values)

    def records(self, name: str) -> list["Record"]:
        values = self._list(name)
        if not all(isinstance(value, dict) for value in values):
            raise self.wrong(f"'{name}' holds something that is no object")
        return [Record(self._path, self.line, value) for value in values]

    def raw(self, name: str) -> Any:
        return self._values.get(name)

    def wrong(self, sentence: str) -> SourceError:
        return SourceError(self._path, self.line, f"{sentence}.")

    def _list(self, name: str) -> list[Any]:
        values = self._values.get(name, [])
        if not isinstance(values, list):
            raise self.wrong(f"'{name}' is no list")
        return values


def _is_pair(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(part, str) for part in value)


def read_records(path: Path, on_progress: OnProgress) -> Iterator[Record]:
    for number, line in read_lines(path, on_progress):
        try:
            values = json.loads(line)
        except ValueError as error:
            raise SourceError(path, number, "is no JSON.") from error
        except RecursionError as error:
            raise SourceError(path, number, "is nested too deeply.") from error
        if not isinstance(values, dict):
            raise SourceError(path, number, "is no JSON object.")
        yield Record(path, number, values)
