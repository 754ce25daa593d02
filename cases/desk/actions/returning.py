"""Showing a hidden case or reply again. It takes two different moderators, and neither of them reported it."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet

from accounts.models import User
from audit.actions import audited
from audit.kinds import Action
from cases.actions.hiding import hide_reply, show, show_reply
from cases.actions.moving import locked
from cases.desk.actions.screening import write_cleared
from cases.desk.querysets import hidden_cases, holds_of, kept_replies
from cases.events import log
from cases.models import Case, Flag, Hold, Reply, Return
from cases.news import tell_of_rewriting_asked
from cases.permissions import NOT_HERE, check_moderate
from cases.versions import check_seen, version_of_case, version_of_reply

NEEDED = 2
OWN_REPORT = "You reported this, so two other moderators decide about showing it again."
AGREED = "You have agreed. One more moderator has to look at it."
REPORTS_FIRST = "Answer the reports about this case first."
HOLDS_FIRST = "Decide about every place that the scanner marked first."
REWRITING = "The owner was asked to write it anew, and has not done so yet."
ASKED = "The owner was asked already."


@audited
def agree_to_show(*, case: Case, by: User, now: datetime, seen: str | None = None) -> bool:
    """Say yes to showing a hidden case again; return True when that was the second yes, and it is shown.

    `seen` is the `version_of_case` that was read; None stands for `case` as it is handed over. Raises PermissionDenied for
    a case that is not hidden or one's own, ValidationError while something is open, and if it was changed since.
    """
    seen = version_of_case(case) if seen is None else seen
    case = hidden(case, by)
    check_unreported(Flag.objects.filter(case=case), by)
    check_seen(seen, version_of_case(case))
    check_settled(case)
    return agreed(case, None, by=by, now=now)


@audited
def agree_to_show_reply(*, reply: Reply, by: User, now: datetime, seen: str | None = None) -> bool:
    """Say yes to showing a hidden reply again; one that only the scanner held back is shown with the first yes.

    `seen` is the `version_of_reply` that was read; None stands for `reply` as it is handed over. Raises ValidationError if
    its author changed it since.
    """
    check_moderate(by)
    seen = version_of_reply(reply) if seen is None else seen
    case = locked(reply.case)
    reply = kept(reply, by)
    check_unreported(Flag.objects.filter(reply=reply), by)
    check_seen(seen, version_of_reply(reply))
    for hold in reply.holds.filter(cleared_at=None):
        write_cleared(hold, case, by=by, now=now)
    if reply.hidden_at is None:
        show_reply(reply, by=by, now=now)
        return True
    return agreed(case, reply, by=by, now=now)


@audited
def refuse_reply(*, reply: Reply, reason: str, by: User, now: datetime) -> None:
    """Keep a reply that the scanner held back from being shown; its author reads the reason."""
    check_moderate(by)
    locked(reply.case)
    reply = kept(reply, by)
    hide_reply(reply, reason=reason, by=by, now=now)


@audited
def clear_hidden_hold(*, hold: Hold, by: User, now: datetime) -> None:
    """Say that a marked place in a hidden case does not show who somebody is."""
    case = hidden(hold.case, by)
    write_cleared(holds_of(case).get(pk=hold.pk), case, by=by, now=now)


@audited
def ask_to_rewrite(*, case: Case, by: User, now: datetime) -> None:
    """Ask the owner of a hidden case to write its texts anew: no moderator changes what somebody wrote."""
    case = hidden(case, by)
    if case.rewrite_asked_at and not case.rewritten_at:
        raise ValidationError(ASKED)
    case.rewrite_asked_at, case.rewritten_at = now, None
    case.save(update_fields=["rewrite_asked_at", "rewritten_at"])
    case.returns.filter(reply=None).delete()
    log(Action.CASE_HIDDEN, case=case, by=by, details={"reason": "rewrite"})
    tell_of_rewriting_asked(case, now=now)


def hidden(case: Case, by: User) -> Case:
    """Return a hidden case, locked, if `by` decides about it; refuse everybody else, as for one that is not there."""
    check_moderate(by)
    case = locked(case)
    if not hidden_cases(by).filter(pk=case.pk).exists():
        raise PermissionDenied(NOT_HERE)
    return case


def kept(reply: Reply, by: User) -> Reply:
    now = kept_replies(by).filter(pk=reply.pk).first()
    if now is None:
        raise PermissionDenied(NOT_HERE)
    return now


def check_unreported(flags: QuerySet[Flag], by: User) -> None:
    if flags.filter(by=by).exists():
        raise PermissionDenied(OWN_REPORT)


def check_settled(case: Case) -> None:
    """Raise ValidationError while a report, a finding or the owner's new text is still waited for."""
    if case.flags.filter(answer=Flag.Answer.WAITING).exists():
        raise ValidationError(REPORTS_FIRST)
    if holds_of(case).filter(cleared_at=None).exists():
        raise ValidationError(HOLDS_FIRST)
    if case.rewrite_asked_at and not case.rewritten_at:
        raise ValidationError(REWRITING)


def agreed(case: Case, reply: Reply | None, *, by: User, now: datetime) -> bool:
    """Count a yes of a locked case or reply; show it with the second one."""
    given = Return.objects.filter(case=case, reply=reply)
    if given.filter(by=by).exists():
        raise ValidationError(AGREED)
    Return.objects.create(case=case, reply=reply, by=by, at=now)
    log(Action.RETURN_AGREED, case=case, by=by, details={"reply": reply is not None})
    if given.count() < NEEDED:
        return False
    if reply is None:
        show(case, by=by, now=now)
    else:
        show_reply(reply, by=by, now=now)
    return True
