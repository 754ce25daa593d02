"""Who may do what with a case. Each `check_*` raises PermissionDenied; its twin is a queryset in querysets.py.

Whoever may not read a case learns nothing: views turn the refusal into the 404 of a case that does not exist.
"""

from typing import cast

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Reader, check_permission, has_permission
from accounts.roles import Permission
from cases.models import AnsweringBan, Case, Origin
from cases.states import ANSWERABLE, EDITABLE, HELD, VISIBLE, Party, State

NOT_HERE = "There is no case here that you may read."
NOT_YOURS = "Only those whose case it is can do this."
NOT_LIAISON = "Only the physician who looks after this case can do this."
NOT_NOW = "This cannot be done while the case is {state}."
NO_ANSWERS = "Only verified physicians answer cases."
SUSPENDED = "You can read cases, and cannot answer them until {until:%-d %B %Y}."
NO_SCREENING = "Only screeners can do this."
OWN_CASE = "Nobody screens a case that they brought or look after."
NO_MODERATING = "Only moderators can do this."
NO_SUBMITTING = (
    "Your account cannot bring a case. A family’s account, an organisation’s and a verified physician’s can."
)


def check_read(case: Case, reader: Reader) -> None:
    """Refuse whoever may not read the text of a case; the twin of `CaseQuerySet.readable_by`."""
    if not Case.objects.readable_by(reader).filter(pk=case.pk).exists():
        raise PermissionDenied(NOT_HERE)


def check_know(case: Case, reader: Reader) -> None:
    """Refuse whoever may not even know where a case stands; the twin of `CaseQuerySet.known_to`."""
    if not Case.objects.known_to(reader).filter(pk=case.pk).exists():
        raise PermissionDenied(NOT_HERE)


def check_bring(reader: Reader) -> None:
    """Families and organisations bring cases of families; physicians ask about a patient of their own."""
    if not has_permission(reader, Permission.ANSWER_CASES):
        check_permission(reader, Permission.SUBMIT_CASES, NO_SUBMITTING)


def is_owner(case: Case, user: Reader) -> bool:
    """Say whether `user` acts for the case: who brought it, or staff of the organisation that did."""
    return isinstance(user, User) and Case.objects.owned_by(user).filter(pk=case.pk).exists()


def brought(case: Case, user: User) -> bool:
    """Say whether `user` brought the case as a patient of their own: `is_owner` for whoever is no staff, without a query."""
    return case.owner_id == user.pk and case.origin != Origin.ORGANISATION


def check_own(case: Case, user: Reader) -> None:
    if not is_owner(case, user):
        raise PermissionDenied(NOT_YOURS)


def check_write(case: Case, user: Reader) -> None:
    """The owner writes in a draft and in a case that was returned, and nobody else ever does."""
    check_own(case, user)
    if case.state not in EDITABLE:
        raise PermissionDenied(not_now(case))


def is_liaison(case: Case, user: Reader) -> bool:
    return isinstance(user, User) and case.liaison_id == user.pk and has_permission(user, Permission.ANSWER_CASES)


def check_leads(case: Case, user: Reader) -> None:
    """Refuse whoever does not look after the case; reading on and stepping back stay open to who is suspended."""
    if not is_liaison(case, user) or case.quarantined_at or case.state not in HELD | {State.CLOSED}:
        raise PermissionDenied(NOT_LIAISON)


def check_liaison(case: Case, user: User) -> None:
    check_leads(case, user)
    check_not_suspended(user)


def check_answer(case: Case, user: Reader) -> None:
    """Verified physicians answer open cases, unless they were suspended from it; never the one who brought the case."""
    check_permission(user, Permission.ANSWER_CASES, NO_ANSWERS)
    check_read(case, user)
    if case.state not in ANSWERABLE:
        raise PermissionDenied(not_now(case))
    check_not_suspended(cast(User, user))


def check_not_suspended(user: User) -> None:
    """Refuse whoever may not answer cases until a day, with a sentence that names it."""
    if ban := ban_of(user):
        raise PermissionDenied(SUSPENDED.format(until=ban.until))


def ban_of(user: User) -> AnsweringBan | None:
    return AnsweringBan.objects.filter(user=user, until__gt=timezone.now()).first()


def check_screen(case: Case, user: Reader) -> None:
    """A moderator, or staff of the case's organisation; never who brought it, or looks after it."""
    if not Case.objects.to_screen_by(user).filter(pk=case.pk).exists():
        raise PermissionDenied(NO_SCREENING)


def check_moderate(user: Reader) -> None:
    check_permission(user, Permission.MODERATE, NO_MODERATING)


def party_of(case: Case, user: User) -> Party | None:
    """Return as whom somebody acts on a case; None for everybody else, and for a liaison who is suspended."""
    if is_liaison(case, user) and not ban_of(user):
        return Party.LIAISON
    return Party.OWNER if is_owner(case, user) else None


def not_now(case: Case) -> str:
    return NOT_NOW.format(state=case.get_state_display().lower())


def is_open_to_members(case: Case) -> bool:
    return case.state in VISIBLE and case.quarantined_at is None


def asks_others(case: Case, party: Party) -> bool:
    """Say whether somebody learns the outcome from others: the liaison, and staff of an organisation; a family knows it."""
    return party == Party.LIAISON or case.origin == Origin.ORGANISATION
