"""What stands on the page of one application. Before the identity is open nothing here can tell who somebody is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models.user import User
from accounts.models.verification import Application, Evidence
from accounts.verification.actions.deciding import Reason
from accounts.verification.actions.evidence import CODE_TRIES
from accounts.verification.countries import RULES
from accounts.verification.desk.acts import offered
from accounts.verification.desk.querysets import other_claims
from accounts.verification.permissions import VOUCHERS_NEEDED, counting_vouchers
from accounts.verification.states import OPEN

VERDICTS = {
    "verify": "Verified",
    "ask": "Asked for evidence",
    "reject": "Rejected",
    "evidence": "Judged the evidence",
    "settle": "Settled the hold",
    "suspend": "Suspended",
    "reinstate": "Gave membership back",
    "propose": "Proposed to revoke",
    "revoke": "Revoked",
}
REPLACED, UNUSED = "Replaced by a newer one", "Never typed in"
REASONS = {**dict(Evidence.Outcome.choices), **dict(Reason.choices)}


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence, with what may be done about it; `outcome` is empty where it would tell a second reviewer."""

    evidence: Evidence
    outcome: str
    can_be_seen: bool
    can_be_judged: bool


def may_look(evidence: Evidence, application: Any) -> bool:
    """Say whether the desk shows a picture: while it waits to be judged, and to whoever looks a second time.

    That a picture is kept after the decision would tell the first reviewer of the second look.
    """
    if evidence.kind != Evidence.Kind.LICENCE_PICTURE or evidence.erased_at:
        return False
    return evidence.outcome == Evidence.Outcome.GIVEN or application.second_look


def outcome_of(evidence: Evidence, all_given: Sequence[Evidence], application: Any, now: datetime) -> str:
    """Return the outcome in words. A code waits for the applicant only as long as typing it in would do something."""
    if evidence.outcome != Evidence.Outcome.WAITING:
        return str(evidence.get_outcome_display())
    if any(other.kind == evidence.kind and other.pk > evidence.pk for other in all_given):
        return REPLACED
    is_good = evidence.expires_at is not None and evidence.expires_at > now and evidence.tries < CODE_TRIES
    return str(evidence.get_outcome_display()) if is_good and application.state in OPEN else UNUSED


def proofs(application: Any, now: datetime) -> list[Proof]:
    given = list(application.evidence.all())
    return [
        Proof(
            evidence=evidence,
            outcome="" if application.second_look else outcome_of(evidence, given, application, now),
            can_be_seen=may_look(evidence, application),
            can_be_judged=evidence.outcome == Evidence.Outcome.GIVEN and not application.second_look,
        )
        for evidence in given
    ]


def history(application: Application) -> list[dict[str, Any]]:
    """Return the decisions, the newest first."""
    return [
        {
            "at": decision.at,
            "by": decision.by,
            "verdict": VERDICTS.get(decision.verdict, decision.verdict),
            "reason": REASONS.get(decision.reason, decision.reason),
            "note": decision.note,
        }
        for decision in application.decisions.select_related("by").order_by("-at", "-pk")
    ]


def page_of(application: Any, by: User, now: datetime) -> dict[str, Any]:
    """Return all that the page shows without opening the vault. A second look is blind: no decisions, no findings by hand."""
    checks = application.register_checks.select_related("by").order_by("-at", "-pk")
    return {
        "application": application,
        "short": short(application),
        "rules": RULES.get(application.country),
        "checks": checks.filter(by=None) if application.second_look else checks,
        "proofs": proofs(application, now),
        "vouchers": counting_vouchers(application),
        "vouchers_needed": VOUCHERS_NEEDED,
        "history": [] if application.second_look else history(application),
        "others": other_claims(application, by) if application.is_held else [],
        "acts": offered(application, by),
        "is_proposer": application.revocation_by_id == by.pk,
    }


def short(application: Application) -> str:
    """Return what a reference is called in lists: its first eight signs."""
    return str(application.reference)[:8]
