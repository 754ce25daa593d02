"""Something new after the advice: the case opens again, and what it said before is kept as a version."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import User
from audit.actions import audited
from cases.actions.hiding import SCANNER, quarantine
from cases.actions.moving import locked, move
from cases.checking import Scans, check_case, make_holds, scanned_case
from cases.models import Case, CaseVersion
from cases.news import tell_of_correction
from cases.permissions import NOT_YOURS, party_of
from cases.said import said_by
from cases.states import Party, State, may_step
from cases.writing.actions.saving import apply
from cases.writing.actions.submitting import Refused
from cases.writing.fields import Changes, cleaned
from cases.writing.guards import is_emergency, slips

NOTHING_NEW = "Nothing is different from what the case says already. Write what is new."
HIDDEN = "The case is hidden for now, so nothing can be added. Two people are looking at it."


def correct(*, case: Case, changes: Mapping[str, Any], by: User, now: datetime) -> Case:
    """Open a case again with something new. Raises Refused while something in it could name somebody.

    What the scanner is unsure of hides the case for now: the network reads it only after two moderators have.
    """
    check_correct(case, by)
    made = cleaned(changes)
    return open_again(case=case, made=made, scans=scanned_case(case, made), by=by, now=now)


@audited
def open_again(*, case: Case, made: Changes, scans: Scans, by: User, now: datetime) -> Case:
    case = locked(case)
    party = check_correct(case, by)
    before = said_by(case)
    apply(case, made)
    if said_by(case) == before:
        raise ValidationError(NOTHING_NEW)
    found = check_case(case, scans)
    if troubles := list(slips(found)):
        raise Refused(troubles)
    number = case.versions.count() + 1
    CaseVersion.objects.create(case=case, number=number, said=before, until=now)
    is_unsure = make_holds(case, found)
    case.is_urgent = is_emergency(case)
    case.saved_at = now
    case.save()
    if is_unsure:  # before it opens: nobody hears of an open case that they cannot read
        quarantine(case=case, reason=SCANNER, by=None, now=now)
    move(case, State.OPEN, party=party, by=by, now=now)
    tell_of_correction(case, by=by, now=now)
    return case


def check_correct(case: Case, by: User) -> Party:
    """Return as whom somebody opens a case again; refuse whoever has no part in it, and before its advice has arrived."""
    party = party_of(case, by)
    if party is None:
        raise PermissionDenied(NOT_YOURS)
    if case.quarantined_at:
        raise ValidationError(HIDDEN)
    if not may_step(State(case.state), State.OPEN, party):
        raise ValidationError("This case can be opened again after its advice has arrived, and not before.")
    return party
