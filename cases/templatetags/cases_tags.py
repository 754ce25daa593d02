"""Small questions of the templates of cases."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django import template
from django.utils import timezone
from django.utils.timesince import timesince

from accounts.models import User
from accounts.permissions import Reader, has_permission
from accounts.roles import Permission
from cases.thread import desks
from cases.thread.waiting import waiting_for
from cases.writing.guards import Trouble
from cases.writing.showing import Shown

register = template.Library()


@register.filter
def told_of(troubles: Iterable[Trouble] | None, field: str) -> str:
    """Return what is to be done in a field, in one text."""
    return " ".join(f"{trouble.message}." for trouble in troubles or () if trouble.field == field)


@register.filter
def told_of_consent(troubles: Iterable[Trouble] | None, layer: str) -> str:
    return told_of(troubles, f"consent_{layer}")


@register.filter
def ago(at: datetime) -> str:
    """Return how long ago something was: “just now”, “2 hours ago”."""
    return "just now" if timezone.now() - at < timedelta(minutes=1) else f"{timesince(at)} ago"


@register.filter
def must_go(findings: Iterable[Shown] | None) -> bool:
    """Say whether one of the places keeps the case from being sent."""
    return any(finding.is_blocking for finding in findings or ())


@register.simple_tag
def desk_for(reader: Reader) -> tuple[str, int] | None:
    """Return the desk of a screener, and how many cases wait there for them."""
    return desks.desk_for(reader) if isinstance(reader, User) else None


@register.inclusion_tag("cases/thread/cases_for.html")
def cases_for(reader: Reader) -> dict[str, Any]:
    """Show the unanswered cases that fit a member, with the reason why. Two queries; nothing for anybody else."""
    if not isinstance(reader, User) or not has_permission(reader, Permission.READ_CASES):
        return {}
    return {"is_member": True, **waiting_for(reader)}
