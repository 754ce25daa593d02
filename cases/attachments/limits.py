"""How many files one account may send a day: each is drawn anew, which takes a processor."""

from http import HTTPStatus

from django.core.cache import cache

from accounts.models import User
from accounts.verification.limits import DAY, TooOften

FILES_A_DAY = 120
SENTENCE = f"You sent {FILES_A_DAY} files since yesterday. Nothing is lost; send more tomorrow."


def spend_file(by: User) -> None:
    """Count one file; raise TooOften when the day's are used up."""
    key = f"cases:files:{by.pk}"
    cache.add(key, 0, DAY)
    try:
        sent = cache.incr(key)
    except ValueError:  # it ran out between the two lines
        sent = 1
    if sent > FILES_A_DAY:
        raise TooOften(HTTPStatus.TOO_MANY_REQUESTS, SENTENCE)
