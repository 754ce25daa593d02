"""A new case begins as an empty draft of its owner, and a draft that nobody comes back to ends."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import User
from accounts.permissions import has_permission
from accounts.roles import Permission
from audit.actions import audited
from audit.kinds import Action
from cases.actions.moving import locked
from cases.actions.withdrawing import erase_files
from cases.events import log
from cases.models import Case, Organisation, Origin
from cases.permissions import check_bring
from cases.states import Party, State

DRAFTS_MOST = 5
DRAFT_DAYS = 90
TOO_MANY = f"You have {DRAFTS_MOST} cases that are not sent. Finish or withdraw one of them first."
NOT_STAFF = "Choose an organisation that you work for."


@audited
def start_case(*, by: User, now: datetime, organisation: Organisation | None = None) -> Case:
    """Begin a draft: a family's, an organisation's with `organisation`, or a physician's about a patient of their own.

    Raises ValidationError at the bound, PermissionDenied for who brings no cases.
    """
    origin, organisation = check_start(by, organisation)
    case = Case(origin=origin, owner=by, organisation=organisation, state_since=now, saved_at=now)
    case.save()
    details = {"from": None, "to": str(State.DRAFT), "party": str(Party.OWNER), "reason": None}
    log(Action.CASE_MOVED, case=case, by=by, details=details)
    return case


def check_start(by: User, organisation: Organisation | None) -> tuple[Origin, Organisation | None]:
    """Return as what, and for which organisation, somebody begins a case; raise what `start_case` raises."""
    check_bring(by)
    origin = origin_of(by)
    organisation = of_staff(by, organisation) if origin == Origin.ORGANISATION else None
    if Case.objects.owned_by(by).filter(owner=by, state=State.DRAFT).count() >= DRAFTS_MOST:
        raise ValidationError(TOO_MANY)
    return origin, organisation


def origin_of(user: User) -> Origin:
    if has_permission(user, Permission.ANSWER_CASES):
        return Origin.PHYSICIAN
    staff = has_permission(user, Permission.SCREEN_FOR_ORGANISATION)
    return Origin.ORGANISATION if staff else Origin.FAMILY


def of_staff(user: User, wanted: Organisation | None) -> Organisation:
    """Return the organisation that a member of staff writes for; who works for one only need not choose."""
    theirs = list(Organisation.objects.filter(staff=user))
    if wanted is None and len(theirs) == 1:
        return theirs[0]
    if not theirs:
        raise PermissionDenied("No organisation is set for your account yet. Ask the hub to add it.")
    if wanted not in theirs:
        raise ValidationError({"organisation": NOT_STAFF})
    return wanted


def drop_stale_drafts(*, now: datetime) -> int:
    """Delete the drafts that nobody saved for 90 days, with everything in them; return how many. For the daily run."""
    last = now - timedelta(days=DRAFT_DAYS)
    old = Case.objects.filter(state=State.DRAFT, saved_at__lt=last).values_list("pk", flat=True)
    return sum(drop_draft(Case(pk=pk), last) for pk in list(old))


@audited
def drop_draft(case: Case, last: datetime) -> bool:
    """Delete one draft with its files, unless it was saved or sent meanwhile."""
    case = locked(case)
    if case.state != State.DRAFT or case.saved_at >= last:
        return False
    details = {"from": str(State.DRAFT), "to": None, "party": str(Party.HUB), "reason": "stale"}
    log(Action.CASE_MOVED, case=case, by=None, details=details)
    erase_files(case)
    case.delete()
    return True
