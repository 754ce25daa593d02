"""The only place that writes who looks after a case, and since when."""

from datetime import datetime

from accounts.models import User
from audit.kinds import Action
from cases.actions.moving import move
from cases.events import log
from cases.models import Case, JustReading, SteppedBack
from cases.signals import case_changed
from cases.states import Party, State

FIELDS = ["liaison", "liaison_since", "under_coordinator"]


def name_liaison(case: Case, liaison: User, *, by: User | None, now: datetime) -> None:
    """Give a locked case to a physician, whose time to write the advice begins now."""
    case.liaison, case.liaison_since, case.under_coordinator = liaison, now, False
    case.save(update_fields=FIELDS)
    log(Action.LIAISON_NAMED, case=case, by=by, details={"liaison": str(liaison.reference)})
    if case.state == State.SCREENED:
        move(case, State.PAIRED, party=Party.LIAISON if by else Party.HUB, by=by, now=now)
    else:
        case_changed.send(Case, case=case)


def release(case: Case, *, by: User | None, now: datetime) -> None:
    """Take the liaison off a locked case; volunteers are asked again. One that was not opened yet goes back to be paired.

    Of one that was, the liaison has read the answers: an opinion that they give later is not blind.
    """
    liaison = case.liaison
    if liaison:
        SteppedBack.objects.get_or_create(case=case, hero=liaison, defaults={"at": now})
    if liaison and case.opened_at:
        JustReading.objects.bulk_create([JustReading(case=case, reader=liaison)], ignore_conflicts=True)
    log(Action.LIAISON_LEFT, case=case, by=by)
    case.liaison = case.liaison_since = None
    case.save(update_fields=FIELDS)
    if case.state == State.PAIRED:
        move(case, State.SCREENED, party=Party.LIAISON if by and by == liaison else Party.HUB, by=by, now=now)
    else:
        case_changed.send(Case, case=case)
