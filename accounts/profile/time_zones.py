"""The time zones somebody may choose: each place of the IANA database once, by the name it has today."""

from functools import cache
from importlib.resources import files
from itertools import groupby

REGIONS = frozenset(
    {"Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
)
Grouped = list[tuple[str, list[tuple[str, str]]]]


@cache
def time_zones() -> tuple[str, ...]:
    """Return UTC and the places of zone.tab: for each country its own, where the database itself keeps one for several."""
    rows = (line.split("\t") for line in table("zone.tab") if not line.startswith("#"))
    return ("UTC", *sorted(row[2] for row in rows))


@cache
def former_names() -> dict[str, str]:
    """Return names from former times with the one that took their place: Asia/Calcutta is Asia/Kolkata."""
    links = (line.split() for line in table("tzdata.zi") if line.startswith("L "))
    known = frozenset(time_zones())
    return {name: now for _, now, name in links if region(name) in REGIONS and name not in known and now in known}


def table(name: str) -> list[str]:
    return (files("tzdata") / "zoneinfo" / name).read_text(encoding="utf-8").splitlines()


def is_time_zone(name: str) -> bool:
    """Say whether a name may be kept. Former ones may: they were chosen when they stood in the list."""
    return name in time_zones() or name in former_names()


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
