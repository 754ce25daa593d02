from typing import Any, cast

from django.http import Http404, HttpRequest
from ninja import Query, Router

from accounts.audit_log.permissions import areas_of
from accounts.audit_log.querysets import own_events, watched_events
from accounts.audit_log.schemas import EventList, EventQuestion, OwnEventList
from accounts.audit_log.slices import slice_by_number, slice_by_rank
from accounts.audit_log.words import told
from accounts.authentication import SessionAuth, TokenAuth
from accounts.models import User
from audit.models import Event
from common.problems import Problem

PROBLEMS = dict.fromkeys((401, 403, 422), Problem)
SHOWN = ("number", "at", "action", "area", "actor_role", "subject_kind", "subject", "details")

router = Router(tags=["audit"], auth=[TokenAuth(), SessionAuth()])


@router.get("/me/events", response={200: OwnEventList, **PROBLEMS}, operation_id="list_own_events")
def own(request: HttpRequest, question: Query[EventQuestion]) -> dict[str, Any]:
    """What happened to your account and what you did, the newest first."""
    user = cast(User, request.user)  # the two ways to sign in above let nobody else through
    events, cursor = slice_by_rank(own_events(user), question)
    return {"items": [told(event, user) for event in events], "cursor": cursor}


@router.get("/audit/events", response={200: EventList, 404: Problem, **PROBLEMS}, operation_id="list_audit_events")
def watched(request: HttpRequest, question: Query[EventQuestion]) -> dict[str, Any]:
    """The audit log for those who watch over it, the newest first; editors read the events of content only."""
    if not areas_of(cast(User, request.user)):
        raise Http404
    events, cursor = slice_by_number(watched_events(cast(User, request.user)), question)
    return {"items": [shown(event) for event in events], "cursor": cursor}


def shown(event: Event) -> dict[str, Any]:
    people = {name: str(value) if (value := getattr(event, name)) else None for name in ("actor", "owner")}
    return {name: getattr(event, name) for name in SHOWN} | people
