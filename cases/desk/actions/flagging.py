"""Reporting what should not be there, and what a moderator makes of a report."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.permissions import check_permission
from accounts.roles import Permission
from audit.actions import audited
from audit.kinds import Action
from cases.actions.hiding import hide_reply, quarantine
from cases.actions.moving import locked
from cases.desk.querysets import flags_of
from cases.events import log
from cases.limits import spend_flag
from cases.models import Case, Flag, Reply
from cases.news import tell_of_flag, tell_of_flag_answer
from cases.permissions import ban_of, check_moderate, check_read
from cases.reasons import PHI, FlagReason

Answer = Flag.Answer
NO_FLAGGING = "Verified physicians report what should not be here."
NO_REASON = "Choose what is wrong from the list."
NO_REPLY = "This reply is not shown any more. Thank you for looking."
FLAGGED = "You have reported this. A moderator looks at it."
ANSWERED = "Somebody has answered this report in the meantime."
NOTHING_TO_HIDE = "This report is about the case itself. Hide the case, or dismiss the report."
NO_ANSWER = "Choose what to do about the report."


def flag(*, case: Case, by: User, reason: str, now: datetime, reply: Reply | None = None) -> Flag:
    """Report a case or a reply; what could show who the patient is hides the whole case in the same moment.

    The report of somebody who is suspended from answering hides nothing by itself: the moderators are called to it.
    Raises PermissionDenied for whoever cannot read it, ValidationError for what they reported before, TooOften after ten a day.
    """
    check_permission(by, Permission.ANSWER_CASES, NO_FLAGGING)
    check_read(case, by)
    if reason not in FlagReason.values:
        raise ValidationError({"reason": NO_REASON})
    spend_flag(by)
    return write_flag(case, reply, by=by, reason=reason, now=now)


@audited
def write_flag(case: Case, reply: Reply | None, *, by: User, reason: str, now: datetime) -> Flag:
    case = locked(case)
    check_read(case, by)  # it may have been hidden while this one waited
    if reply is not None and not case.replies.shown().filter(pk=reply.pk).exists():
        raise ValidationError(NO_REPLY)
    try:
        with transaction.atomic():
            made = Flag.objects.create(case=case, reply=reply, reason=reason, by=by, at=now)
    except IntegrityError:
        raise ValidationError(FLAGGED) from None
    log(Action.CASE_FLAGGED, case=case, by=by, details={"reason": reason, "reply": reply is not None})
    if reason in PHI and not ban_of(by):
        quarantine(case=case, reason=reason, by=by, now=now)
    tell_of_flag(made, now=now)
    return made


class Measure:
    """What a moderator does about a report."""

    DISMISS = "dismiss"
    UPHOLD = "uphold"  # it is right, and what is needed was done
    HIDE_REPLY = "hide_reply"
    HIDE_CASE = "hide_case"
    ALL = (DISMISS, UPHOLD, HIDE_REPLY, HIDE_CASE)


@audited
def answer_flag(*, flag: Flag, by: User, measure: str, now: datetime) -> Flag:
    """Answer a report. Raises PermissionDenied for whoever made it, and ValidationError if it was answered before."""
    check_moderate(by)
    if measure not in Measure.ALL:
        raise ValidationError({"measure": NO_ANSWER})
    case = locked(flag.case)
    flag = waiting(flag, by)
    if measure == Measure.HIDE_REPLY:
        hide_flagged(flag, by=by, now=now)
    if measure == Measure.HIDE_CASE:
        quarantine(case=case, reason=flag.reason, by=by, now=now)
    flag.answer = Answer.DISMISSED if measure == Measure.DISMISS else Answer.UPHELD
    flag.answered_by, flag.answered_at = by, now
    flag.save(update_fields=["answer", "answered_by", "answered_at"])
    details = {"answer": str(flag.answer), "reason": flag.reason, "measure": measure}
    log(Action.FLAG_ANSWERED, case=case, by=by, details=details)
    tell_of_flag_answer(flag, now=now)
    return flag


def waiting(flag: Flag, by: User) -> Flag:
    """Return a report as it is now that its case is locked; refuse one's own, and one that was answered."""
    now = flags_of(by).filter(pk=flag.pk).first()
    if now is None:
        raise PermissionDenied(ANSWERED)
    if now.answer != Answer.WAITING:
        raise ValidationError(ANSWERED)
    return now


def hide_flagged(flag: Flag, *, by: User, now: datetime) -> None:
    if flag.reply is None:
        raise ValidationError(NOTHING_TO_HIDE)
    hide_reply(flag.reply, reason=flag.reason, by=by, now=now)
