"""The block of the home page: what waits for a member."""

from typing import Any

from django.db.models import Count, Window
from django.utils import timezone

from accounts.models import User
from cases.models import Case
from cases.thread.fitting import speciality_of, why
from cases.thread.page import bands_of
from cases.thread.querysets import Filters, in_order_for, listed
from cases.thread.times import wait_of

MOST = 4


def waiting_for(reader: User) -> dict[str, Any]:
    """Return the unanswered open cases that fit, the newest first, and how many are open elsewhere. Two queries."""
    speciality = speciality_of(reader)
    unanswered = listed(reader, Filters(unanswered=True)).exclude(owner=reader).annotate(total=Window(Count("pk")))
    cases = list(in_order_for(unanswered, speciality)[:MOST])
    rows = [row_of(case, speciality) for case in cases if getattr(case, "is_fit")]  # noqa: B009  annotated by the query
    return {"rows": rows, "elsewhere": getattr(cases[0], "total") if cases and not rows else 0}  # noqa: B009  annotated by the query


def row_of(case: Case, speciality: str) -> dict[str, Any]:
    """Return one line of a list: the case, its field, why it fits, and who looks after it."""
    return {
        "case": case,
        "url": case.get_absolute_url(),
        "wait": wait_of(case.opened_at, case.first_reply_at, timezone.now()),
        "why": why(case.specialities, speciality),
        "bands": bands_of(case),
        "liaison": case.liaison.display_name if case.liaison else "",
    }
