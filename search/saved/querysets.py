from typing import TYPE_CHECKING, Self

from django.db.models import QuerySet

from accounts.models import User
from accounts.permissions import Reader

if TYPE_CHECKING:
    from search.models import SavedSearch  # noqa: F401  named in a base class


class SavedSearchQuerySet(QuerySet["SavedSearch"]):
    def of(self, reader: Reader) -> Self:
        """Return what `reader` saved: nobody else knows of it, editors included."""
        return self.filter(reader=reader) if isinstance(reader, User) else self.none()
