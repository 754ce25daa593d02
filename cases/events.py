"""What is written into the audit log about cases: codes and keys, never a word of a case."""

from accounts.events import log as log_event
from accounts.models import User
from audit.actions import Details
from audit.kinds import Action, Area
from cases.models import Case, Origin


def owner_of(case: Case) -> User | None:
    """Return who brought a case, as long as they act for it: staff who left an organisation hear no more of its cases."""
    if case.owner is None or case.origin != Origin.ORGANISATION:
        return case.owner
    return case.owner if Case.objects.owned_by(case.owner).filter(pk=case.pk).exists() else None


def log(action: Action, *, case: Case, by: User | None, details: Details | None = None) -> None:
    log_event(action, area=Area.CASES, by=by, owner=owner_of(case), about=("case", case.pk), details=details)
