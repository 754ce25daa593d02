"""Cases of one's own: writing, sending, consents, withdrawing. What others see of them is in the other parts."""

from http import HTTPStatus
from typing import Annotated, Any, cast
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Path, Query, Router, Status
from ninja.errors import HttpError

from accounts.authentication import SessionAuth, TokenAuth
from accounts.models import User
from cases.actions.watching import note_reading
from cases.actions.withdrawing import withdraw
from cases.checking import Findings, check_case
from cases.models import Case, Layer, Organisation
from cases.querysets import summary_for_owner
from cases.said import said_by
from cases.told import sentence_told
from cases.writing.actions.consenting import READ_LAST, end_consent, give_consent, set_consents
from cases.writing.actions.saving import Stale, save_draft
from cases.writing.actions.starting import start_case
from cases.writing.actions.submitting import Refused, submit
from cases.writing.guards import is_emergency
from cases.writing.querysets import counts_of, own_cases
from cases.writing.schemas import (
    CaseDraftIn,
    CaseDraftOut,
    CaseStart,
    ConsentIn,
    ConsentOut,
    OwnCaseList,
    OwnCaseStatus,
    SubmitProblem,
)
from cases.writing.steps import numbers_of
from cases.writing.words import standing_of
from common.problems import Problem
from privacy.findings import Finding

router = Router(tags=["cases"], auth=[TokenAuth(), SessionAuth()])
LayerName = Annotated[str, Path(pattern="^(read|relay|pictures|matching|teaching|research)$")]


def problems(*statuses: int) -> dict[int, Any]:
    return dict.fromkeys((400, 401, 403, 404, 422, *statuses), Problem)


@router.post("/cases", response={201: CaseDraftOut, **problems()}, operation_id="start_case")
def start(request: HttpRequest, payload: CaseStart) -> Any:
    """Begin a draft that nobody else reads: a family’s, an organisation’s with it, or a physician’s of their own patient."""
    organisation = Organisation.objects.filter(pk=payload.organisation).first() if payload.organisation else None
    case = start_case(by=caller(request), now=timezone.now(), organisation=organisation)
    return Status(201, draft_of(case))


@router.get("/me/cases", response={200: OwnCaseList, **problems()}, operation_id="list_own_cases")
def list_own(
    request: HttpRequest, limit: int = Query(20, ge=1, le=100), offset: int = Query(0, ge=0, le=10_000)
) -> dict[str, Any]:
    """The cases you act for, drafts too, the newest first; those of others that members read are at `/cases`."""
    rows = list(
        own_cases(request.user).prefetch_related("outcomes").order_by("-state_since", "pk")[offset : offset + limit + 1]
    )
    more = urlencode({"limit": limit, "offset": offset + limit}) if len(rows) > limit else None
    return {"items": [summary_of(case) for case in rows[:limit]], "next": f"{request.path}?{more}" if more else None}


@router.get("/me/cases/{uuid:case_id}", response={200: OwnCaseStatus, **problems()}, operation_id="get_own_case")
def status(request: HttpRequest, case_id: UUID) -> dict[str, Any]:
    """Where a case of yours stands. Of the answers you see how many there are, and later the plain summary."""
    case = own(request, case_id)
    return summary_of(case) | {
        "passages": list(case.passages.values("state", "at")),
        "consents": consents_of(case),
        "reason": sentence_told(case),
        "summary": summary_for_owner(case),
        **counts_of(case)._asdict(),
    }


@router.get("/cases/{uuid:case_id}/draft", response={200: CaseDraftOut, **problems()}, operation_id="get_draft")
def read(request: HttpRequest, case_id: UUID) -> dict[str, Any]:
    """What a case of yours says, with the places that the scanner finds in it."""
    return draft_of(readable(request, case_id))


@router.patch("/cases/{uuid:case_id}/draft", response={200: CaseDraftOut, **problems(409)}, operation_id="save_draft")
def save(request: HttpRequest, case_id: UUID, payload: CaseDraftIn) -> dict[str, Any]:
    """Save some fields. Texts are kept whatever the scanner finds; sending the same save again changes nothing."""
    case = own(request, case_id)
    changes = payload.dict(exclude_unset=True, exclude={"revision", "texts", "organisation"}) | payload.texts
    if "organisation" in payload.model_fields_set:
        changes["organisation"] = payload.organisation or ""
    now = timezone.now()
    try:
        return draft_of(save_draft(case=case, changes=changes, revision=payload.revision, by=caller(request), now=now))
    except Stale as stale:
        raise HttpError(HTTPStatus.CONFLICT, f"{stale} The revision that is stored is {stale.case.revision}.") from None


@router.post(
    "/cases/{uuid:case_id}/submit",
    response={200: OwnCaseStatus, **problems(429), 422: SubmitProblem},
    operation_id="submit_case",
)
def send(request: HttpRequest, case_id: UUID) -> Any:
    """Send a draft or a returned case. A refusal names everything that is missing, and every place that has to go."""
    try:
        submit(case=own(request, case_id), by=caller(request), now=timezone.now())
    except Refused as refusal:
        return refused(refusal)
    return status(request, case_id)


@router.get(
    "/cases/{uuid:case_id}/consents", response={200: list[ConsentOut], **problems()}, operation_id="list_consents"
)
def consents(request: HttpRequest, case_id: UUID) -> Any:
    return consents_of(own(request, case_id))


@router.put(
    "/cases/{uuid:case_id}/consents", response={200: list[ConsentOut], **problems()}, operation_id="set_consents"
)
def put_consents(request: HttpRequest, case_id: UUID, payload: ConsentIn) -> Any:
    """Say what is agreed to, while the case is being written."""
    case, now = own(request, case_id), timezone.now()
    if unknown := set(payload.layers) - set(Layer.values):
        raise ValidationError({"layers": f"There is no layer {min(unknown)}."})
    set_consents(case=case, **payload.dict(), by=caller(request), now=now)
    return consents_of(case)


@router.put(
    "/cases/{uuid:case_id}/consents/{layer}",
    response={200: list[ConsentOut], **problems()},
    operation_id="give_consent",
)
def put_consent(request: HttpRequest, case_id: UUID, layer: LayerName) -> Any:
    """Agree to one more layer, at any time."""
    case = own(request, case_id)
    give_consent(case=case, layer=layer, by=caller(request), now=timezone.now())
    return consents_of(case)


@router.delete(
    "/cases/{uuid:case_id}/consents/{layer}",
    response={200: list[ConsentOut], **problems()},
    operation_id="take_consent_back",
)
def delete_consent(request: HttpRequest, case_id: UUID, layer: LayerName) -> Any:
    """Take one layer back; what it allowed ends at once. `read` is taken back by withdrawing the case."""
    case = own(request, case_id)
    if layer == Layer.READ:
        raise ValidationError({"layer": READ_LAST})
    end_consent(case=case, layer=layer, by=caller(request), now=timezone.now())
    return consents_of(case)


@router.post(
    "/cases/{uuid:case_id}/withdraw", response={200: OwnCaseStatus, **problems()}, operation_id="withdraw_case"
)
def end(request: HttpRequest, case_id: UUID) -> Any:
    """Withdraw a case in any state. Its texts, signs, pictures and answers are erased at once, and cannot be brought back."""
    case = own(request, case_id)
    withdraw(case=case, by=caller(request), now=timezone.now())
    return status_of_withdrawn(case)


def status_of_withdrawn(case: Case) -> dict[str, Any]:
    case.refresh_from_db()
    passages = list(case.passages.values("state", "at"))
    nothing: dict[str, Any] = {"consents": [], "reason": "", "summary": None, "replies": 0, "physicians": 0}
    return summary_of(case) | {"passages": passages, **nothing}


def caller(request: HttpRequest) -> User:
    return cast(User, request.user)


def own(request: HttpRequest, case_id: UUID) -> Case:
    """Return a case that the caller acts for. That a colleague of its owner opens it is written down."""
    return noted(request, own_cases(request.user).get(pk=case_id))


def readable(request: HttpRequest, case_id: UUID) -> Case:
    """Return a case of one's own whose text may be read: not while it is hidden for now, and not after a withdrawal."""
    readable_ones = Case.objects.readable_by(request.user).values("pk")
    return noted(request, own_cases(request.user).filter(pk__in=readable_ones).get(pk=case_id))


def noted(request: HttpRequest, case: Case) -> Case:
    note_reading(case=case, by=caller(request))
    return case


def draft_of(case: Case) -> dict[str, Any]:
    return said_by(case) | {
        "id": case.pk,
        "origin": case.origin,
        "state": case.state,
        "revision": case.revision,
        "saved_at": case.saved_at,
        "organisation": case.organisation_id,
        "consents": consents_of(case),
        "findings": findings_of(check_case(case)),
        **(numbers_of(case) if is_emergency(case) else {"emergency_number": None, "crisis_line": None}),
    }


def summary_of(case: Case) -> dict[str, Any]:
    names = ("id", "short", "origin", "state", "state_since")
    standing = standing_of(case)
    hidden = case.quarantined_at is not None
    address = reverse("case_status", args=[case.pk])
    return {name: getattr(case, name) for name in names} | standing._asdict() | {"is_hidden": hidden, "url": address}


def consents_of(case: Case) -> list[dict[str, Any]]:
    names = ("layer", "version", "agreed_by", "has_assent", "given_at")
    return list(case.consents.filter(ended_at=None).values(*names))


def findings_of(found: Findings) -> list[dict[str, Any]]:
    return [finding_out(key, finding) for key, findings in found.items() for finding in findings]


def finding_out(place: str, finding: Finding) -> dict[str, Any]:
    return {
        "place": place,
        "start": finding.start,
        "end": finding.end,
        "kind": str(finding.kind),
        "severity": str(finding.severity),
        "suggestion": finding.suggestion,
    }


def refused(refusal: Refused) -> HttpResponse:
    """Answer with every trouble at its field, and the places of those that the scanner found."""
    errors = [{"field": trouble.field, "message": f"{trouble.message}."} for trouble in refusal.troubles]
    places = [finding_out(one.field, one.finding) for one in refusal.troubles if one.finding]
    status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    body = SubmitProblem(
        title=status_code.phrase,
        status=status_code,
        detail=f"{len(errors)} things to look at before the case can be sent. Nothing is lost.",
        errors=errors,  # type: ignore[arg-type]  # pydantic makes rows of dicts
        findings=places,  # type: ignore[arg-type]  # the same
    )
    return JsonResponse(body.model_dump(), status=status_code, content_type="application/problem+json")
