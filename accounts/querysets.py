"""What is read from the tables of accounts that more than one part asks for."""

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db.models import Count, QuerySet

from accounts.roles import PHYSICIANS

if TYPE_CHECKING:
    from accounts.models import Physician  # noqa: F401  named in a base class


class PhysicianQuerySet(QuerySet["Physician"]):
    def verified(self, now: datetime) -> Self:
        """Return members whose licence counts; the twin of `User.is_verified`."""
        return self.filter(user__is_active=True, user__role__in=PHYSICIANS, user__verified_until__gt=now)

    def cells(self, now: datetime) -> Counter[tuple[str, str]]:
        """Count verified members by (country, speciality)."""
        rows = self.verified(now).order_by().values_list("country", "speciality").annotate(n=Count("pk"))
        return Counter({(country, speciality): n for country, speciality, n in rows})
