"""Moving an application from state to state: the one place that writes `state`, and what membership follows from it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError

from accounts.actions import end_access
from accounts.events import log
from accounts.models.user import User
from accounts.models.verification import Application, Decision, Hold
from accounts.physicians.actions import make_physician
from accounts.physicians.labels import forget_labels
from accounts.roles import PHYSICIANS, Role
from accounts.verification.states import MEMBERS, State, may_move
from audit.kinds import Action, Area

YEAR = timedelta(days=365)
GRACE = timedelta(days=30)
NO_WAY = "This application is {state}, so this cannot be done."
ENDING = frozenset({State.SUSPENDED, State.REVOKED})


def locked(application: Application) -> Application:
    """Return the application as it is now, held until the transaction ends: two reviewers never decide at once."""
    return Application.objects.select_for_update(of=("self",)).select_related("user").get(pk=application.pk)


def move(application: Application, to: State, *, by: User | None, now: datetime, reason: str = "") -> None:
    """Bring a locked application to another state, and the account with it; raise ValidationError if no way leads there."""
    source = State(application.state)
    if not may_move(source, to):
        raise ValidationError(NO_WAY.format(state=source.label.lower()))
    application.state, application.since, application.reminders = to, now, 0
    if to == State.VERIFIED:
        application.verified_at = now
    application.save()
    apply_membership(application, to, now)
    details = {"from": str(source), "to": str(to), "reason": reason or None}
    owner = application.user
    log(Action.APPLICATION_MOVED, area=Area.MEMBERSHIP, by=by, owner=owner, subject=application, details=details)
    if to in ENDING:
        end_access(user=owner, by=by)


def apply_membership(application: Application, state: State, now: datetime) -> None:
    """Write into the account what its licence is worth now."""
    user = application.user
    if state == State.VERIFIED:
        make_physician(user=user, country=application.country, speciality=application.speciality, now=now)
        user.verified_until = now + YEAR + GRACE
        if user.role == Role.REGISTERED:  # whoever got another role meanwhile keeps it
            user.role = Role.PHYSICIAN
        if user.second_factor_due is None:
            user.second_factor_due = now + timedelta(days=settings.SECOND_FACTOR_GRACE_DAYS)
    elif state not in MEMBERS:
        user.verified_until = None
    if state == State.REVOKED and user.role in PHYSICIANS:
        user.role = Role.REGISTERED
        user.groups.clear()
    user.save(update_fields=["verified_until", "role", "second_factor_due"])
    forget_labels()


def hold(application: Application, *, reason: Hold, now: datetime) -> None:
    """Put an application on hold, without a word to its owner: nobody decides alone about it from here on."""
    if application.is_held and reason in (application.hold_reason, Hold.TWO_CLAIMS):
        return  # a graver reason takes the place of two claims, which end by themselves
    application.held_at, application.hold_reason = now, reason
    application.save(update_fields=["held_at", "hold_reason"])
    # Without an owner: a person reads the events of their own account, and must not learn of the other claim.
    log(Action.APPLICATION_HELD, area=Area.MEMBERSHIP, by=None, subject=application, details={"reason": str(reason)})


def release(application: Application, *, by: User | None) -> None:
    if application.is_held:
        application.held_at, application.hold_reason = None, ""
        application.save(update_fields=["held_at", "hold_reason"])
        log(Action.APPLICATION_RELEASED, area=Area.MEMBERSHIP, by=by, subject=application)


def release_the_last(fingerprint: str, *, by: User | None) -> None:
    """Where only one claim on a licence is left, nothing is contested any more."""
    claims = list(Application.objects.claiming(fingerprint).select_for_update().order_by("pk"))
    if len(claims) == 1 and claims[0].hold_reason == Hold.TWO_CLAIMS:
        release(claims[0], by=by)


def decide(application: Application, verdict: str, *, by: User, reason: str, note: str, now: datetime) -> None:
    Decision.objects.create(application=application, at=now, by=by, verdict=verdict, reason=reason, note=note.strip())
