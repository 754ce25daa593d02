"""Invented cases in every state, brought there by the same actions as everybody's, at moments of the past weeks."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple, cast
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cases.demo.clock import Clock
from cases.demo.courses import bring
from cases.demo.people import People, put_organisation, put_volunteers
from cases.demo.records import Record
from cases.models import Case, Offer
from notices.actions import seen
from notices.models import Notice

DATA = Path(__file__).parent / "data" / "cases.json"
NEWS_FOR = timedelta(days=2)


class Done(NamedTuple):
    created: int
    unchanged: int


def case_records() -> list[Record]:
    records: list[Record] = json.loads(DATA.read_text(encoding="utf-8"))["cases"]
    return records


@transaction.atomic
def load_cases(now: datetime | None = None) -> Done:
    """Make the cases where there are none, all or nothing. What people did with them since stays, whatever it was.

    The accounts and the vocabulary have to be there. A case that was withdrawn holds no word by which to know it again:
    so one demonstration case of any kind is enough for all of them to count as loaded.
    """
    records, now = case_records(), now or timezone.now()
    if Case.objects.filter(is_demonstration=True).exists():
        return Done(0, len(records))
    people = People()
    organisation = put_organisation(people)
    put_volunteers(people, now)
    # The oldest first: how many cases somebody sent within a week is counted from what was there before.
    for record in sorted(records, key=lambda record: -record["days"]):
        bring(record, people=people, organisation=organisation, clock=Clock(record["days"], now))
    read_old_news(now)
    return Done(len(records), 0)


def read_old_news(now: datetime) -> None:
    """Nobody finds the news of months in the inbox: what is older than two days, or an offer that was answered, is read."""
    cases = Case.objects.filter(is_demonstration=True)
    answered = Offer.objects.filter(case__in=cases).exclude(answer=Offer.Answer.WAITING)
    old = Q(subject_kind="case", subject__in=cases.values("pk"), at__lt=now - NEWS_FOR)
    news = Notice.objects.filter(old | Q(subject_kind="offer", subject__in=answered.values("pk")), read_at=None)
    for notice in news.select_related("user").order_by("pk"):
        seen(notice.user, (notice.subject_kind, cast(UUID, notice.subject)), now=now)
