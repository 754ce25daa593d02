"""What the desk reads. Nothing here opens the vault."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, DateTimeField, Exists, F, OuterRef, Q, QuerySet, Subquery, When

from accounts.models.user import User
from accounts.models.verification import Application, Decision, Evidence, Recheck, RegisterCheck
from accounts.verification.states import MEMBERS, State
from accounts.verification.working_days import overdue_before

OF_ROW = OuterRef("pk")


def queue_of(reviewer: User) -> QuerySet[Any]:
    """Return what the reviewer may judge, with all that the list shows: what waits first, and of that the oldest first."""
    checks = RegisterCheck.objects.filter(application=OF_ROW).order_by("-at", "-pk")
    evidence = Evidence.objects.filter(application=OF_ROW)
    rows = with_second_look(Application.objects.reviewable_by(reviewer), reviewer).annotate(
        waits=Case(When(pk__in=Application.objects.waiting().order_by().values("pk"), then=True), default=False),
        register=Subquery(checks.values("outcome")[:1]),
        is_proved=Exists(evidence.filter(outcome=Evidence.Outcome.ACCEPTED)),
        is_given=Exists(evidence.filter(outcome=Evidence.Outcome.GIVEN)),
        words=Count("vouchers", filter=Q(vouchers__is_wrong=False), distinct=True),
    )
    return with_waiting_time(rows).order_by("-asks", "waits_since", "pk")


def with_second_look(rows: QuerySet[Any], reviewer: User) -> QuerySet[Any]:
    """Mark members who wait for this reviewer's second look: not for one who verified them, who does not even learn of it."""
    asked = Recheck.objects.filter(application=OF_ROW, done_at=None)
    verified = Decision.objects.filter(application=OF_ROW, verdict="verify", by=reviewer)
    return rows.annotate(second_look=Q(state__in=MEMBERS) & Exists(asked) & ~Exists(verified))


def with_waiting_time(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Add since when a reviewer is asked, and whether one is asked at all."""
    asked = Recheck.objects.filter(application=OF_ROW).values("asked_at")[:1]
    since = Case(
        When(state=State.IN_REVIEW, then=F("since")),
        When(revocation_at__isnull=False, state=State.SUSPENDED, then=F("revocation_at")),
        When(held_at__isnull=False, then=F("held_at")),
        When(second_look=True, then=Subquery(asked)),
        default=F("since"),
        output_field=DateTimeField(),
    )
    asks = Case(When(Q(waits=True) | Q(second_look=True), then=True), default=False)
    return rows.annotate(waits_since=since, asks=asks)


def application_of(reviewer: User, reference: UUID) -> Any:
    """Return the application for its page; raises Application.DoesNotExist for what the reviewer may not judge."""
    rows = with_second_look(Application.objects.reviewable_by(reviewer), reviewer)
    return rows.select_related("revocation_by").get(reference=reference)


def other_claims(application: Application, reviewer: User) -> list[Application]:
    """Return the other applications on the same licence that the reviewer may judge; there are some where it is contested."""
    claims = Application.objects.claiming(application.fingerprint).exclude(pk=application.pk)
    return list(claims.reviewable_by(reviewer).order_by("since", "pk"))


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the first screen tells a reviewer."""

    waiting: int
    overdue: int
    held: int
    second_looks: int


def numbers_for(reviewer: User, now: datetime) -> Numbers:
    found = queue_of(reviewer).aggregate(
        waiting=Count("pk", filter=Q(waits=True)),
        overdue=Count("pk", filter=Q(asks=True, waits_since__lt=overdue_before(now))),
        held=Count("pk", filter=Q(held_at__isnull=False)),
        second_looks=Count("pk", filter=Q(second_look=True)),
    )
    return Numbers(**found)
