"""What came to the hub since a moment, the newest first."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet, Window

from search.models import SearchEntry
from search.querysets import CARD_FIELDS, card, visible_entries
from search.results import Arrivals


def arrivals(*, since: datetime | None, audiences: Collection[str], limit: int) -> Arrivals:
    """Return the newest few and how many there are; of diseases those that are curated. Nothing is new without `since`."""
    if since is None:
        return Arrivals(None, 0, (), ())
    rows: list[tuple[Any, ...]] = list(arrived(since, audiences).values_list("number", "card", *CARD_FIELDS)[:limit])
    return Arrivals(
        since=since,
        total=rows[0][0] if rows else 0,
        cards=tuple(card(row[2:]) for row in rows),
        documents=tuple(row[1] for row in rows),
    )


def arrived(since: datetime, audiences: Collection[str]) -> QuerySet[SearchEntry]:
    """A load brings much at the same moment: then the dated and the last come first, and the order stays."""
    told = visible_entries(audiences).filter(added_at__gte=since).exclude(kind="disease", curated=False)
    return told.annotate(number=Window(Count("pk"))).order_by("-added_at", "-day", "-pk")


def latest_arrival(audiences: Collection[str]) -> datetime | None:
    """Return when the last entry came: what was seen after that holds nothing new."""
    return visible_entries(audiences).order_by("-added_at").values_list("added_at", flat=True).first()
