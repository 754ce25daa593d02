"""What takes long to count and is shown often: counted by one process at a time, and kept for all in the cache."""

from collections.abc import Callable
from datetime import datetime, timedelta
from time import sleep
from typing import TypeVar

from django.core.cache import cache

KEPT = 24 * 60 * 60  # seconds; what is older than asked for is still better than a wait
COUNTING_MOST = 60  # seconds until a process that counts is held for dead
LOOKS, BETWEEN = 40, 0.05  # at what another process counts for the first time, and seconds between two

Value = TypeVar("Value")


def kept(key: str, count: Callable[[], Value], *, now: datetime, renewed_after: timedelta) -> Value:
    """Return what `count` says, at most `renewed_after` old; while one process counts anew, others have what was there."""
    found = cache.get(key)
    if found and now - found[0] < renewed_after:
        return found[1]
    if not cache.add(f"{key}:counting", 1, COUNTING_MOST):
        return found[1] if found else first_of_another(key, count)
    try:
        newer = cache.get(key)  # another process may have ended just now
        if newer and now - newer[0] < renewed_after:
            return newer[1]
        value = count()
        cache.set(key, (now, value), KEPT)
    finally:
        cache.delete(f"{key}:counting")
    return value


def first_of_another(key: str, count: Callable[[], Value]) -> Value:
    """Wait two seconds for what another process counts, and count if nothing came of it."""
    for _ in range(LOOKS):
        sleep(BETWEEN)
        if found := cache.get(key):
            return found[1]
    return count()
