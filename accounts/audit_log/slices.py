"""Slices of a list of events, the newest first, and the cursors that lead from one to the next."""

from typing import Any

from django.core.exceptions import ValidationError

from accounts.audit_log.schemas import EventQuestion
from audit.models import Event
from audit.querysets import EventQuerySet
from common.pagination import BadCursor, decode_cursor, encode_cursor

Slice = tuple[list[Event], str | None]


def narrowed(events: EventQuerySet, question: EventQuestion) -> EventQuerySet:
    asked: dict[str, Any] = {"area": question.area, "action": question.action}
    return events.filter(**{name: value for name, value in asked.items() if value})


def slice_by_number(events: EventQuerySet, question: EventQuestion) -> Slice:
    """Cut where the number of the chain says."""
    found = narrowed(events, question).order_by("-number")
    if question.cursor:
        found = found.filter(number__lt=place(question.cursor))
    rows = list(found[: question.size + 1])
    return rows[: question.size], encode_cursor([rows[-2].number]) if len(rows) > question.size else None


def slice_by_rank(events: EventQuerySet, question: EventQuestion) -> Slice:
    """Cut by how many events of this very list are older: a number of the chain would tell what else happened meanwhile.

    Nothing ever leaves the log, so an event keeps its rank.
    """
    found = narrowed(events, question).order_by("number")
    end = place(question.cursor) if question.cursor else found.count()
    start = max(end - question.size, 0)
    return list(found[start:end])[::-1], encode_cursor([start]) if start else None


def place(cursor: str) -> int:
    try:
        [number] = decode_cursor(cursor, [int])
    except BadCursor as error:
        raise ValidationError({"cursor": str(error)}) from None
    return max(int(number or 0), 0)
