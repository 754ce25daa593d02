"""Which applications a reviewer sees, and what their state allows. Rules that need one object: permissions.py."""

from typing import TYPE_CHECKING, Self

from django.db.models import Q, QuerySet

from accounts.roles import PERMISSIONS, Permission
from accounts.verification.states import ENDED, HOLDERS, MEMBERS, OPEN, State

if TYPE_CHECKING:
    from accounts.models import Application, User


class ApplicationQuerySet(QuerySet["Application"]):
    def of(self, user: "User") -> Self:
        return self.filter(user=user)

    def current(self, user: "User") -> "Application | None":
        """Return the application that has not ended, else the newest of the ended ones."""
        running = self.of(user).exclude(state__in=ENDED).first()
        return running or self.of(user).order_by("-since", "-pk").first()

    def reviewable_by(self, reviewer: "User") -> Self:
        """Return what `check_review` allows: nothing but to a reviewer, and neither their own nor one they vouched for."""
        if not reviewer.is_active or Permission.REVIEW_LICENCES not in PERMISSIONS.get(reviewer.role, ()):
            return self.none()
        return self.exclude(user=reviewer).exclude(vouchers__physician__user=reviewer)

    def waiting(self) -> Self:
        """Return what waits for a reviewer, the oldest first: decisions, holds, and revocations that want a second one."""
        asked = (
            Q(state=State.IN_REVIEW) | Q(held_at__isnull=False) | Q(revocation_at__isnull=False, state=State.SUSPENDED)
        )
        return self.filter(asked).order_by("since", "pk")

    def members(self) -> Self:
        return self.filter(state__in=MEMBERS)

    def claiming(self, fingerprint: str) -> Self:
        """Return every application on one licence that has not ended without becoming a membership."""
        return self.filter(fingerprint=fingerprint).exclude(fingerprint="").exclude(state__in=ENDED - HOLDERS)

    def open(self) -> Self:
        return self.filter(state__in=OPEN)
