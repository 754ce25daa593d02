"""What one account hears of. Nobody else reads it."""

from typing import TYPE_CHECKING, Self

from django.db.models import QuerySet

from accounts.models import User
from accounts.permissions import Reader

if TYPE_CHECKING:
    from notices.models import Follow  # noqa: F401  named in a base class


class FollowQuerySet(QuerySet["Follow"]):
    def of(self, reader: Reader) -> Self:
        """Return what one account follows; a visitor follows nothing, and costs no query."""
        mine = self.filter(user=reader) if isinstance(reader, User) else self.none()
        return mine.select_related("disease", "sign")
