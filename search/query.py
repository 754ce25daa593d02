"""What a reader asks, as one value. Page and API parse into it, every engine answers it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Protocol
from urllib.parse import urlencode

from common.audience import Audience
from search.kinds import kind_labels

TEXT_LIMIT = 1500  # characters: a pasted letter is cut, not refused
SIZE, SIZE_LIMIT = 10, 50  # hits on a page
PAGE_LIMIT = 500
VALUES_LIMIT = 20
SORTS = {"best": "Best match", "newest": "Newest", "title": "Title, A to Z"}

# The name of each filter's parameter, and the field of SearchQuery that it fills.
FILTERS = {
    "kind": "kinds",
    "speciality": "specialities",
    "inheritance": "inheritance",
    "onset": "onset",
    "audience": "audience",
    "year": "years",
    "disease": "diseases",
}
YEAR = re.compile(r"-?\d{4}")
DISEASE = re.compile(r"(ORPHA|OMIM):?\s?(\d{1,8})", re.IGNORECASE)
ZONE = re.compile(r"(?<=:\d\d) (?=\d\d:?\d\d$)")  # the "+" of a time zone arrives as a space
FLAGS = {"1": True, "true": True, "0": False, "false": False}


class BadQuery(ValueError):
    """A parameter that cannot be read: `name` is the parameter, `message` is for the reader."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name
        self.message = message


class Params(Protocol):
    """A QueryDict, or anything else that knows all values of a parameter."""

    def getlist(self, key: str) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class SearchQuery:
    text: str = ""
    kinds: tuple[str, ...] = ()
    specialities: tuple[str, ...] = ()
    inheritance: tuple[str, ...] = ()
    onset: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    years: tuple[str, ...] = ()  # "2026", or "-2023" for 2023 and earlier
    diseases: tuple[str, ...] = ()  # keys of vocabulary.Disease: "ORPHA:558"
    curated: bool | None = None
    since: datetime | None = None  # only what could be found for the first time at or after this
    sort: str = "best"
    page: int = 1
    size: int = SIZE
    exactly: bool = False  # the words as typed: no correction, no relaxation

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        """Return the values chosen, by the name of their parameter."""
        return {name: chosen for name, field in FILTERS.items() if (chosen := getattr(self, field))}

    def with_filter(self, name: str, values: tuple[str, ...]) -> "SearchQuery":
        changes: dict[str, Any] = {FILTERS[name]: values, "page": 1}
        return replace(self, **changes)

    def as_params(self) -> str:
        """Return the query string that parses into this value again."""
        pairs: list[tuple[str, str]] = [("q", self.text)] if self.text else []
        pairs += [(name, value) for name, values in self.filters.items() for value in values]
        if self.curated is not None:
            pairs.append(("curated", "1" if self.curated else "0"))
        if self.since is not None:
            pairs.append(("since", self.since.isoformat(timespec="seconds")))
        defaults = (("sort", "best"), ("page", 1), ("size", SIZE))
        pairs += [(name, str(value)) for name, default in defaults if (value := getattr(self, name)) != default]
        return urlencode([*pairs, ("exactly", "1")] if self.exactly else pairs)


def parse(params: Params) -> SearchQuery:
    """Return the query that `params` spell out; raise BadQuery naming the first parameter that cannot be read."""
    return SearchQuery(
        text=clean(one(params, "q")),
        kinds=known(params, "kind", kind_labels()),
        specialities=several(params, "speciality"),
        inheritance=several(params, "inheritance"),
        onset=several(params, "onset"),
        audience=known(params, "audience", Audience.values),
        years=shaped(params, "year", YEAR, "A year looks like 2026, or -2023 for 2023 and earlier."),
        diseases=tuple(disease_key(value) for value in several(params, "disease")),
        curated=flag(params, "curated"),
        since=moment(params, "since"),
        sort=choice(params, "sort", SORTS, "best"),
        page=number(params, "page", 1, PAGE_LIMIT),
        size=number(params, "size", SIZE, SIZE_LIMIT),
        exactly=bool(flag(params, "exactly")),
    )


def clean(text: str) -> str:
    """Return `text` without what no page and no database can hold: NUL, half a surrogate pair."""
    return " ".join(text[:TEXT_LIMIT].replace("\0", " ").encode("utf-8", "ignore").decode().split())


def one(params: Params, name: str) -> str:
    values = params.getlist(name)
    return values[-1] if values else ""


def several(params: Params, name: str) -> tuple[str, ...]:
    values = tuple(dict.fromkeys(value for raw in params.getlist(name)[: VALUES_LIMIT + 1] if (value := clean(raw))))
    if len(values) > VALUES_LIMIT:
        raise BadQuery(name, f"At most {VALUES_LIMIT} values of “{name}” at once.")
    return values


def known(params: Params, name: str, choices: Sequence[str] | dict[str, str]) -> tuple[str, ...]:
    values = several(params, name)
    for value in values:
        if value not in choices:
            raise BadQuery(name, f"“{name}” is one of: {', '.join(choices)}.")
    return values


def shaped(params: Params, name: str, shape: re.Pattern[str], message: str) -> tuple[str, ...]:
    values = several(params, name)
    if not all(shape.fullmatch(value) for value in values):
        raise BadQuery(name, message)
    return values


def disease_key(value: str) -> str:
    match = DISEASE.fullmatch(value)
    if not match:
        raise BadQuery("disease", "A disease is named by its code: ORPHA:558 or OMIM:154700.")
    return f"{match[1].upper()}:{match[2]}"


def flag(params: Params, name: str) -> bool | None:
    value = one(params, name).lower()
    if value and value not in FLAGS:
        raise BadQuery(name, f"“{name}” is 1 or 0.")
    return FLAGS.get(value)


def moment(params: Params, name: str) -> datetime | None:
    """Return a point in time; one without a zone is in UTC."""
    value = one(params, name)
    try:
        found = datetime.fromisoformat(ZONE.sub("+", value)) if value else None
        return found and (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadQuery(name, f"“{name}” is a date like 2026-11-25, or 2026-11-25T08:00:00+00:00.") from None


def choice(params: Params, name: str, choices: dict[str, str], default: str) -> str:
    value = one(params, name) or default
    if value not in choices:
        raise BadQuery(name, f"“{name}” is one of: {', '.join(choices)}.")
    return value


def number(params: Params, name: str, default: int, most: int) -> int:
    value = one(params, name) or str(default)
    if not re.fullmatch(r"[0-9]{1,6}", value) or not 1 <= int(value) <= most:
        raise BadQuery(name, f"“{name}” is a number from 1 to {most}.")
    return int(value)
