"""Screening and reporting as operations; what moderators decide afterwards is in moderation_api.py."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router, Status

from accounts.authentication import SessionAuth, TokenAuth
from accounts.permissions import has_permission
from accounts.roles import Permission
from cases.desk.actions.flagging import flag
from cases.desk.actions.rewriting import check_asked, rewrite
from cases.desk.actions.screening import clear_hold, clear_rarity, screen
from cases.desk.answers import queue_item, screen_out
from cases.desk.events import events_of, told
from cases.desk.moderation_api import router as moderation
from cases.desk.pages import is_screener
from cases.desk.querysets import for_queue, holds_of, queue_of
from cases.desk.reading import screen_of
from cases.desk.schemas import (
    CaseEventList,
    CaseStateOut,
    FlagIn,
    FlagMade,
    QueueOut,
    RewritingIn,
    ScreeningIn,
    ScreenOut,
)
from cases.models import Case
from cases.reading import reader
from common.problems import Problem

PER_PAGE, PAGES_MOST = 50, 1000
PROBLEMS = dict.fromkeys((400, 401, 403, 404, 422), Problem)

router = Router(tags=["cases"], auth=[TokenAuth(), SessionAuth()])
router.add_router("", moderation)


@router.get("/cases/desk/queue", response={200: QueueOut, **PROBLEMS}, operation_id="list_screening_queue")
def queue(request: HttpRequest, page: int = Query(1, ge=1, le=PAGES_MOST)) -> dict[str, Any]:
    """The cases that wait for your look, for staff of their organisation and for moderators."""
    if not is_screener(reader(request)):
        raise Http404
    now, pages = timezone.now(), Paginator(for_queue(queue_of(reader(request))), PER_PAGE)
    rows = pages.page(page) if page <= pages.num_pages else ()
    items = [queue_item(case, now) for case in rows]
    return {"total": pages.count, "page": page, "pages": pages.num_pages, "items": items}


@router.get("/cases/{uuid:case_id}/screening", response={200: ScreenOut, **PROBLEMS}, operation_id="get_screening")
def get_screening(request: HttpRequest, case_id: UUID) -> dict[str, Any]:
    """One case to be screened, with all that is left to decide. That you opened it is written down."""
    case = to_screen(request, case_id)
    return screen_out(screen_of(case, reader(request), timezone.now()))


@router.post("/cases/{uuid:case_id}/screenings", response={201: CaseStateOut, **PROBLEMS}, operation_id="screen_case")
def screening(request: HttpRequest, case_id: UUID, payload: ScreeningIn) -> Any:
    """Approve, return or decline a case. It takes two different people to let it through."""
    case, by = to_screen(request, case_id), reader(request)
    made = screen(case=case, by=by, now=timezone.now(), **payload.dict())
    return Status(201, {"id": made.pk, "state": made.state})


@router.post(
    "/cases/{uuid:case_id}/holds/{int:hold_id}/clear", response={204: None, **PROBLEMS}, operation_id="clear_hold"
)
def clear(request: HttpRequest, case_id: UUID, hold_id: int = Path(..., ge=1, le=2**63 - 1)) -> Any:
    """Say that a place which the scanner marked does not show who somebody is."""
    hold = holds_of(to_screen(request, case_id)).select_related("case").get(pk=hold_id)
    clear_hold(hold=hold, by=reader(request), now=timezone.now())
    return Status(204, None)


@router.post("/cases/{uuid:case_id}/bands/clear", response={204: None, **PROBLEMS}, operation_id="clear_rarity")
def clear_bands(request: HttpRequest, case_id: UUID) -> Any:
    """Say that the bands of a case are wide enough, although few cases are like it."""
    clear_rarity(case=to_screen(request, case_id), by=reader(request), now=timezone.now())
    return Status(204, None)


@router.post(
    "/cases/{uuid:case_id}/flags", response={201: FlagMade, **PROBLEMS, 429: Problem}, operation_id="flag_case"
)
def report(request: HttpRequest, case_id: UUID, payload: FlagIn) -> Any:
    """Report a case or one of its replies. What could show who the patient is hides the whole case at once."""
    case, by = Case.objects.readable_by(request.user).get(pk=case_id), reader(request)
    if not has_permission(by, Permission.ANSWER_CASES):
        raise Http404
    reply = case.replies.shown().get(pk=payload.reply) if payload.reply else None
    try:
        made = flag(case=case, by=by, reason=payload.reason, now=timezone.now(), reply=reply)
    except PermissionDenied:  # hidden by somebody else in the meantime
        raise Http404 from None
    return Status(201, {"is_hidden": made.case.quarantined_at is not None})


@router.get("/cases/{uuid:case_id}/events", response={200: CaseEventList, **PROBLEMS}, operation_id="list_case_events")
def events(request: HttpRequest, case_id: UUID, page: int = Query(1, ge=1, le=PAGES_MOST)) -> dict[str, Any]:
    """What happened to a case in which you have a part: its owner, its organisation, its liaison."""
    cases = Case.objects.all()
    case = cases.filter(cases.part_of(reader(request))).select_related("owner").get(pk=case_id)
    pages = Paginator(events_of(case, reader(request)).reverse(), PER_PAGE)
    rows = pages.page(page) if page <= pages.num_pages else ()
    items = [told(event, case, reader(request)) for event in rows]
    return {"total": pages.count, "page": page, "pages": pages.num_pages, "items": items}


@router.put("/cases/{uuid:case_id}/rewriting", response={204: None, **PROBLEMS}, operation_id="rewrite_hidden_case")
def write_anew(request: HttpRequest, case_id: UUID, payload: RewritingIn) -> Any:
    """Write a hidden case of yours anew, when a moderator asked for it; two moderators read it before others do."""
    case, by = Case.objects.known_to(request.user).get(pk=case_id), reader(request)
    try:
        check_asked(case, by)
    except PermissionDenied:
        raise Http404 from None
    changes = {**payload.texts, **({} if payload.key_words is None else {"key_words": payload.key_words})}
    rewrite(case=case, changes=changes, by=by, now=timezone.now())
    return Status(204, None)


def to_screen(request: HttpRequest, case_id: UUID) -> Case:
    """Return a case that the caller may screen; raises DoesNotExist, which is answered as 404, for every other."""
    return Case.objects.to_screen_by(request.user).select_related("organisation").get(pk=case_id)
