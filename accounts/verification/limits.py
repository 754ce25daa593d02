"""How often one account may try what could be guessed, or what fills mailboxes. Counted in the cache, by page and API alike."""

from enum import StrEnum
from http import HTTPStatus

from django.core.cache import cache
from ninja.errors import HttpError

from accounts.models.user import User

DAY = 24 * 60 * 60


class Limited(StrEnum):
    DETAILS = "details"
    CODE = "code"
    PICTURE = "picture"
    VOUCH = "vouch"
    EXPORT = "export"


MOST_A_DAY = {Limited.DETAILS: 20, Limited.CODE: 10, Limited.PICTURE: 20, Limited.VOUCH: 10, Limited.EXPORT: 20}
SENTENCE = (
    "You tried this {most} times since yesterday, and no more is possible today. Nothing is lost; try again tomorrow."
)


class TooOften(HttpError):
    """The API answers it as any other problem; the pages show its sentence."""


def spend(what: Limited, user: User) -> None:
    """Count one try; raise TooOften when the day's tries are used up."""
    key = f"verification:{what}:{user.pk}"
    cache.add(key, 0, DAY)
    try:
        tries = cache.incr(key)
    except ValueError:  # it ran out between the two lines
        tries = 1
    if tries > MOST_A_DAY[what]:
        raise TooOften(HTTPStatus.TOO_MANY_REQUESTS, SENTENCE.format(most=MOST_A_DAY[what]))
