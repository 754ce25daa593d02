"""How often something may be done within a span of time: counted in the cache, for page and API alike."""

import math
import time
from http import HTTPStatus

from django.core.cache import cache
from ninja.errors import HttpError

HOUR, DAY = 60 * 60, 24 * 60 * 60


class TooOften(HttpError):
    """The API answers it as any other problem; the pages show its sentence."""


def spend(key: str, most: int, seconds: int, sentence: str) -> None:
    """Count one try under `key`, whose span begins with the first; raise TooOften with `sentence` when all are used up.

    In the sentence, `{when}` says when there are tries again.
    """
    if cache.add(key, 0, seconds):
        cache.set(f"{key}:ends", time.time() + seconds, seconds)
    try:
        tries = cache.incr(key)
    except ValueError:  # it ran out between the two lines
        tries = 1
    if tries > most:
        raise TooOften(HTTPStatus.TOO_MANY_REQUESTS, sentence.replace("{when}", when_again(key)))


def when_again(key: str) -> str:
    ends = cache.get(f"{key}:ends")
    if ends is None:
        return "later"
    minutes = max(1, math.ceil((ends - time.time()) / 60))
    count, unit = (minutes, "minute") if minutes <= 60 else (math.ceil(minutes / 60), "hour")
    return f"in {count} {unit}{'' if count == 1 else 's'}"
