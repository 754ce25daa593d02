"""Counting how often disease pages are read, without a write in each request and without knowing who reads."""

import atexit
from collections import Counter
from threading import Lock
from time import monotonic

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone
from wagtail.models import Page

from content.models.documents import PageRead

FLUSH_AT = 25
FLUSH_SECONDS = 60.0

_lock = Lock()
_pending: Counter[int] = Counter()
_last_flush = monotonic()


def count_read(page_id: int) -> None:
    """Add one reading; every 25th, or the first after a minute, writes them all. A killed process loses at most those."""
    with _lock:
        _pending[page_id] += 1
        due = _pending.total() >= FLUSH_AT or monotonic() - _last_flush > FLUSH_SECONDS
    if due:
        flush_reads()


def flush_reads() -> None:
    """Write what was counted; if the database is busy, keep it for the next time."""
    global _last_flush
    with _lock:
        counts, _last_flush = dict(_pending), monotonic()
        _pending.clear()
    if not counts:
        return
    try:
        with transaction.atomic():
            add_reads(counts)
    except DatabaseError:
        with _lock:
            _pending.update(counts)


def add_reads(counts: dict[int, int]) -> None:
    month = timezone.now().date().replace(day=1)
    for page_id in Page.objects.filter(pk__in=counts).values_list("pk", flat=True):  # not those deleted meanwhile
        count = counts[page_id]
        changed = PageRead.objects.filter(page_id=page_id, month=month).update(count=F("count") + count)
        if not changed:
            PageRead.objects.create(page_id=page_id, month=month, count=count)


atexit.register(flush_reads)
