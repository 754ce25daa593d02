from typing import Any, cast

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router, Status

from accounts.authentication import SessionAuth, TokenAuth
from accounts.models import User
from common.problems import Problem
from notices.actions import read, read_all
from notices.models import Notice
from notices.schemas import Inbox, ReadOut, UnreadOut

PER_PAGE = 50
LAST_PAGE = 1000
PROBLEMS = dict.fromkeys((400, 401, 403, 422), Problem)
ABSENT = {404: Problem}

router = Router(tags=["account"], auth=[TokenAuth(), SessionAuth()])


@router.get("/me/inbox", response={200: Inbox, **PROBLEMS}, operation_id="list_notices_received")
def inbox(request: HttpRequest, unread: bool = False, page: int = Query(1, ge=1, le=LAST_PAGE)) -> dict[str, Any]:
    """What you were told. Notices of what you may not read any more are not there."""
    mine = Notice.objects.readable_by(request.user)
    pages = Paginator(mine.unread() if unread else mine, PER_PAGE)
    rows = pages.page(page) if page <= pages.num_pages else ()
    return {"total": pages.count, "page": page, "pages": pages.num_pages, "items": list(rows)}


@router.get("/me/inbox/unread", response={200: UnreadOut, **PROBLEMS}, operation_id="count_unread_notices")
def unread(request: HttpRequest) -> dict[str, Any]:
    """How many notices you have not read. `/events/` tells the same as soon as it changes."""
    count = Notice.objects.unread_count(request.user)
    return {"unread": count.number, "is_more": count.is_more}


@router.post("/me/inbox/read", response={200: ReadOut, **PROBLEMS}, operation_id="read_all_notices")
def mark_all(request: HttpRequest) -> dict[str, int]:
    return {"read": read_all(by=cast(User, request.user), now=timezone.now())}


@router.post(
    "/me/inbox/{notice_id}/read", response={204: None, **PROBLEMS, **ABSENT}, operation_id="read_notice_received"
)
def mark(request: HttpRequest, notice_id: int = Path(..., ge=1, le=2**63 - 1)) -> Any:
    read(notice_id=notice_id, by=cast(User, request.user), now=timezone.now())
    return Status(204, None)
