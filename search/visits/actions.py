"""Knowing when a reader was here before, at the price of one small read a request and one write in five minutes."""

from datetime import datetime, timedelta
from typing import Any, cast

from django.db import DatabaseError
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from search.models import ReaderVisit
from search.moments import whole_second

WRITTEN_EVERY = timedelta(minutes=5)
ENDS_AFTER = timedelta(minutes=30)


def note_visit(*, by: User, now: datetime) -> ReaderVisit:
    """Note that `by` is here; after half an hour of silence this begins a new visit."""
    now = whole_second(now)
    visit, is_first = ReaderVisit.objects.get_or_create(reader=by, defaults={"current_at": now})
    before = visit.current_at
    if is_first or now - before < WRITTEN_EVERY:
        return visit
    if now - before > ENDS_AFTER:
        visit.previous_at = before
    visit.current_at = now
    # Of two requests at once the first writes; the other finds `current_at` moved and changes nothing.
    same = ReaderVisit.objects.filter(pk=visit.pk, current_at=before)
    same.update(current_at=now, previous_at=visit.previous_at)
    return visit


def visit_of(request: HttpRequest) -> ReaderVisit | None:
    """Note the visit of whoever asks, once a request; None for visitors who are not signed in.

    A database too busy to write keeps nobody from reading: the next request notes it.
    """
    asked = cast(Any, request)
    if not isinstance(asked.user, User):
        return None
    if not hasattr(asked, "reader_visit"):
        try:
            asked.reader_visit = note_visit(by=asked.user, now=timezone.now())
        except DatabaseError:
            asked.reader_visit = None
    return cast("ReaderVisit | None", asked.reader_visit)
