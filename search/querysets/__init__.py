"""Lists across kinds that need no words: read from SearchEntry, whichever engine runs."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from common.audience import Audience
from search.kinds import kind_labels, plural_label
from search.models import STILL_THERE, SearchEntry, SearchFacet
from search.querysets.lists import ListFilters, listing
from search.results import Card, KindGroup
from vocabulary.models import Disease

__all__ = [
    "ListFilters",
    "about",
    "disease_ids",
    "due_entries",
    "failed_count",
    "failed_entries",
    "failed_entries_live",
    "kind_counts",
    "lag",
    "listing",
    "live_count",
    "live_entries",
    "newest",
    "pending_count",
    "pending_entries",
    "visible_entries",
    "withdrawals_overdue",
]

CARD_FIELDS = ("kind", "key", "title", "url", "summary", "notes", "audience", "date", "curated")
CARDS_A_GROUP = 4
OVERDUE = timedelta(seconds=1)  # a running worker needs a tenth of it


def visible_entries(audiences: Collection[str]) -> QuerySet[SearchEntry]:
    return SearchEntry.objects.filter(deleted=False, audience__in=sorted(audiences))


def newest(*, kinds: Collection[str], audiences: Collection[str], limit: int) -> tuple[Card, ...]:
    """Return the newest dated entries of some kinds."""
    entries = visible_entries(audiences).filter(kind__in=sorted(kinds), day__gt=0).order_by("-day", "-pk")
    return tuple(map(card, entries.values_list(*CARD_FIELDS)[:limit]))


def about(*, disease_ids: Collection[int], audiences: Collection[str]) -> tuple[KindGroup, ...]:
    """Return what the hub holds on these diseases beside their own pages: by kind, the newest few and how many in all."""
    named = SearchFacet.objects.filter(
        name="disease", value__in=[str(pk) for pk in disease_ids], audience__in=sorted(audiences)
    )
    entries = visible_entries(audiences).filter(pk__in=named.exclude(kind="disease").values("entry_id"))
    ranked = entries.annotate(
        place=Window(RowNumber(), partition_by="kind", order_by=("-day", "-pk")),
        number=Window(Count("pk"), partition_by="kind"),
    )
    rows = ranked.filter(place__lte=CARDS_A_GROUP).order_by("kind", "place").values_list("number", *CARD_FIELDS)
    found: dict[str, list[tuple[int, Card]]] = {}
    for number, *fields in rows:
        found.setdefault(fields[0], []).append((number, card(tuple(fields))))
    return tuple(group(kind, found[kind]) for kind in kind_labels() if kind in found)


def group(kind: str, numbered: list[tuple[int, Card]]) -> KindGroup:
    return KindGroup(kind, plural_label(kind), count=numbered[0][0], cards=tuple(card for _, card in numbered))


def card(row: tuple[Any, ...]) -> Card:
    """Return a card from the columns in CARD_FIELDS."""
    kind, key, title, url, summary, notes, audience, day, curated = row
    return Card(kind, kind_labels().get(kind, kind), key, title, url, summary, tuple(notes), audience, day, curated)


def disease_ids(keys: Collection[str]) -> list[str]:
    """Return the primary keys, as `disease` facets carry them, of the diseases with these keys."""
    return [str(pk) for pk in Disease.objects.filter(key__in=sorted(keys)).order_by("pk").values_list("pk", flat=True)]


def live_entries() -> QuerySet[SearchEntry]:
    """Return what can be found, for all audiences: for engines and commands, never for a reader."""
    return SearchEntry.objects.filter(deleted=False)


def live_count() -> int:
    return live_entries().count()


def pending_entries() -> QuerySet[SearchEntry]:
    """Return the changes that the engine has not taken yet, tombstones among them."""
    return SearchEntry.objects.filter(version__gt=F("indexed_version"))


def due_entries(now: datetime) -> QuerySet[SearchEntry]:
    """Return the pending changes that may be sent now: all but those that the engine has refused a short time ago."""
    return pending_entries().filter(Q(retry_at=None) | Q(retry_at__lte=now)).order_by("changed_at", "pk")


def pending_count() -> int:
    return pending_entries().count()


def withdrawals_overdue(now: datetime) -> bool:
    """Say whether something that not everybody may know of any more, or never, has waited for the engine too long.

    What the engine refused for another reason it has taken out all the same.
    """
    closed = Q(deleted=True) | ~Q(audience=Audience.PUBLIC)
    unheard = Q(error="") | Q(error__startswith=STILL_THERE)
    return pending_entries().filter(closed, unheard, changed_at__lt=now - OVERDUE).exists()


def lag(now: datetime) -> timedelta:
    """Return how long the oldest change has been waiting for the engine; nothing if none waits."""
    oldest = pending_entries().aggregate(oldest=Min("changed_at"))["oldest"]
    return max(now - oldest, timedelta()) if oldest else timedelta()


def failed_entries(limit: int) -> QuerySet[SearchEntry]:
    return pending_entries().filter(error__gt="").order_by("pk")[:limit]


def failed_entries_live() -> QuerySet[SearchEntry]:
    return pending_entries().filter(deleted=False).filter(error__gt="")


def failed_count() -> int:
    """Return how many entries the engine has refused and not taken since."""
    return pending_entries().filter(error__gt="").count()


def kind_counts() -> dict[str, int]:
    """Return how many entries there are of each kind, for the operator: of all audiences."""
    counted = (
        SearchEntry.objects.filter(deleted=False).values_list("kind").annotate(number=Count("pk")).order_by("kind")
    )
    return dict(counted)
