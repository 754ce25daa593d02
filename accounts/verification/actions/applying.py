"""What the applicant does until the application is with a reviewer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError

from accounts.events import log
from accounts.models.user import User
from accounts.models.verification import Application, Hold, RegisterCheck
from accounts.roles import PHYSICIANS, Role
from accounts.vault.actions import erase_identity, seal_identity
from accounts.vault.facts import Facts
from accounts.verification.actions.ending import end_claim
from accounts.verification.actions.moving import hold, locked, move
from accounts.verification.licences import Licence, fingerprint, read_licence
from accounts.verification.names import is_name
from accounts.verification.permissions import has_proof, was_revoked
from accounts.verification.registers import Findings, NoRegister, adapter_for, compare
from accounts.verification.states import BEFORE_DETAILS, ENDED, OPEN, State
from audit.actions import Details, audited
from audit.kinds import Action, Area
from common.specialities import FOR_PHYSICIANS

NAME_MOST = 120
MAY_APPLY = PHYSICIANS | {Role.REGISTERED}
WRONG_ROLE = "This account has another role. Apply for membership with an account of your own that has none."
SENT_ALREADY = "Your details were sent already. Ask the reviewer if something in them is wrong."
CONFIRM_FIRST = "Confirm your e-mail address first: the link is in the mail we sent you."
FULL_NAME = "Write your name as it stands in the register: given name first, surname last."
NOT_NOW = "This licence cannot be used for membership. If you think it should, write to the verification desk."


@audited
def start(*, user: User, now: datetime) -> Application:
    """Return the user's running application, made if there is none; raise ValidationError for accounts with another role."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)  # one at a time
    running = Application.objects.of(user).exclude(state__in=ENDED).first()
    if running is None:
        if user.role not in MAY_APPLY:
            raise ValidationError(WRONG_ROLE)
        if Application.objects.of(user).filter(state=State.REVOKED).exists():
            raise ValidationError(NOT_NOW)
        running = Application.objects.create(user=user, since=now)
    if running.state == State.REGISTERED and has_confirmed_address(user):
        move(locked(running), State.EMAIL_CONFIRMED, by=user, now=now)
        running.refresh_from_db()
    return running


def has_confirmed_address(user: User) -> bool:
    return EmailAddress.objects.filter(user=user, verified=True).exists()


@dataclass(frozen=True, slots=True, repr=False)
class Claim:
    """What an applicant says of themselves, as typed. Has no readable `repr`, so that no log can hold it."""

    name: str
    speciality: str
    country: str
    number: str
    region: str = ""
    extra: str = ""


@audited
def send_details(*, application: Application, claim: Claim, by: User, now: datetime) -> Application:
    """Take name and licence, compare them with the register, and pass the application on.

    Raises ValidationError by field, with the expected form, for all that is wrong at once; nothing is kept then.
    """
    licence = checked(claim)
    application = locked(application)
    if application.state not in BEFORE_DETAILS:
        raise ValidationError(SENT_ALREADY)
    if application.state == State.REGISTERED:
        raise ValidationError(CONFIRM_FIRST)
    print_of_licence = fingerprint(licence)
    # Other claims are locked before anything is written into the log: reviewers lock in this order too.
    list(Application.objects.claiming(print_of_licence).select_for_update().order_by("pk"))
    application.country, application.speciality = licence.country, claim.speciality
    application.fingerprint, application.sent_at = print_of_licence, now
    application.save()
    facts = Facts(" ".join(claim.name.split()), licence.number, licence.region, licence.extra)
    seal_identity(application=application, facts=facts, now=now)
    move(application, State.DETAILS_SENT, by=by, now=now)
    if was_revoked(application):  # said to reviewers only: numbers are public, and anybody could ask
        hold(application, reason=Hold.REVOKED, now=now)
    hold_if_claimed_twice(application, now)
    check_register(application, licence, facts.name, now)
    move(application, State.AUTO_CHECKED, by=None, now=now)
    move(application, State.IN_REVIEW, by=None, now=now)
    wait_for_proof(application, now)
    return application


@audited
def apply(*, claim: Claim, by: User, now: datetime) -> Application:
    """Start an application, unless one runs, and send its details; nothing of either is kept if something is wrong."""
    return send_details(application=start(user=by, now=now), claim=claim, by=by, now=now)


def checked(claim: Claim) -> Licence:
    """Return the licence, or raise ValidationError with what is wrong in any of the fields."""
    errors: dict[str, Any] = {}
    if not is_name(claim.name) or len(claim.name) > NAME_MOST:
        errors["name"] = FULL_NAME
    if claim.speciality not in FOR_PHYSICIANS:
        errors["speciality"] = "Choose the speciality you work in."
    try:
        licence = read_licence(country=claim.country, number=claim.number, region=claim.region, extra=claim.extra)
    except ValidationError as error:
        raise ValidationError(errors | error.error_dict) from None
    if errors:
        raise ValidationError(errors)
    return licence


def hold_if_claimed_twice(application: Application, now: datetime) -> None:
    """Two claims on one licence: a reviewer settles both, and neither side hears of the other.

    Two that are sent in the same moment meet at the end of the audit log, so the later one sees the earlier one here.
    """
    others = Application.objects.claiming(application.fingerprint).exclude(pk=application.pk)
    for other in others.select_for_update().order_by("pk"):
        hold(other, reason=Hold.TWO_CLAIMS, now=now)
        hold(application, reason=Hold.TWO_CLAIMS, now=now)


def check_register(application: Application, licence: Licence, name: str, now: datetime) -> RegisterCheck:
    """Compare a claim with the register and keep what fits."""
    try:
        found: Findings | None = compare(
            licence, name, application.speciality, adapter_for(licence.country).look_up(licence)
        )
    except NoRegister:
        found = None
    return keep_check(application, found, by=None, now=now)


def keep_check(application: Application, found: Findings | None, *, by: User | None, now: datetime) -> RegisterCheck:
    """Keep one look into the register; None means that there was none to look into."""
    outcomes = RegisterCheck.Outcome
    outcome = outcomes.UNAVAILABLE
    if found is not None:
        outcome = outcomes.MATCH if found.is_match else outcomes.MISMATCH if found.number else outcomes.NOT_FOUND
    check = RegisterCheck(application=application, at=now, by=by, outcome=outcome)
    if found is not None:
        check.number_fits, check.name_fits = found.number, found.name
        check.status_fits, check.jurisdiction_fits = found.status, found.jurisdiction
    check.save()
    details: Details = {"outcome": outcome.value}
    owner = application.user
    log(Action.REGISTER_CHECKED, area=Area.MEMBERSHIP, by=by, owner=owner, subject=application, details=details)
    return check


def wait_for_proof(application: Application, now: datetime) -> None:
    """Ask for evidence at once where none was given; reminders run from here."""
    given = application.evidence.filter(outcome__in=("given", "accepted")).exists()
    if application.state == State.IN_REVIEW and not given and not has_proof(application):
        move(application, State.NEEDS_EVIDENCE, by=None, now=now, reason="proof")


def back_to_review(application: Application, *, by: User | None, now: datetime) -> None:
    """New evidence came: a reviewer's turn again."""
    if application.state == State.NEEDS_EVIDENCE:
        move(application, State.IN_REVIEW, by=by, now=now, reason="evidence")


@audited
def withdraw(*, application: Application, by: User, now: datetime) -> None:
    """End one's own application; the identity leaves the vault at once, and the proofs go."""
    application = locked(application)
    if application.state not in OPEN | BEFORE_DETAILS:
        raise ValidationError("Only an application that is not yet decided can be withdrawn.")
    move(application, State.CLOSED, by=by, now=now, reason="withdrawn")
    erase_identity(application=application, by=by)
    end_claim(application, by=None)  # not by the applicant, who must not learn of another claim


@audited
def ask_for_renewal(*, application: Application, by: User, now: datetime) -> None:
    """Bring a lapsed membership back to a reviewer."""
    application = locked(application)
    if application.state != State.LAPSED:
        raise ValidationError("Only a lapsed membership is renewed this way.")
    move(application, State.IN_REVIEW, by=by, now=now, reason="renewal")
