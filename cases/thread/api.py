"""The forum for programs of members: the rules are those of the page, because the functions are."""

from datetime import UTC, datetime
from typing import Any, cast
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.views.decorators.cache import never_cache
from ninja import Query, Router, Status
from ninja.decorators import decorate_view

from accounts.authentication import SessionAuth, TokenAuth
from accounts.models import User
from accounts.permissions import check_permission
from accounts.roles import Permission
from cases.actions.reading import note_reading
from cases.models import Case, Reply
from cases.thread.actions.drafts import drop_draft, save_draft
from cases.thread.actions.marking import follow_case, mark_helpful, unfollow_case, unmark_helpful
from cases.thread.actions.opinions import Named, choose_just_reading, give_opinion
from cases.thread.actions.replies import Said, Sent, change_reply, send_reply, take_back
from cases.thread.answers import draft_out, reply_out, summary, whole
from cases.thread.conversation import conversation, shown_alone
from cases.thread.diseases import by_code, disease_of, in_field, suggestions
from cases.thread.fitting import speciality_of
from cases.thread.page import case_page
from cases.thread.permissions import NO_LIST
from cases.thread.querysets import Filters, Place, after, draft_of, in_order_for, listed, new_since, readable, reply_in
from cases.thread.schemas import (
    CaseList,
    CaseOut,
    CaseParams,
    NewRepliesOut,
    OpinionIn,
    ReplyDraftIn,
    ReplyDraftOut,
    ReplyIn,
    ReplyList,
    ReplySent,
    SuggestedOut,
)
from cases.thread.sight import sight_of
from cases.thread.waiting import row_of
from cases.thread.windows import api_window, no_window
from cases.writing.api import router as writing
from common.pagination import BadCursor, decode_cursor, encode_cursor
from common.problems import Problem
from vocabulary.models import Disease

PROBLEMS = dict.fromkeys((400, 401, 403, 422, 429), Problem)
ABSENT = {404: Problem}
router = Router(tags=["cases"], auth=[TokenAuth(), SessionAuth()])


# The writing part takes new cases at the same address, and one address is one view: that of the router that has it first.
@writing.get("/cases", response={200: CaseList, **PROBLEMS}, operation_id="list_cases")
@decorate_view(never_cache)
def list_cases(request: HttpRequest, params: Query[CaseParams]) -> dict[str, Any]:
    """The cases that members read; those you act for are at `/me/cases`. Nobody else has a list: 403."""
    check_permission(reader(request), Permission.READ_CASES, NO_LIST)
    told = params.dict(exclude={"limit", "cursor"})
    speciality = speciality_of(reader(request))
    cases = in_order_for(listed(reader(request), Filters(**told)), speciality)
    if params.cursor:
        cases = after(cases, place_in(params.cursor))
    rows = list(cases[: params.limit + 1])
    more = (
        urlencode(params.dict() | {"cursor": cursor_of(rows[params.limit - 1])}) if len(rows) > params.limit else None
    )
    items = [summary(row_of(case, speciality)) for case in rows[: params.limit]]
    return {"items": items, "next": f"{request.path}?{more}" if more else None}


@router.get("/cases/diseases", response={200: list[SuggestedOut], **PROBLEMS}, operation_id="suggest_diseases")
def suggest_diseases(request: HttpRequest, q: str = Query(..., max_length=100)) -> list[dict[str, Any]]:
    """Diseases whose name, other name or code contains the words, for the fields of opinions and replies."""
    check_permission(reader(request), Permission.ANSWER_CASES, NO_LIST)
    return [{"orpha_code": one.orpha_code, "name": one.name, "text": in_field(one)} for one in suggestions(q)]


@router.get("/cases/{case_id}", response={200: CaseOut, **PROBLEMS, **ABSENT}, operation_id="get_case")
def get_case(request: HttpRequest, case_id: UUID) -> dict[str, Any]:
    case = readable(reader(request), case_id)
    return whole(case_page(case, reader(request), timezone.now(), pick=no_window))


@router.get("/cases/{case_id}/replies", response={200: ReplyList, **PROBLEMS, **ABSENT}, operation_id="list_replies")
def list_replies(request: HttpRequest, case_id: UUID, page: int = Query(1, ge=1, le=10_000)) -> dict[str, Any]:
    """Fifty a page, the oldest first, each question followed by its answers; none until you gave your own opinion."""
    found = conversation(
        readable(reader(request), case_id), reader(request), timezone.now(), pick=lambda look: api_window(look, page)
    )
    items = [reply_out(one) for row in found.replies for one in (row, *row.answers)]
    return {
        "is_blind": found.sight.is_blind,
        "total": found.count,
        "page": page,
        "pages": found.window.pages,
        "items": items,
    }


@router.post("/cases/{case_id}/replies", response={201: ReplySent, **PROBLEMS, **ABSENT}, operation_id="create_reply")
def create_reply(request: HttpRequest, case_id: UUID, payload: ReplyIn) -> Any:
    """Send a reply. 422 with `text` names what could show who somebody is; nothing is kept then."""
    case = opened(request, case_id)
    sent = send_reply(case=case, said=said_in(request, case, payload), by=reader(request), now=timezone.now(),
                      to_moderator=payload.to_moderator)  # fmt: skip
    return Status(201, sent_out(request, sent))


@router.get("/cases/{case_id}/replies/new", response={200: NewRepliesOut, **PROBLEMS, **ABSENT},
            operation_id="count_new_replies")  # fmt: skip
def count_new_replies(request: HttpRequest, case_id: UUID, since: datetime) -> dict[str, int]:
    """How many replies came since a moment. A number says nothing of what is in them."""
    return {"new": new_since(readable(reader(request), case_id), reader(request), moment_in(since))}


@router.get("/cases/{case_id}/replies/draft", response={200: ReplyDraftOut, **PROBLEMS, **ABSENT},
            operation_id="get_reply_draft")  # fmt: skip
def get_reply_draft(request: HttpRequest, case_id: UUID) -> dict[str, Any]:
    return draft_out(draft_of(readable(reader(request), case_id), reader(request)))


@router.put("/cases/{case_id}/replies/draft", response={200: ReplyDraftOut, **PROBLEMS, **ABSENT},
            operation_id="save_reply_draft")  # fmt: skip
def save_reply_draft(request: HttpRequest, case_id: UUID, payload: ReplyDraftIn) -> dict[str, Any]:
    """Keep what you are writing: one draft a case, for you alone. An empty one is forgotten."""
    told = payload.dict() | {"disease": disease_or_none(payload.disease)}
    case = readable(reader(request), case_id)
    return draft_out(save_draft(case=case, said=Said(**told), by=reader(request), now=timezone.now()))


@router.delete("/cases/{case_id}/replies/draft", response={204: None, **PROBLEMS, **ABSENT},
               operation_id="delete_reply_draft")  # fmt: skip
def delete_reply_draft(request: HttpRequest, case_id: UUID) -> Any:
    drop_draft(case=readable(reader(request), case_id), by=reader(request))
    return Status(204, None)


@router.put("/cases/{case_id}/replies/{reply_id}", response={200: ReplySent, **PROBLEMS, **ABSENT},
            operation_id="change_reply")  # fmt: skip
def put_reply(request: HttpRequest, case_id: UUID, reply_id: UUID, payload: ReplyIn) -> dict[str, Any]:
    """Change your reply: within 15 minutes all but its kind, later its text, and what it said before stays readable.

    So does what somebody answered, reported or found helpful within the 15 minutes.
    """
    case = readable(reader(request), case_id)
    said = said_in(request, case, payload)
    sent = change_reply(reply=seen(request, case, reply_id), said=said, by=reader(request), now=timezone.now(),
                        to_moderator=payload.to_moderator)  # fmt: skip
    return sent_out(request, sent)


@router.delete("/cases/{case_id}/replies/{reply_id}", response={204: None, **PROBLEMS, **ABSENT},
               operation_id="delete_reply")  # fmt: skip
def delete_reply(request: HttpRequest, case_id: UUID, reply_id: UUID) -> Any:
    """Take your reply back, within 15 minutes and while nobody answered or reported it."""
    case = readable(reader(request), case_id)
    take_back(reply=seen(request, case, reply_id), by=reader(request), now=timezone.now())
    return Status(204, None)


@router.put("/cases/{case_id}/replies/{reply_id}/helpful", response={204: None, **PROBLEMS, **ABSENT},
            operation_id="mark_helpful")  # fmt: skip
def put_helpful(request: HttpRequest, case_id: UUID, reply_id: UUID) -> Any:
    """Say that a reply helped. Nobody sees who; sending it twice changes nothing."""
    case = readable(reader(request), case_id)
    mark_helpful(reply=seen(request, case, reply_id), by=reader(request))
    return Status(204, None)


@router.delete("/cases/{case_id}/replies/{reply_id}/helpful", response={204: None, **PROBLEMS, **ABSENT},
               operation_id="unmark_helpful")  # fmt: skip
def delete_helpful(request: HttpRequest, case_id: UUID, reply_id: UUID) -> Any:
    case = readable(reader(request), case_id)
    unmark_helpful(reply=seen(request, case, reply_id), by=reader(request))
    return Status(204, None)


@router.post("/cases/{case_id}/opinion", response={201: CaseOut, **PROBLEMS, **ABSENT},
             operation_id="give_opinion")  # fmt: skip
def post_opinion(request: HttpRequest, case_id: UUID, payload: OpinionIn) -> Any:
    """Your own first opinion, once a case. It is answered with the case, replies and all."""
    named = [Named(known(one.orpha_code), one.confidence) for one in payload.diseases]
    give_opinion(case=opened(request, case_id), named=named, reason=payload.reason, by=reader(request),
                 now=timezone.now(), to_moderator=payload.to_moderator)  # fmt: skip
    return Status(201, get_case(request, case_id))


@router.put("/cases/{case_id}/just-reading", response={204: None, **PROBLEMS, **ABSENT},
            operation_id="choose_just_reading")  # fmt: skip
def put_just_reading(request: HttpRequest, case_id: UUID) -> Any:
    """Read without an opinion first; you are then not counted among the five."""
    choose_just_reading(case=readable(reader(request), case_id), by=reader(request))
    return Status(204, None)


@router.put("/cases/{case_id}/follow", response={204: None, **PROBLEMS, **ABSENT}, operation_id="follow_case")
def put_follow(request: HttpRequest, case_id: UUID) -> Any:
    follow_case(case=readable(reader(request), case_id), by=reader(request), now=timezone.now())
    return Status(204, None)


@router.delete("/cases/{case_id}/follow", response={204: None, **PROBLEMS, **ABSENT}, operation_id="unfollow_case")
def delete_follow(request: HttpRequest, case_id: UUID) -> Any:
    unfollow_case(case=readable(reader(request), case_id), by=reader(request))
    return Status(204, None)


def reader(request: HttpRequest) -> User:
    return cast(User, request.user)  # the two ways to sign in above let nobody else through


def opened(request: HttpRequest, case_id: UUID) -> Case:
    """Return a case to write to, whose reading is noted first: what is written is answered, also in the last of the hour."""
    case = readable(reader(request), case_id)
    note_reading(case, reader(request))
    return case


def seen(request: HttpRequest, case: Case, reply_id: UUID) -> Reply:
    return reply_in(case, reader(request), sight_of(case, reader(request)), reply_id)


def sent_out(request: HttpRequest, sent: Sent) -> dict[str, Any]:
    return {"reply": reply_out(shown_alone(sent.reply, reader(request), timezone.now())), "unknown": list(sent.unknown)}


def moment_in(since: datetime) -> datetime:
    try:
        return in_utc(since)
    except OverflowError:
        raise ValidationError({"since": "This moment is outside of the calendar."}) from None


def in_utc(moment: datetime) -> datetime:
    """Return a moment in UTC; raises OverflowError at the two ends of the calendar, where UTC has no such year."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def said_in(request: HttpRequest, case: Case, payload: ReplyIn) -> Said:
    return Said(
        kind=payload.kind,
        text=payload.text,
        disease=known(payload.orpha_code) if payload.orpha_code else None,
        confidence=payload.confidence or "",
        patients_seen=payload.patients_seen,
        reference=payload.reference,
        answers=seen(request, case, payload.answers) if payload.answers else None,
    )


def known(orpha_code: int) -> Disease:
    try:
        return by_code(orpha_code)
    except ValidationError as refusal:
        raise ValidationError({"orpha_code": refusal.messages}) from None


def disease_or_none(text: str) -> Disease | None:
    try:
        return disease_of(text)
    except ValidationError:
        return None


def cursor_of(case: Case) -> str:
    fit, answered = (int(getattr(case, name)) for name in ("is_fit", "is_answered"))
    return encode_cursor([fit, answered, case.opened_at.isoformat() if case.opened_at else "", str(case.pk)])


def place_in(cursor: str) -> Place:
    try:
        fit, answered, opened_at, pk = decode_cursor(cursor, (int, int, str, str))
        return Place(bool(fit), bool(answered), in_utc(datetime.fromisoformat(str(opened_at))), UUID(str(pk)))
    except (BadCursor, ValueError, OverflowError):
        raise ValidationError({"cursor": "This cursor is none that the list gave out."}) from None
