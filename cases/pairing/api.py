from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Status

from accounts.authentication import SessionAuth, TokenAuth
from accounts.permissions import check_permission, has_permission
from accounts.roles import Permission
from cases.models import Offer
from cases.pairing.actions import accept, come_back, decline, pause, take_on
from cases.pairing.listing import Report, areas, offers_of, report, waiting_first
from cases.pairing.schemas import AnswerIn, OfferList, OfferOut, PairingReportOut, PauseIn
from cases.permissions import NO_ANSWERS
from cases.reading import readable_case, reader
from common.problems import Problem

PROBLEMS = dict.fromkeys((400, 401, 403, 422), Problem)
ABSENT = {404: Problem}
NO_REPORT = "Only moderators and administrators read how offers are spread."

router = Router(tags=["cases"], auth=[TokenAuth(), SessionAuth()])


@router.get("/me/offers", response={200: OfferList, **PROBLEMS}, operation_id="list_offers")
def list_offers(
    request: HttpRequest, limit: int = Query(50, ge=1, le=100), offset: int = Query(0, ge=0, le=10_000)
) -> dict[str, Any]:
    """The cases that you are asked to look after, and after them those you were asked about."""
    check_permission(request.user, Permission.ANSWER_CASES, NO_ANSWERS)
    rows = list(waiting_first(reader(request))[offset : offset + limit + 1])
    more = urlencode({"limit": limit, "offset": offset + limit}) if len(rows) > limit else None
    return {"items": [offer_out(offer) for offer in rows[:limit]], "next": f"{request.path}?{more}" if more else None}


@router.post("/me/offers/{uuid:offer_id}", response={200: OfferOut, **PROBLEMS, **ABSENT}, operation_id="answer_offer")
def answer(request: HttpRequest, offer_id: UUID, payload: AnswerIn) -> dict[str, Any]:
    """Accept or decline. The answer is “thanked” where a colleague was faster."""
    offer = offers_of(reader(request)).get(pk=offer_id)
    act = accept if payload.answer == "accept" else decline
    return offer_out(act(offer=offer, by=reader(request), now=timezone.now()))


@router.post("/cases/{uuid:case_id}/liaison", response={204: None, **PROBLEMS, **ABSENT}, operation_id="take_on_case")
def post_liaison(request: HttpRequest, case_id: UUID) -> Any:
    """Look after an open case that nobody looks after."""
    take_on(case=readable_case(request, case_id), by=reader(request), now=timezone.now())
    return Status(204, None)


@router.put("/me/offers/pause", response={204: None, **PROBLEMS}, operation_id="pause_offers")
def put_pause(request: HttpRequest, payload: PauseIn) -> Any:
    pause(by=reader(request), until=payload.until, now=timezone.now())
    return Status(204, None)


@router.delete("/me/offers/pause", response={204: None, **PROBLEMS}, operation_id="return_to_offers")
def delete_pause(request: HttpRequest) -> Any:
    come_back(by=reader(request), now=timezone.now())
    return Status(204, None)


@router.get("/cases/pairing/report", response={200: PairingReportOut, **PROBLEMS}, operation_id="pairing_report")
def get_report(request: HttpRequest) -> Report:
    """Whether offers are spread fairly, over a year."""
    if not any(has_permission(request.user, right) for right in (Permission.MODERATE, Permission.ADMINISTER)):
        raise PermissionDenied(NO_REPORT)
    return report(timezone.now())


def offer_out(offer: Offer) -> dict[str, Any]:
    return {
        "id": str(offer.pk),
        "answer": offer.answer,
        "made_at": offer.made_at,
        "due_at": offer.due_at,
        "areas": areas(offer),
        "age_band": offer.case.age_band,
        "country": offer.case.country,
        "language": offer.case.language,
        "case_id": str(offer.case_id) if offer.answer == Offer.Answer.ACCEPTED else None,
    }
