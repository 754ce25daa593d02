"""How often one account may try what could be guessed, or what fills mailboxes. Counted in the cache, by page and API alike."""

from enum import StrEnum

from accounts.models.user import User
from common import limits


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


def spend(what: Limited, user: User) -> None:
    """Count one try; raise TooOften when the day's tries are used up."""
    most = MOST_A_DAY[what]
    limits.spend(f"verification:{what}:{user.pk}", most, limits.DAY, SENTENCE.format(most=most))
