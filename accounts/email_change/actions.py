"""Changing the address of an account. Both mailboxes say yes, in whichever order; whoever has only one changes nothing."""

from datetime import datetime
from enum import Enum

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from accounts.email_change.links import Link
from accounts.email_change.mails import send_done, send_requests
from accounts.email_change.querysets import is_taken, waiting_for
from accounts.events import log
from accounts.models import EmailChange, User
from accounts.sessions.actions import renew_access
from audit.actions import audited
from audit.kinds import Action


class Outcome(Enum):
    GONE = "gone"
    HALF = "half"
    DONE = "done"


@audited
def ask_for_change(*, address: str, by: User, now: datetime) -> EmailChange:
    """Write to both mailboxes. An address of somebody else's is asked for like any other; its owner gets no link."""
    EmailChange.objects.filter(user=by).delete()
    change = EmailChange.objects.create(user=by, address=address.lower(), asked_at=now)
    log(Action.EMAIL_CHANGE_ASKED, by=by, owner=by)
    taken = is_taken(change.address, by)
    transaction.on_commit(lambda: send_requests(change, is_taken=taken))
    return change


@audited
def cancel_change(*, by: User) -> bool:
    deleted, _ = EmailChange.objects.filter(user=by).delete()
    return bool(deleted)


@audited
def confirm_side(*, link: Link, now: datetime, but: str | None = None) -> Outcome:
    """Take the yes of one mailbox; with the second one the address changes and every session of the account but one ends."""
    change = waiting_for(link, now).select_for_update(of=("self",)).select_related("user").first()
    if change is None:
        return Outcome.GONE
    setattr(change, f"{link.side}_confirmed_at", now)
    change.save()
    if not change.is_confirmed():
        return Outcome.HALF
    return Outcome.DONE if put_in_place(change, but) else Outcome.GONE


def put_in_place(change: EmailChange, but: str | None) -> bool:
    """Give the account its new address; return False if somebody else has it by now."""
    user, former = change.user, change.user.email
    change.delete()
    if is_taken(change.address, user):
        return False
    try:
        with transaction.atomic():
            write_address(user, change.address)
    except IntegrityError:  # taken between the look and the write
        return False
    renew_access(user=user, but=but, by=user)
    log(Action.EMAIL_CHANGED, by=user, owner=user)
    transaction.on_commit(lambda: send_done(former=former, address=change.address))
    return True


def write_address(user: User, address: str) -> None:
    user.email = address
    user.save(update_fields=["email"])
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
