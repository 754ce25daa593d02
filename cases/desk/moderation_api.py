"""What moderators do, as operations: reports, hidden cases, replies kept back, suspensions. To others none of it exists."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router, Status

from accounts.authentication import SessionAuth, TokenAuth
from accounts.models import User
from accounts.permissions import has_permission
from accounts.roles import Permission
from cases.actions.watching import note_reading, note_readings
from cases.desk.actions.flagging import answer_flag
from cases.desk.actions.returning import (
    agree_to_show,
    agree_to_show_reply,
    ask_to_rewrite,
    clear_hidden_hold,
    refuse_reply,
)
from cases.desk.actions.suspending import agree_to_lift, suspend
from cases.desk.answers import flag_detail, flag_out, hidden_item, kept_reply_out, suspension_out, texts_out
from cases.desk.querysets import bans_now, flags_of, flags_waiting, hidden_cases, holds_of, kept_replies
from cases.desk.reading import shown_of
from cases.desk.schemas import (
    AgreedOut,
    AgreementIn,
    FlagDetail,
    FlagList,
    FlagOut,
    HiddenDetail,
    HiddenList,
    KeptReplyList,
    LiftOut,
    MeasureIn,
    RefusalIn,
    SuspensionIn,
    SuspensionList,
    SuspensionOut,
)
from cases.models import Case
from cases.reading import reader
from cases.versions import version_of_case
from common.problems import Problem

PER_PAGE, PAGES_MOST = 50, 1000
PROBLEMS = dict.fromkeys((400, 401, 403, 404, 422), Problem)

router = Router(tags=["cases"], auth=[TokenAuth(), SessionAuth()])


def moderator(request: HttpRequest) -> User:
    if not has_permission(request.user, Permission.MODERATE):
        raise Http404
    return reader(request)


def part_of(found: QuerySet[Any], page: int) -> tuple[list[Any], dict[str, int]]:
    """Return the rows of one page, and what is told of the pages."""
    pages = Paginator(found, PER_PAGE)
    rows = list(pages.page(page)) if page <= pages.num_pages else []
    return rows, {"total": pages.count, "page": page, "pages": pages.num_pages}


@router.get("/cases/flags", response={200: FlagList, **PROBLEMS}, operation_id="list_case_flags")
def list_flags(request: HttpRequest, page: int = Query(1, ge=1, le=PAGES_MOST)) -> dict[str, Any]:
    """Reports that wait for a moderator, the oldest first. Nobody learns who sent one."""
    flags, told = part_of(flags_waiting(moderator(request)), page)
    return {**told, "items": [flag_out(one) for one in flags]}


@router.get("/cases/flags/{int:flag_id}", response={200: FlagDetail, **PROBLEMS}, operation_id="get_case_flag")
def get_flag(request: HttpRequest, flag_id: int = Path(..., ge=1, le=2**63 - 1)) -> dict[str, Any]:
    """One report with what it is about. That you opened it is written down."""
    found = flags_of(moderator(request)).get(pk=flag_id)
    note_reading(case=found.case, by=reader(request))
    is_readable = Case.objects.readable_by(request.user).filter(pk=found.case_id).exists()
    return flag_detail(found, reader(request), is_readable=is_readable)


@router.post("/cases/flags/{int:flag_id}/answer", response={200: FlagOut, **PROBLEMS}, operation_id="answer_case_flag")
def answer(request: HttpRequest, payload: MeasureIn, flag_id: int = Path(..., ge=1, le=2**63 - 1)) -> dict[str, Any]:
    """Answer a report; whoever sent it hears whether it was upheld."""
    found = flags_of(moderator(request)).get(pk=flag_id)
    return flag_out(answer_flag(flag=found, by=reader(request), measure=payload.measure, now=timezone.now()))


@router.post(
    "/cases/flags/{int:flag_id}/suspension",
    response={201: SuspensionOut, **PROBLEMS},
    operation_id="suspend_from_answering",
)
def suspension(request: HttpRequest, payload: SuspensionIn, flag_id: int = Path(..., ge=1, le=2**63 - 1)) -> Any:
    """Keep the author of a reported reply from answering for some days; they read on."""
    found, now = flags_of(moderator(request)).get(pk=flag_id), timezone.now()
    until = now + timedelta(days=payload.days)
    return Status(201, suspension_out(suspend(flag=found, until=until, by=reader(request), now=now)))


@router.get("/cases/suspensions", response={200: SuspensionList, **PROBLEMS}, operation_id="list_suspensions")
def list_suspensions(request: HttpRequest, page: int = Query(1, ge=1, le=PAGES_MOST)) -> dict[str, Any]:
    bans, told = part_of(bans_now(moderator(request), timezone.now()), page)
    return {**told, "items": [suspension_out(ban) for ban in bans]}


@router.post(
    "/cases/suspensions/{int:ban_id}/lift", response={200: LiftOut, **PROBLEMS}, operation_id="lift_suspension"
)
def lift(request: HttpRequest, ban_id: int = Path(..., ge=1, le=2**63 - 1)) -> dict[str, Any]:
    """Agree to end a suspension earlier; it takes two moderators."""
    ban = bans_now(moderator(request), timezone.now()).get(pk=ban_id)
    return {"is_over": agree_to_lift(ban=ban, by=reader(request), now=timezone.now())}


@router.get("/cases/hidden", response={200: HiddenList, **PROBLEMS}, operation_id="list_hidden_cases")
def list_hidden(request: HttpRequest, page: int = Query(1, ge=1, le=PAGES_MOST)) -> dict[str, Any]:
    """Cases that are hidden for now."""
    cases, told = part_of(hidden_cases(moderator(request)), page)
    return {**told, "items": [hidden_item(case) for case in cases]}


@router.get("/cases/{uuid:case_id}/hidden", response={200: HiddenDetail, **PROBLEMS}, operation_id="get_hidden_case")
def get_hidden(request: HttpRequest, case_id: UUID) -> dict[str, Any]:
    """A hidden case as it stands. That you opened it is written down."""
    case = hidden_cases(moderator(request)).select_related("organisation").get(pk=case_id)
    return {**hidden_item(case), "version": version_of_case(case), "said": texts_out(shown_of(case, reader(request)))}


@router.post("/cases/{uuid:case_id}/return", response={200: AgreedOut, **PROBLEMS}, operation_id="return_case")
def return_case(request: HttpRequest, case_id: UUID, payload: AgreementIn) -> dict[str, Any]:
    """Agree to show a hidden case again; it takes two moderators, and neither reported it."""
    case = hidden_cases(moderator(request)).get(pk=case_id)
    return {"is_shown": agree_to_show(case=case, by=reader(request), now=timezone.now(), seen=payload.seen)}


@router.post(
    "/cases/{uuid:case_id}/rewriting-request", response={204: None, **PROBLEMS}, operation_id="ask_to_rewrite_case"
)
def request_rewriting(request: HttpRequest, case_id: UUID) -> Any:
    """Ask the owner of a hidden case to write it anew; nobody else changes what it says."""
    case = hidden_cases(moderator(request)).get(pk=case_id)
    ask_to_rewrite(case=case, by=reader(request), now=timezone.now())
    return Status(204, None)


@router.post(
    "/cases/{uuid:case_id}/hidden/holds/{int:hold_id}/clear",
    response={204: None, **PROBLEMS},
    operation_id="clear_hold_of_hidden_case",
)
def clear(request: HttpRequest, case_id: UUID, hold_id: int = Path(..., ge=1, le=2**63 - 1)) -> Any:
    case = hidden_cases(moderator(request)).get(pk=case_id)
    hold = holds_of(case).select_related("case").get(pk=hold_id)
    clear_hidden_hold(hold=hold, by=reader(request), now=timezone.now())
    return Status(204, None)


@router.get("/cases/replies/kept", response={200: KeptReplyList, **PROBLEMS}, operation_id="list_kept_replies")
def list_kept(request: HttpRequest, page: int = Query(1, ge=1, le=PAGES_MOST)) -> dict[str, Any]:
    """Replies that the scanner held back, and hidden ones. That you read them is written down, case by case."""
    replies, told = part_of(kept_replies(moderator(request)).prefetch_related("holds", "mentions__named"), page)
    note_readings(cases={reply.case_id: reply.case for reply in replies}.values(), by=reader(request))
    waiting = {reply.pk: [hold for hold in reply.holds.all() if hold.cleared_at is None] for reply in replies}
    return {**told, "items": [kept_reply_out(reply, waiting[reply.pk]) for reply in replies]}


@router.post(
    "/cases/replies/{uuid:reply_id}/return", response={200: AgreedOut, **PROBLEMS}, operation_id="return_reply"
)
def return_reply(request: HttpRequest, reply_id: UUID, payload: AgreementIn) -> dict[str, Any]:
    """Agree to show a reply: two moderators for one that was hidden, one for what only the scanner held back."""
    reply = kept_replies(moderator(request)).get(pk=reply_id)
    return {"is_shown": agree_to_show_reply(reply=reply, by=reader(request), now=timezone.now(), seen=payload.seen)}


@router.post("/cases/replies/{uuid:reply_id}/refusal", response={204: None, **PROBLEMS}, operation_id="refuse_reply")
def refuse(request: HttpRequest, reply_id: UUID, payload: RefusalIn) -> Any:
    """Keep a reply hidden; its author reads the reason."""
    reply = kept_replies(moderator(request)).get(pk=reply_id)
    refuse_reply(reply=reply, reason=payload.reason, by=reader(request), now=timezone.now())
    return Status(204, None)
