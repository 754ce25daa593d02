"""Where no receipt comes, the family does not wait for ever: after a fortnight staff may hand over the plain summary."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import User
from audit.actions import audited
from audit.kinds import Action
from cases.actions.moving import locked
from cases.events import log
from cases.models import Case, Synthesis
from cases.permissions import NOT_YOURS, check_liaison
from cases.querysets import summary_to_hand_over


@audited
def allow_release(*, case: Case, by: User) -> Synthesis:
    """Let staff hand the summary of the newest ready advice to the family if no receipt comes. Raises ValidationError."""
    case = locked(case)
    check_liaison(case, by)
    synthesis = case.syntheses.filter(is_ready=True).first()
    if synthesis is None:
        raise ValidationError("There is no advice yet.")
    synthesis.family_may_read = True
    synthesis.save(update_fields=["family_may_read"])
    log(Action.SYNTHESIS_WRITTEN, case=case, by=by, details={"number": synthesis.number, "may_release": True})
    return synthesis


@audited
def release_summary(*, case: Case, by: User, now: datetime) -> Synthesis:
    """Show the family its summary; raise PermissionDenied for everybody but staff, and before a fortnight is over."""
    case = locked(case)
    synthesis = summary_to_hand_over(case, by, now)
    if synthesis is None:
        raise PermissionDenied(NOT_YOURS)
    synthesis.released_at = now
    synthesis.save(update_fields=["released_at"])
    log(Action.SYNTHESIS_WRITTEN, case=case, by=by, details={"number": synthesis.number, "released": True})
    return synthesis
