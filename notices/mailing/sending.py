"""`manage.py send_notices`: mails what is due. May run as often as one likes, and at the same time on several machines.

A mail is claimed in one transaction, sent outside of any, and noted as sent in another. A mail server that fails gives the
claim back. Where the process ends between sending and noting, the claim is over after ten minutes, and the mail goes out
once more: once too often at most, never not at all.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction

from accounts.models import User
from notices.mailing.mails import mail_about
from notices.mailing.querysets import CLAIM_ENDS, due_notices
from notices.models import Notice
from notices.subjects import readable

USERS_AT_ONCE = 200
NOTICES_OF_ONE = 500  # in one mail; what is more comes with the next run
CLOSED_FOR = timedelta(hours=1)  # until what may not be read just now is looked at again
FAILURES_MOST = 3  # in a row: then the mail server is away, and the next run tries again

logger = logging.getLogger(__name__)


@dataclass
class Run:
    """What one run did."""

    now: datetime
    mails: int = 0
    failures: int = 0
    in_a_row: int = 0
    server: BaseEmailBackend = field(default_factory=get_connection)

    @property
    def gave_up(self) -> bool:
        return self.in_a_row >= FAILURES_MOST


def send_due(now: datetime) -> Run:
    """Send each account one mail with all that is due to it."""
    run = Run(now)
    for users in batches(now):
        for user in users:
            send_to(user, run)
            if run.gave_up:
                return run
    run.server.close()
    return run


def batches(now: datetime) -> Iterator[list[User]]:
    """Yield the accounts that something is due to, a bounded number at a time."""
    last = 0
    while True:
        waiting = due_notices(now).filter(user__gt=last).order_by("user")
        keys = list(waiting.values_list("user", flat=True).distinct()[:USERS_AT_ONCE])
        if not keys:
            return
        yield list(User.objects.filter(pk__in=keys).order_by("pk"))
        last = keys[-1]


def send_to(user: User, run: Run) -> None:
    notices = claim(user, run.now)
    if not notices:
        return
    mine = Notice.objects.filter(pk__in=[notice.pk for notice in notices])
    try:
        mail_about([notice.sentence for notice in notices], user.email, run.server).send()
    except (SMTPException, OSError) as error:
        mine.update(claimed_at=None)
        run.failures, run.in_a_row = run.failures + 1, run.in_a_row + 1
        run.server = get_connection()  # the old one may be half-way through a mail
        logger.warning("A mail about news could not be sent: %s", type(error).__name__)
        return
    mine.update(mailed_at=run.now, claimed_at=None)
    run.mails, run.in_a_row = run.mails + 1, 0


@transaction.atomic
def claim(user: User, now: datetime) -> list[Notice]:
    """Take what is due to an account and may still be read, so that no other run sends it."""
    waiting = due_notices(now).filter(user=user)
    skips = connection.features.has_select_for_update_skip_locked
    while rows := list(waiting.select_for_update(of=("self",), skip_locked=skips)[:NOTICES_OF_ONE]):
        open_to = readable(row.whose for row in rows)
        mark([row for row in rows if row.whose not in open_to], claimed_at=now + CLOSED_FOR - CLAIM_ENDS)
        if taken := mark([row for row in rows if row.whose in open_to], claimed_at=now):
            return taken
    return []


def mark(some: list[Notice], *, claimed_at: datetime) -> list[Notice]:
    """Keep notices from other runs, until `CLAIM_ENDS` after `claimed_at`, and return them."""
    Notice.objects.filter(pk__in=[row.pk for row in some]).update(claimed_at=claimed_at)
    return some
