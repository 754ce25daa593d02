"""Time zones by their names."""

from functools import lru_cache
from zoneinfo import ZoneInfo

UTC = ZoneInfo("UTC")


@lru_cache(maxsize=1024)  # Python itself keeps eight of them
def zone_of(name: str) -> ZoneInfo:
    """Return a time zone by its name, UTC for one that this machine does not know."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return UTC
