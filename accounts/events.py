"""Writing events of accounts into the audit log: people become references, objects their random keys."""

from typing import TYPE_CHECKING

from audit.actions import Details, record
from audit.kinds import Action, Area

if TYPE_CHECKING:
    from accounts.models import User
    from accounts.models.verification import Application


def log(
    action: Action,
    *,
    area: Area = Area.ACCOUNTS,
    by: "User | None",
    owner: "User | None" = None,
    subject: "Application | None" = None,
    about: tuple[str, object] = ("", ""),
    details: Details | None = None,
) -> None:
    """Write what `by` did (None: the hub itself) to the account of `owner`; `about` is any other object: kind and key."""
    record(
        action,
        area=area,
        actor=by.reference if by else None,
        actor_role=by.role if by else "",
        owner=owner.reference if owner else None,
        subject=("application", subject.reference) if subject else about,
        details=details,
    )
