"""Hiding a case or a reply at once, and showing it again. A hidden case keeps the state it comes back to."""

from datetime import datetime

from accounts.models import User
from audit.actions import audited
from audit.kinds import Action
from cases.actions.appearing import release
from cases.actions.moving import locked
from cases.events import log
from cases.models import Case, Reply
from cases.news import tell_of_hiding, tell_of_reply_hidden, tell_of_reply_shown, tell_of_showing
from cases.signals import case_changed
from cases.states import State

SCANNER = "scanner"  # a reason beside cases.reasons.FlagReason: the scanner found something in a later text


@audited
def quarantine(*, case: Case, reason: str, by: User | None, now: datetime) -> bool:
    """Hide a case from everybody until two moderators show it again; return False if it was hidden before, or is withdrawn.

    From then on its owner, its organisation and its liaison know that it is there, and nobody reads it at the hub but
    moderators. What its owner wrote stays in the export of their own data, and they see it where they are asked to rewrite it.
    """
    held = locked(case)
    if held.quarantined_at is not None or held.state == State.WITHDRAWN:
        return False
    held.quarantined_at = case.quarantined_at = now
    held.rewrite_asked_at = held.rewritten_at = case.rewrite_asked_at = case.rewritten_at = None
    held.save(update_fields=["quarantined_at", "rewrite_asked_at", "rewritten_at"])
    held.returns.filter(reply=None).delete()  # a yes to an earlier return counts for that one only
    log(Action.CASE_HIDDEN, case=held, by=by, details={"reason": reason})
    case_changed.send(Case, case=held)
    tell_of_hiding(held, by=by, now=now)
    return True


def show(case: Case, *, by: User, now: datetime) -> None:
    """Show a locked case again, where it stood. Who may decide that: `cases.desk.actions.returning`."""
    case.quarantined_at = case.rewrite_asked_at = case.rewritten_at = None
    case.save(update_fields=["quarantined_at", "rewrite_asked_at", "rewritten_at"])
    case.returns.filter(reply=None).delete()
    log(Action.CASE_SHOWN, case=case, by=by)
    case_changed.send(Case, case=case)
    tell_of_showing(case, now=now)


def hide_reply(reply: Reply, *, reason: str, by: User, now: datetime) -> None:
    """Hide one reply of a locked case; its author still sees it, with the reason."""
    if reply.hidden_at is not None:
        return
    reply.hidden_at, reply.hidden_for = now, reason
    reply.save(update_fields=["hidden_at", "hidden_for"])
    reply.returns.all().delete()
    log(Action.REPLY_HIDDEN, case=reply.case, by=by, details={"reason": reason})
    case_changed.send(Case, case=reply.case)
    tell_of_reply_hidden(reply, now=now)


def show_reply(reply: Reply, *, by: User, now: datetime) -> None:
    """Show a reply of a locked case that was hidden or held back; one that nobody ever saw appears as a new one does."""
    reply.hidden_at, reply.hidden_for = None, ""
    reply.save(update_fields=["hidden_at", "hidden_for"])
    reply.returns.all().delete()
    log(Action.REPLY_SHOWN, case=reply.case, by=by)
    if reply.held_at is not None:
        release(reply, by=None, now=now)
        return
    case_changed.send(Case, case=reply.case)
    tell_of_reply_shown(reply.case, reply_id=reply.pk, now=now)
