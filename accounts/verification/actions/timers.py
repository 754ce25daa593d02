"""What time does to applications: `manage.py run_verification` does it, once a day or oftener, and changes nothing twice."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models.vault import Identity
from accounts.models.verification import Application, RegisterCheck
from accounts.vault.actions import erase_identity, erase_picture, pictures_past_keeping, use_identity
from accounts.vault.facts import Purpose
from accounts.verification.actions.applying import check_register
from accounts.verification.actions.deciding import tell
from accounts.verification.actions.ending import end_claim
from accounts.verification.actions.moving import GRACE, YEAR, locked, move
from accounts.verification.licences import Licence
from accounts.verification.mails import send_reminder, send_renewal
from accounts.verification.registers import Status, entries_in_force
from accounts.verification.states import BEFORE_DETAILS, State
from audit.actions import audited

REMINDERS = (timedelta(days=3), timedelta(days=10))
CLOSES = timedelta(days=30)
KEEPS = timedelta(
    days=29
)  # the identity of whoever was rejected: with a run a day it is gone within the 30 that are promised
FRESH = timedelta(days=92)  # an older register renews nobody by itself


def reminding(now: datetime) -> QuerySet[Application]:
    due = [Q(reminders=number, since__lte=now - after) for number, after in enumerate(REMINDERS)]
    return Application.objects.filter(due[0] | due[1], state=State.NEEDS_EVIDENCE)


def remind(application: Application, now: datetime) -> None:
    application.reminders += 1
    application.save(update_fields=["reminders"])
    address, left = application.user.email, (application.since + CLOSES - now).days
    transaction.on_commit(lambda: send_reminder(address=address, days_left=max(left, 0)))


def forgotten(now: datetime) -> QuerySet[Application]:
    waiting = BEFORE_DETAILS | {State.NEEDS_EVIDENCE}
    return Application.objects.filter(state__in=waiting, since__lte=now - CLOSES)


def close(application: Application, now: datetime) -> None:
    move(application, State.CLOSED, by=None, now=now, reason="no_answer")
    erase_identity(application=application, by=None)
    end_claim(application, by=None)


def struck_off(now: datetime) -> QuerySet[Application]:
    """Members of whom the register, as it was last imported, says anything but that the licence is current."""
    entries = entries_in_force().filter(country=OuterRef("country"), fingerprint=OuterRef("fingerprint"))
    return Application.objects.members().filter(Exists(entries.exclude(status=Status.ACTIVE)))


def strike_off(application: Application, now: datetime) -> None:
    application.register_checks.create(
        at=now, outcome=RegisterCheck.Outcome.MISMATCH, number_fits=True, status_fits=False
    )
    move(application, State.SUSPENDED, by=None, now=now, reason="register")
    tell(application)


def a_year_old(now: datetime) -> QuerySet[Application]:
    return Application.objects.filter(state=State.VERIFIED, verified_at__lte=now - YEAR)


def renew_or_ask(application: Application, now: datetime) -> None:
    """Renew by a fresh register that still says "active"; otherwise the month of grace begins, and a reviewer looks."""
    if not application.is_held and is_confirmed_by_fresh_register(application, now):
        move(application, State.VERIFIED, by=None, now=now, reason="register")
        return
    move(application, State.EXPIRING, by=None, now=now, reason="year")
    address = application.user.email
    transaction.on_commit(lambda: send_renewal(address=address, days_left=GRACE.days))


def is_confirmed_by_fresh_register(application: Application, now: datetime) -> bool:
    """Compare name, status and jurisdiction again, if the file is fresh; what was found is kept."""
    entries = entries_in_force().filter(country=application.country, fingerprint=application.fingerprint)
    identity = Identity.objects.filter(application=application)
    if not (entries.filter(load__as_of__gte=(now - FRESH).date()).exists() and identity.exists()):
        return False
    facts = use_identity(application=application, purpose=Purpose.REGISTER_RUN)
    licence = Licence(application.country, facts.number, facts.region, facts.extra)
    return check_register(application, licence, facts.name, now).outcome == RegisterCheck.Outcome.MATCH


def past_grace(now: datetime) -> QuerySet[Application]:
    return Application.objects.filter(state=State.EXPIRING, verified_at__lte=now - YEAR - GRACE)


def lapse(application: Application, now: datetime) -> None:
    move(application, State.LAPSED, by=None, now=now, reason="grace_over")
    tell(application)


def past_keeping(now: datetime) -> QuerySet[Application]:
    ended = Application.objects.filter(state__in=(State.REJECTED, State.CLOSED), identity__isnull=False)
    return ended.filter(since__lte=now - KEEPS)


def forget(application: Application, now: datetime) -> None:
    erase_identity(application=application, by=None)


class Job(NamedTuple):
    name: str
    due: Callable[[datetime], QuerySet[Application]]
    act: Callable[[Application, datetime], None]


JOBS = (
    Job("suspended, by the register", struck_off, strike_off),
    Job("looked at after a year", a_year_old, renew_or_ask),
    Job("lapsed", past_grace, lapse),
    Job("closed without an answer", forgotten, close),
    Job("reminded", reminding, remind),
    Job("identities erased", past_keeping, forget),
)


def run(now: datetime) -> Counter[str]:
    """Do all that is due at `now`; return what was done how often. Each application is a transaction of its own."""
    done: Counter[str] = Counter()
    for job in JOBS:
        for application in list(job.due(now)):
            done[job.name] += once(job, application, now)
    for evidence in pictures_past_keeping(now):
        erase_picture(evidence=evidence, by=None)
        done["pictures erased"] += 1
    return done


@audited
def once(job: Job, application: Application, now: datetime) -> bool:
    """Act unless somebody else moved the application meanwhile."""
    application = locked(application)
    if not job.due(now).filter(pk=application.pk).exists():
        return False
    job.act(application, now)
    return True
