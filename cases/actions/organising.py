"""Organisations of cases: who they are, and which staff screen and bring cases for them. Set by administrators only."""

from collections.abc import Collection
from typing import NamedTuple

from django.core.exceptions import ValidationError

from accounts.events import log
from accounts.models import User
from accounts.permissions import check_permission
from accounts.roles import Permission, Role
from audit.actions import Details, audited
from audit.kinds import Action, Area
from cases.models import Organisation

NOT_YOURS = "Only an administrator sets organisations of cases."
NOT_STAFF = "Choose accounts that have the role “Staff of a patient organisation”."


class Said(NamedTuple):
    """What is set of an organisation."""

    name: str
    country: str
    requires_same_country: bool
    takes_cases: bool
    staff: Collection[User]


@audited
def set_organisation(*, organisation: Organisation | None, said: Said, by: User) -> Organisation:
    """Make an organisation, or change one. Whoever comes or goes as staff is an event of that account too.

    Raises PermissionDenied for anyone but an administrator, ValidationError for staff without the role.
    """
    check_permission(by, Permission.ADMINISTER, NOT_YOURS)
    if any(user.role != Role.ORGANISATION for user in said.staff):
        raise ValidationError({"staff": NOT_STAFF})
    is_new = organisation is None
    organisation = held(organisation)
    for name in ("name", "country", "requires_same_country", "takes_cases"):
        setattr(organisation, name, getattr(said, name))
    organisation.full_clean(exclude=["staff"])
    organisation.save()
    log_of(organisation, by=by, details={"new": is_new})
    set_staff(organisation, said.staff, by=by)
    return organisation


def held(organisation: Organisation | None) -> Organisation:
    """Return a new organisation, or the one that is there, held until the transaction ends."""
    if organisation is None:
        return Organisation()
    return Organisation.objects.select_for_update().get(pk=organisation.pk)


def set_staff(organisation: Organisation, wanted: Collection[User], *, by: User) -> None:
    before, after = set(organisation.staff.all()), set(wanted)
    organisation.staff.set(after)
    for user in sorted(after - before, key=lambda user: user.pk):
        log_of(organisation, by=by, owner=user, details={"staff": "added"})
    for user in sorted(before - after, key=lambda user: user.pk):
        log_of(organisation, by=by, owner=user, details={"staff": "removed"})


def log_of(organisation: Organisation, *, by: User, details: Details, owner: User | None = None) -> None:
    about = ("organisation", organisation.pk)
    log(Action.ORGANISATION_CHANGED, area=Area.CASES, by=by, owner=owner, about=about, details=details)
