from typing import TYPE_CHECKING, Any, NoReturn
from uuid import UUID

from django.db.models import Q, QuerySet

from audit.kinds import Action

if TYPE_CHECKING:
    from audit.models import Event  # noqa: F401  named in a base class


class EventQuerySet(QuerySet["Event"]):
    def concerning(self, reference: UUID) -> "EventQuerySet":
        """Return what one person did and what was done to their account; the twin of the rule in `accounts`."""
        return self.filter(Q(owner=reference) | Q(actor=reference))

    def has_done(self, actor: UUID, action: Action, subject: object, **details: str) -> bool:
        """Say whether this person did that to this object before: what has to be seen first is asked here."""
        named = {f"details__{name}": value for name, value in details.items()}
        return self.filter(actor=actor, action=action, subject=str(subject), **named).exists()

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("Events of the audit log cannot be changed.")

    def delete(self) -> NoReturn:
        raise TypeError("Events of the audit log cannot be deleted.")
