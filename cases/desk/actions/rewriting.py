"""The owner of a hidden case writes anew what could show who the patient is. No version of the old text is kept."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import User
from audit.actions import audited
from audit.kinds import Action
from cases.actions.moving import locked
from cases.checking import KEY_WORDS, Scans, check_case, make_holds, scanned_case
from cases.events import log
from cases.models import Case
from cases.news import tell_of_rewriting
from cases.permissions import NOT_HERE, check_own
from cases.sections import SECTIONS
from cases.writing.actions.saving import apply
from cases.writing.actions.submitting import Refused
from cases.writing.fields import Changes, cleaned
from cases.writing.guards import slips

WRITABLE = frozenset({*SECTIONS, KEY_WORDS})
TEXTS_ONLY = "Only the texts of the case can be written anew."


def rewrite(*, case: Case, changes: Mapping[str, object], by: User, now: datetime) -> Case:
    """Put new texts into a hidden case whose owner was asked to; it stays hidden until two moderators have read them.

    Raises PermissionDenied for whoever was not asked, Refused while something in it could show who somebody is.
    """
    check_asked(case, by)
    if not changes.keys() <= WRITABLE:
        raise ValidationError(TEXTS_ONLY)
    made = cleaned(changes)
    return write_anew(case=case, made=made, scans=scanned_case(case, made), by=by, now=now)


@audited
def write_anew(*, case: Case, made: Changes, scans: Scans, by: User, now: datetime) -> Case:
    case = locked(case)
    check_asked(case, by)
    apply(case, made)
    found = check_case(case, scans)
    if troubles := list(slips(found)):
        raise Refused(troubles)
    make_holds(case, found)
    case.rewritten_at = case.saved_at = now
    case.save(update_fields=["texts", "key_words", "rewritten_at", "saved_at"])
    case.returns.filter(reply=None).delete()
    log(Action.CASE_HIDDEN, case=case, by=by, details={"reason": "rewritten"})
    tell_of_rewriting(case, now=now)
    return case


def check_asked(case: Case, by: User) -> None:
    """Refuse whoever does not act for the case, and everybody unless a moderator asked for new texts."""
    check_own(case, by)
    if case.quarantined_at is None or case.rewrite_asked_at is None:
        raise PermissionDenied(NOT_HERE)
