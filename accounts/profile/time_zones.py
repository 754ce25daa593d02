"""The time zones somebody may choose: the places of the IANA database, without its names from former times."""

from functools import cache
from itertools import groupby
from zoneinfo import available_timezones

REGIONS = frozenset(
    {"Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
)
Grouped = list[tuple[str, list[tuple[str, str]]]]


@cache
def time_zones() -> tuple[str, ...]:
    return ("UTC", *sorted(name for name in available_timezones() if region(name) in REGIONS))


@cache
def grouped_time_zones() -> Grouped:
    """Return the choices of a select box, a group for each part of the world."""
    places = groupby(time_zones()[1:], key=region)
    return [("World", [("UTC", "UTC")]), *((name, [(zone, place(zone)) for zone in zones]) for name, zones in places)]


def region(name: str) -> str:
    head, _, rest = name.partition("/")
    return head if rest else ""


def place(name: str) -> str:
    return name.partition("/")[2].replace("_", " ").replace("/", ", ")
