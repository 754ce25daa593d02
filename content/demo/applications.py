"""Invented applicants at the verification desk, brought there by the same actions as everybody, and invented registers."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from accounts.models import Application, Evidence, RegisterLoad, User
from accounts.roles import Role
from accounts.vault.actions import read_identity, read_picture
from accounts.vault.facts import Reason
from accounts.verification.actions import applying, deciding, evidence, timers
from accounts.verification.actions.registers import import_register, open_text
from accounts.verification.countries import RULES
from accounts.verification.licences import keyed
from accounts.verification.registers import Findings
from content.demo.accounts import make_account
from content.demo.actions import Outcome
from content.demo.data import FOLDER, Record, records
from content.demo.licence_pictures import licence_picture

CODE = "DEMONSTRATION"
DAY = timedelta(days=1)
ALL_FITS = Findings(number=True, name=True, status=True, jurisdiction=True)
LAPSING = ("looked at after a year", "lapsed")  # the jobs of the timers that end a membership nobody renewed


@contextmanager
def without_mail() -> Iterator[None]:
    """Nobody reads the mailboxes of the demonstration: what the actions would send goes nowhere."""
    backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "django.core.mail.backends.dummy.EmailBackend"
    try:
        yield
    finally:
        settings.EMAIL_BACKEND = backend


def put_registers(tally: Counter[Outcome]) -> None:
    """Import the invented register of each country that has none; a real one is never replaced."""
    now = timezone.now()
    known = set(RegisterLoad.objects.values_list("country", flat=True))
    for country in RULES:
        if country in known:
            tally[Outcome.UNCHANGED] += 1
            continue
        with open_text(FOLDER / "data" / "registers" / f"{country}.csv") as lines:
            import_register(country=country, lines=lines, as_of=now.date(), now=now)
        tally[Outcome.CREATED] += 1


def put_applications(tally: Counter[Outcome]) -> None:
    """Make the applicants that are not there. What was decided about them since stays."""
    known = set(User.objects.values_list("email", flat=True))
    for record in records("applications"):
        if record["email"] in known:
            tally[Outcome.UNCHANGED] += 1
            continue
        applicant = make_account(record["email"], "", Role.REGISTERED, None)
        COURSES[record["course"]](apply(record, applicant))
        tally[Outcome.CREATED] += 1


def apply(record: Record, applicant: User) -> Application:
    """Send details and proof on the day of the record."""
    then = timezone.now() - record["days_ago"] * DAY
    names = ("name", "speciality", "country", "number", "region", "extra")
    claim = applying.Claim(**{name: record[name] for name in names if name in record})
    application = applying.start(user=applicant, now=then)
    application = applying.send_details(application=application, claim=claim, by=applicant, now=then)
    if record["proof"] == "picture":
        drawn = licence_picture(RULES[claim.country].register, claim.name, claim.number)
        evidence.give_picture(application=application, file=drawn, by=applicant, now=then)
    else:
        prove_by_mail(application, applicant, then)
    application.refresh_from_db()
    return application


def prove_by_mail(application: Application, applicant: User, then: datetime) -> None:
    """Type in a code that stands in for the one that was mailed to a hospital that does not exist."""
    address = applicant.email.replace("@", "@hospital.")
    proof = evidence.ask_for_code(application=application, address=address, by=applicant, now=then)
    Evidence.objects.filter(pk=proof.pk).update(code=keyed(f"code|{CODE}"))
    evidence.confirm_code(application=application, code=CODE, by=applicant, now=then)


def waits(application: Application) -> None:
    """Leave the application with the reviewers."""


def lapses(application: Application) -> None:
    """Verified by hand, for the register does not know the licence; a year later nobody renewed it."""
    verified = is_verified(application)
    for name, after in zip(LAPSING, (366 * DAY, 396 * DAY), strict=True):
        job = next(job for job in timers.JOBS if job.name == name)
        timers.once(job, application, verified + after)


def is_to_be_revoked(application: Application) -> None:
    """A member whom the second reviewer wants to revoke: the first one has to agree."""
    is_verified(application)
    yesterday = timezone.now() - DAY
    deciding.propose_revocation(
        application=application, by=reviewer("reviewer-2"), reason=deciding.Reason.CONDUCT, now=yesterday
    )


def is_verified(application: Application) -> datetime:
    """Look at everything and verify, as a reviewer does, at the time at which it was sent."""
    then, by = application.since, reviewer("reviewer")
    read_identity(application=application, reason=Reason.REGISTER, by=by)
    deciding.record_register_check(application=application, found=ALL_FITS, by=by, now=then)
    for proof in application.evidence.all():
        read_picture(evidence=proof, by=by)
        deciding.judge_evidence(evidence=proof, is_good=True, by=by, now=then)
    deciding.verify(application=application, by=by, now=then)
    return then


def reviewer(name: str) -> User:
    return User.objects.get(email=f"{name}@demo.example")


COURSES = {"waits": waits, "lapses": lapses, "is_to_be_revoked": is_to_be_revoked}
