"""Moving a case from state to state: the one place that writes `state`. Every step is a passage, an event and news."""

from datetime import datetime

from django.core.exceptions import ValidationError

from accounts.models import User
from audit.kinds import Action
from cases.events import log
from cases.models import Case, Passage
from cases.news import tell_of_step
from cases.signals import case_changed
from cases.states import Party, State, may_step

NO_WAY = "This case is {state}, so this cannot be done."


def locked(case: Case) -> Case:
    """Return the case as it is now, held until the transaction ends: two people never move it at once."""
    return Case.objects.select_for_update(of=("self",)).select_related("owner", "liaison").get(pk=case.pk)


def move(case: Case, to: State, *, party: Party, by: User | None, now: datetime, reason: str = "") -> None:
    """Bring a locked case to another state; raise ValidationError if no way leads there for `party`."""
    origin = State(case.state)
    if not may_step(origin, to, party):
        raise ValidationError(NO_WAY.format(state=origin.label.lower()))
    case.state, case.state_since = to, now
    if to == State.SUBMITTED:
        case.submitted_at = now
    if to == State.OPEN and case.opened_at is None:
        case.opened_at = now
    if to == State.RELAYED:
        case.relayed_at = now
    case.save()
    Passage.objects.create(case=case, state=to, party=party, at=now)
    details = {"from": str(origin), "to": str(to), "party": str(party), "reason": reason or None}
    log(Action.CASE_MOVED, case=case, by=by, details=details)
    tell_of_step(case, by=by, now=now)
    case_changed.send(Case, case=case)
