"""A reply that is seen for the first time: the first answer of its case, and who hears of it."""

from datetime import datetime

from django.db.models import Min

from accounts.models import User
from cases.models import SUBSTANTIVE, Case, Reply
from cases.news import tell_of_mention, tell_of_reply
from cases.signals import case_changed


def appear(reply: Reply, *, by: User | None, now: datetime) -> None:
    """Do what follows when a reply is seen for the first time. Its case is locked: the first reply is noted once."""
    case = reply.case
    if reply.kind in SUBSTANTIVE and case.first_reply_at is None:
        case.first_reply_at = now
        case.save(update_fields=["first_reply_at"])
    tell_of_reply(case, reply=reply, by=by, now=now)
    for row in reply.mentions.exclude(named=reply.author_id).select_related("named"):
        tell_of_mention(case, reply=reply, named=row.named, by=by, now=now)
    case_changed.send(Case, case=case)


def release(reply: Reply, *, by: User | None, now: datetime) -> None:
    """Show what was held, by its author who mended it or, None, by a moderator: then its author hears of it too.

    If nobody ever saw it, it is as new as this moment.
    """
    if reply.held_at == reply.made_at:
        reply.made_at = now
    reply.held_at = None
    reply.save(update_fields=["held_at", "made_at"])
    appear(reply, by=by, now=now)


def note_first_reply(case: Case) -> None:
    """Write down anew when a locked case was first answered, after a reply went."""
    kept = Reply.objects.shown().filter(case=case, kind__in=SUBSTANTIVE)
    case.first_reply_at = kept.aggregate(first=Min("made_at"))["first"]
    case.save(update_fields=["first_reply_at"])
