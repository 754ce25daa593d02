from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router, Status

from accounts.authentication import Anonymous, SessionAuth, TokenAuth
from accounts.permissions import check_permission
from accounts.roles import Permission
from cases.models import Case, Outcome, Reply, Synthesis
from cases.pairing.api import router as pairing
from cases.permissions import NO_ANSWERS, check_leads, is_liaison
from cases.querysets import SUMMED_UP
from cases.reading import case_of_a_part, known_case, reader, shown_case
from cases.relay import limits
from cases.relay.actions.advising import write_synthesis
from cases.relay.actions.leading import note_contact, open_case, step_back
from cases.relay.actions.outcomes import report_outcome
from cases.relay.actions.receiving import open_link
from cases.relay.actions.sending import attest, send_link
from cases.relay.advice import all_with_names, with_names
from cases.relay.figures import Span, figures
from cases.relay.keys import shown
from cases.relay.querysets import last_link, outcomes_for, syntheses_for
from cases.relay.schemas import (
    AdviceIn,
    AdviceList,
    AdviceOut,
    AttestIn,
    ContactIn,
    LinkOut,
    OpenIn,
    OutcomeIn,
    OutcomeList,
    OutcomeOut,
    ReceiptIn,
    RelayOut,
    SpanList,
    StateOut,
    TreatingOut,
)
from cases.treating import read_treating
from common.problems import Problem
from vocabulary.models import Disease

PROBLEMS = dict.fromkeys((400, 401, 403, 404, 422), Problem)
SHUT = "This code does not fit, or the link shows nothing any more."

router = Router(tags=["cases"], auth=[TokenAuth(), SessionAuth()])


def led(request: HttpRequest, case_id: UUID) -> Case:
    """Return a case that the caller looks after; a member who reads it is refused, for others there is none."""
    case = known_case(request, case_id)
    check_leads(case, reader(request))
    return case


@router.post("/cases/{case_id}/treating/read", response={200: TreatingOut, **PROBLEMS}, operation_id="read_treating")
def treating(request: HttpRequest, case_id: UUID) -> Any:
    """Who treats the patient, for the liaison. That it was read is written down."""
    found = read_treating(case=led(request, case_id), by=reader(request))
    if found is None:
        raise Http404
    return found


@router.put("/cases/{case_id}/treating/contact", response={204: None, **PROBLEMS}, operation_id="note_contact")
def contact(request: HttpRequest, case_id: UUID, payload: ContactIn) -> Any:
    note_contact(case=led(request, case_id), contact=payload.contact, by=reader(request), now=timezone.now())
    return Status(204, None)


@router.post("/cases/{case_id}/opening", response={200: StateOut, **PROBLEMS}, operation_id="open_case")
def opening(request: HttpRequest, case_id: UUID, payload: OpenIn) -> dict[str, Any]:
    """Open a case to all verified physicians."""
    case = led(request, case_id)
    return state_of(open_case(case=case, has_read=payload.has_read, by=reader(request), now=timezone.now()))


# A volunteer takes a case on at the same address, and one address is one view: that of the router that has it first.
@pairing.delete("/cases/{uuid:case_id}/liaison", response={204: None, **PROBLEMS}, operation_id="step_back")
def stepping_back(request: HttpRequest, case_id: UUID) -> Any:
    """Give a case back; another volunteer is looked for."""
    step_back(case=led(request, case_id), by=reader(request), now=timezone.now())
    return Status(204, None)


@router.get("/cases/{case_id}/advice", response={200: AdviceList, **PROBLEMS}, operation_id="list_advice")
def list_advice(request: HttpRequest, case_id: UUID) -> dict[str, Any]:
    """The versions of the advice, for the liaison."""
    versions = list(syntheses_for(led(request, case_id), is_liaison=True)[:50])
    advices = all_with_names([one.said for one in versions])
    return {"items": [advice_out(*both) for both in zip(versions, advices, strict=True)]}


@router.post("/cases/{case_id}/advice", response={201: AdviceOut, **PROBLEMS}, operation_id="write_advice")
def write(request: HttpRequest, case_id: UUID, payload: AdviceIn) -> Any:
    """Keep a version of the advice."""
    made = write_synthesis(
        case=led(request, case_id), advice=payload.advice, plain_summary=payload.plain_summary,
        is_ready=payload.is_ready, by=reader(request), now=timezone.now(),
    )  # fmt: skip
    return Status(201, advice_out(made, with_names(made.said)))


@router.get("/cases/{case_id}/relay", response={200: RelayOut, **PROBLEMS}, operation_id="get_relay")
def relay(request: HttpRequest, case_id: UUID) -> dict[str, Any]:
    """Whether the advice has arrived, for those with a part in the case."""
    case = case_of_a_part(request, case_id)
    link = last_link(case)
    return {
        "has_arrived": case.state in SUMMED_UP,
        "sent_at": link and link.made_at,
        "received_at": link and link.received_at,
        "is_attested": bool(link and link.attested),
    }


@router.post("/cases/{case_id}/relay/links", response={201: LinkOut, **PROBLEMS}, operation_id="send_relay_link")
def send(request: HttpRequest, case_id: UUID) -> Any:
    """Mail a link to the treating physician; the code in the answer goes by telephone."""
    sent = send_link(case=led(request, case_id), by=reader(request), now=timezone.now())
    return Status(201, {"expires_at": sent.link.expires_at, "code": shown(sent.code)})


@router.post("/cases/{case_id}/relay/attestation", response={200: StateOut, **PROBLEMS}, operation_id="attest_relay")
def attestation(request: HttpRequest, case_id: UUID, payload: AttestIn) -> dict[str, Any]:
    return state_of(attest(case=led(request, case_id), way=payload.way, by=reader(request), now=timezone.now()))


@router.post(
    "/relay/receipts",
    response={200: dict[str, Any], **dict.fromkeys((400, 401, 404, 422, 429), Problem)},
    operation_id="open_relay_link",
    auth=[Anonymous()],
)
def receive(request: HttpRequest, payload: ReceiptIn) -> dict[str, Any]:
    """Open an advice, once, by the key of a link and its code."""
    limits.spend_opening(request)
    said = open_link(key=payload.key, code=payload.code, now=timezone.now())
    if said is None:
        raise ValidationError({"code": SHUT})
    return said


@router.get("/cases/{case_id}/outcomes", response={200: OutcomeList, **PROBLEMS}, operation_id="list_outcomes")
def list_outcomes(request: HttpRequest, case_id: UUID) -> dict[str, Any]:
    case = shown_case(request, case_id)
    return {"items": [outcome_out(one) for one in outcomes_for(case, reader(request))[:50]]}


@router.post("/cases/{case_id}/outcomes", response={201: OutcomeOut, **PROBLEMS}, operation_id="report_outcome")
def report(request: HttpRequest, case_id: UUID, payload: OutcomeIn) -> Any:
    """Tell what became of a case: its owner, its organisation, its liaison."""
    case, user = shown_case(request, case_id), reader(request)
    if payload.helpful_reply and not is_liaison(case, user):
        raise PermissionDenied(NO_ANSWERS)
    disease = Disease.objects.disorders().get(orpha_code=payload.orpha_code) if payload.orpha_code else None
    helpful = Reply.objects.shown().get(pk=as_uuid(payload.helpful_reply)) if payload.helpful_reply else None
    made = report_outcome(case=case, kind=payload.kind, disease=disease, helpful=helpful, by=user, now=timezone.now())
    return Status(201, outcome_out(made))


@router.get(
    "/cases/figures", response={200: SpanList, **dict.fromkeys((401, 403, 422), Problem)}, operation_id="case_figures"
)
def response_times(request: HttpRequest) -> dict[str, list[Span]]:
    """How long things take, in hours; nothing of fewer than ten cases."""
    check_permission(request.user, Permission.READ_CASES, NO_ANSWERS)
    return {"items": figures(timezone.now())}


def as_uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Reply.DoesNotExist from None


def state_of(case: Case) -> dict[str, Any]:
    return {"id": str(case.pk), "state": case.state}


def advice_out(synthesis: Synthesis, advice: dict[str, Any]) -> dict[str, Any]:
    return {
        "number": synthesis.number,
        "is_ready": synthesis.is_ready,
        "made_at": synthesis.made_at,
        "advice": advice,
        "plain_summary": synthesis.plain_summary,
    }


def outcome_out(outcome: Outcome) -> dict[str, Any]:
    return {
        "kind": outcome.kind,
        "disease": outcome.disease.name if outcome.disease else None,
        "orpha_code": outcome.disease.orpha_code if outcome.disease else None,
        "at": outcome.at,
    }
