"""Marking what helped, and following a case."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from accounts.models import User
from cases.actions.moving import locked
from cases.models import Case, CaseFollow, Helpful, Reply
from cases.permissions import check_read
from cases.thread.permissions import check_mark


@transaction.atomic
def mark_helpful(*, reply: Reply, by: User) -> bool:
    """Mark a reply that `by` sees; return False if it was marked before. The count moves with the row, never from a reading."""
    check_read(locked(reply.case), by)
    check_mark(reply, by)
    _, is_new = Helpful.objects.get_or_create(reply=reply, reader=by)
    if is_new:
        Reply.objects.filter(pk=reply.pk).update(helpful_count=F("helpful_count") + 1)
    return is_new


@transaction.atomic
def unmark_helpful(*, reply: Reply, by: User) -> bool:
    """Take a mark back; return False if there was none."""
    check_read(locked(reply.case), by)
    gone, _ = Helpful.objects.filter(reply=reply, reader=by).delete()
    if gone:
        Reply.objects.filter(pk=reply.pk).update(helpful_count=F("helpful_count") - 1)
    return bool(gone)


@transaction.atomic
def follow_case(*, case: Case, by: User, now: datetime) -> bool:
    """Hear of news of a case; return False if it was followed before."""
    check_read(locked(case), by)
    _, is_new = CaseFollow.objects.get_or_create(case=case, reader=by, defaults={"since": now})
    return is_new


@transaction.atomic
def unfollow_case(*, case: Case, by: User) -> bool:
    gone, _ = CaseFollow.objects.filter(case=locked(case), reader=by).delete()
    return bool(gone)
