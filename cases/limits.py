"""How much one account may do in an hour or a day: counted in the cache, by page and API alike."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from django.core.cache import cache
from django.db.models import Exists, Min, OuterRef
from django.utils import timezone

from accounts.models import Pseudonym, User
from cases.models import Case, Helpful, Reply
from common.limits import DAY, HOUR, spend

NEW_FOR = timedelta(days=30)
FLAGS_A_DAY = 10
CASES_AN_HOUR = 60
IMPORTS_AN_HOUR = 20
TOO_MANY_REPLIES = "You sent {most} replies within {span}. Nothing you wrote is lost; send it {{when}}."
TOO_MANY_FLAGS = "You reported {most} things since yesterday. If something cannot wait, write to the moderators."
TOO_MANY_FILES = "You sent {most} phenopackets within an hour. Send the next one later."
TOO_MUCH_READING = "You opened {most} cases within an hour. Cases are read one by one; go on in an hour."


class Trust(StrEnum):
    """How well the network knows somebody who answers."""

    NEW = "new"  # a member for less than 30 days, or nobody found a reply helpful yet
    USUAL = "usual"
    CREDITED = "credited"  # a reply of theirs was named as the one that helped


class Most(NamedTuple):
    hour: int
    day: int


REPLIES: dict[Trust, Most] = {Trust.NEW: Most(5, 20), Trust.USUAL: Most(20, 100), Trust.CREDITED: Most(60, 300)}


def trust_of(user: User, now: datetime) -> Trust:
    """Return the tier of a physician, with two queries at most."""
    marks = Helpful.objects.filter(reply=OuterRef("pk"))
    replies = Reply.objects.shown().filter(author=user).annotate(is_helpful=Exists(marks))
    found = list(replies.order_by("-is_helpful").values_list("is_helpful", "credited_at")[:500])
    if any(credited_at for _, credited_at in found):
        return Trust.CREDITED
    is_known = any(is_helpful for is_helpful, _ in found) and now - member_since(user) >= NEW_FOR
    return Trust.USUAL if is_known else Trust.NEW


def member_since(user: User) -> datetime:
    """Return when somebody first had a pseudonym; whoever has none joined just now."""
    first = Pseudonym.objects.filter(physician__user=user).aggregate(first=Min("given_at"))["first"]
    return first or timezone.now()


def spend_reply(user: User, now: datetime | None = None) -> None:
    """Count one reply; raise TooOften when those of the hour or the day are used up."""
    most = REPLIES[trust_of(user, now or timezone.now())]
    spend(f"cases:replies-hour:{user.pk}", most.hour, HOUR, TOO_MANY_REPLIES.format(most=most.hour, span="an hour"))
    spend(f"cases:replies-day:{user.pk}", most.day, DAY, TOO_MANY_REPLIES.format(most=most.day, span="a day"))


def spend_flag(user: User) -> None:
    """Count one report; raise TooOften after ten a day."""
    spend(f"cases:flags:{user.pk}", FLAGS_A_DAY, DAY, TOO_MANY_FLAGS.format(most=FLAGS_A_DAY))


def spend_import(user: User) -> None:
    """Count one file that is to become a draft; raise TooOften after twenty an hour."""
    spend(f"cases:imports:{user.pk}", IMPORTS_AN_HOUR, HOUR, TOO_MANY_FILES.format(most=IMPORTS_AN_HOUR))


def spend_reading(user: User, case: Case | None = None) -> bool:
    """Count one opened case, or with `case` each case once an hour, and say whether it counted.

    Raises TooOften after sixty an hour. A case is marked as opened after it counted: one that was refused stays shut.
    """
    mark = case and f"cases:read:{user.pk}:{case.pk}"
    if mark and cache.get(mark):
        return False
    spend(f"cases:readings:{user.pk}", CASES_AN_HOUR, HOUR, TOO_MUCH_READING.format(most=CASES_AN_HOUR))
    if mark:
        cache.set(mark, 1, HOUR)
    return True
