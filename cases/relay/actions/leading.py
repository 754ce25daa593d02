"""What a liaison does before physicians answer: speak to the treating physician, read the case, open it, or step back."""

from datetime import datetime

from django.core.exceptions import ValidationError

from accounts.models import User
from audit.actions import audited
from audit.kinds import Action
from cases.actions.leading import release
from cases.actions.moving import locked, move
from cases.events import log
from cases.models import Case, Origin, TreatingPhysician
from cases.permissions import check_leads, check_liaison, not_now
from cases.states import Party, State
from cases.treating import was_reached

READ_FIRST = "Read the case in full first, and say so."
SPEAK_FIRST = (
    "Speak to the treating physician first, so that the advice has where to go, or note that the family has none yet."
)
GIVEN_BACK = frozenset({State.PAIRED, State.OPEN, State.ADVICE_READY})


@audited
def note_contact(*, case: Case, contact: TreatingPhysician.Contact, by: User, now: datetime) -> TreatingPhysician:
    """Write down whether the treating physician was reached, or that the family confirms to have none."""
    case = locked(case)
    check_liaison(case, by)
    reached = now if contact == TreatingPhysician.Contact.REACHED else None
    values = {"contact": contact, "reached_at": reached}
    treating, _ = TreatingPhysician.objects.update_or_create(case=case, defaults=values)
    log(Action.TREATING_NAMED, case=case, by=by, details={"contact": str(contact)})
    return treating


@audited
def open_case(*, case: Case, has_read: bool, by: User, now: datetime) -> Case:
    """Open a case to all verified physicians. Raises ValidationError until it was read and the way back is known."""
    case = locked(case)
    check_liaison(case, by)
    if not has_read:
        raise ValidationError({"has_read": READ_FIRST})
    if case.origin != Origin.PHYSICIAN and not was_reached(case):
        raise ValidationError({"contact": SPEAK_FIRST})
    move(case, State.OPEN, party=Party.LIAISON, by=by, now=now)
    return case


@audited
def step_back(*, case: Case, by: User, now: datetime) -> Case:
    """Give a case back: the search for a volunteer goes on, without this one. Nobody is asked why."""
    case = locked(case)
    check_leads(case, by)
    if case.state not in GIVEN_BACK:
        raise ValidationError(not_now(case))
    release(case, by=by, now=now)
    return case
