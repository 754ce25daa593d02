"""What is due to be mailed, as one question to the database: the twin of `due.is_due`."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.db.models import Case, DateTimeField, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, NullIf

from accounts.models import Profile
from common.zones import zone_of
from notices.choices import DEFAULTS
from notices.mailing.due import MONDAY, last_morning
from notices.models import Choice, Frequency, Notice

CLAIM_ENDS = timedelta(minutes=10)


def due_notices(now: datetime) -> QuerySet[Notice]:
    """Return what nobody has claimed and is due now, by what each account chose and where it lives."""
    unclaimed = Q(claimed_at=None) | Q(claimed_at__lte=now - CLAIM_ENDS)
    chosen = Choice.objects.filter(user=OuterRef("user"), kind=OuterRef("kind")).values("frequency")
    usual = Case(*(When(kind=kind, then=Value(frequency.value)) for kind, frequency in DEFAULTS.items()))
    often = Coalesce(NullIf(F("frequency"), Value("")), Subquery(chosen), usual)
    due = (
        Q(often=Frequency.IMMEDIATE)
        | Q(often=Frequency.DAILY, at__lt=morning_of_each(now))
        | Q(often=Frequency.WEEKLY, at__lt=morning_of_each(now, MONDAY))
    )
    return Notice.objects.to_mail().filter(unclaimed).alias(often=often).filter(due)


def morning_of_each(now: datetime, weekday: int | None = None) -> Case:
    """Return the last morning where the account of a notice lives: UTC for whoever has not said where."""
    names: defaultdict[datetime, list[str]] = defaultdict(list)
    for name in Profile.objects.order_by().values_list("time_zone", flat=True).distinct():
        names[last_morning(now, zone_of(name), weekday)].append(name)
    each = [When(user__profile__time_zone__in=some, then=Value(morning)) for morning, some in names.items()]
    usual = Value(last_morning(now, zone_of("UTC"), weekday))
    return Case(*each, default=usual, output_field=DateTimeField())
