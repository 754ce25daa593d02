"""What is shown of each cell now: one GROUP BY for the whole site, kept for a minute."""

from datetime import datetime

from django.core.cache import cache
from django.db import transaction

from accounts.models.physician import Physician
from accounts.physicians.cells import Cell, Label, labels

KEY = "physicians.labels"
SECONDS = 60


def current_labels(now: datetime) -> dict[Cell, Label]:
    known: dict[Cell, Label] | None = cache.get(KEY)
    if known is None:
        known = labels(Physician.objects.cells(now))
        cache.set(KEY, known, SECONDS)
    return known


def label_of(physician: Physician, now: datetime) -> Label:
    """Return what colleagues see of a physician; nothing of a cell that came since the labels were made."""
    return current_labels(now).get((physician.country, physician.speciality), Label())


def forget_labels() -> None:
    """Have the labels made again, now and after the commit: until then another process may make the old ones anew."""
    cache.delete(KEY)
    transaction.on_commit(lambda: cache.delete(KEY))
