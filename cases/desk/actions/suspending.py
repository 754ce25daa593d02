"""Whoever does harm reads on, and does not answer for a time. One moderator begins it, two end it earlier."""

import math
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.events import log
from accounts.models import User
from audit.actions import Details, audited
from audit.kinds import Action, Area
from cases.actions.leading import release
from cases.actions.moving import locked
from cases.desk.querysets import bans_now, flags_of
from cases.models import AnsweringBan, Case, Flag
from cases.news import tell_of_suspension
from cases.permissions import NOT_HERE, check_moderate
from cases.states import HELD

LONGEST = timedelta(days=90)
NO_AUTHOR = "This report is about a case, or its author has left. Nobody can be suspended by it."
TOO_LONG = "A suspension lasts 90 days at most, and ends after today."
SUSPENDED = "This colleague cannot answer already."
AGREED = "You have agreed. One more moderator has to."


@audited
def suspend(*, flag: Flag, until: datetime, by: User, now: datetime) -> AnsweringBan:
    """Keep the author of a reported reply from answering until a day, for the reason of the report.

    The cases that they look after are taken off them, and the search for a volunteer goes on.
    Raises PermissionDenied for whoever may not answer the report, ValidationError for more than 90 days.
    """
    check_moderate(by)
    locked(flag.case)
    reported = flags_of(by).filter(pk=flag.pk).first()
    if reported is None:
        raise PermissionDenied(NOT_HERE)
    author = reported.reply.author if reported.reply else None
    if author is None or author.pk == by.pk:
        raise ValidationError(NO_AUTHOR)
    if not now < until <= now + LONGEST:
        raise ValidationError({"until": TOO_LONG})
    User.objects.select_for_update(no_key=True).get(pk=author.pk)  # one suspension at a time
    if AnsweringBan.objects.filter(user=author, until__gt=now).exists():
        raise ValidationError(SUSPENDED)
    ban = AnsweringBan.objects.create(user=author, reason=reported.reason, by=by, at=now, until=until)
    days = math.ceil((until - now) / timedelta(days=1))
    log_of(ban, by=by, details={"reason": ban.reason, "days": days, "lifted": False})
    release_all(author, by=by, now=now)
    tell_of_suspension(ban, now=now)
    return ban


def release_all(liaison: User, *, by: User, now: datetime) -> None:
    for held in Case.objects.filter(liaison=liaison, state__in=HELD).order_by("pk"):
        case = locked(held)
        if case.liaison_id == liaison.pk and case.state in HELD:  # neither given back nor closed meanwhile
            release(case, by=by, now=now)


@audited
def agree_to_lift(*, ban: AnsweringBan, by: User, now: datetime) -> bool:
    """Say yes to ending a suspension earlier; return True when that was the second moderator's, and it is over."""
    check_moderate(by)
    ban = AnsweringBan.objects.select_for_update(of=("self",)).select_related("user").get(pk=ban.pk)
    if not bans_now(by, now).filter(pk=ban.pk).exists():
        raise PermissionDenied(NOT_HERE)
    if ban.lift_agreed_by_id == by.pk:
        raise ValidationError(AGREED)
    is_second = ban.lift_agreed_by_id is not None
    if is_second:
        ban.until = now
    else:
        ban.lift_agreed_by = by
    ban.save(update_fields=["until", "lift_agreed_by"])
    log_of(ban, by=by, details={"reason": ban.reason, "lifted": is_second, "agreed": True})
    return is_second


def log_of(ban: AnsweringBan, *, by: User, details: Details) -> None:
    log(Action.ANSWERING_ENDED, area=Area.CASES, by=by, owner=ban.user, about=("suspension", ban.pk), details=details)
