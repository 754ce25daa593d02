"""What a family agrees to, layer by layer. A row says when and in which words; taking back ends it, and nothing changes it."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import ValidationError

from accounts.models import User
from audit.actions import audited
from audit.kinds import Action
from cases.actions.links import end_links
from cases.actions.moving import locked
from cases.actions.withdrawing import withdraw
from cases.events import log
from cases.models import Case, Consent, Layer
from cases.models.case import CONSENT_VERSION
from cases.permissions import check_own, not_now
from cases.signals import case_changed
from cases.states import EDITABLE, ENDED
from cases.writing.agreeing import refusal_of

READ_LAST = "Without this nobody may read the case. Withdraw the case to take it back."


@audited
def set_consents(
    *, case: Case, layers: Collection[str], agreed_by: str, has_assent: bool, by: User, now: datetime
) -> None:
    """Give and end consents of a case that is being written, so that just `layers` are given. Raises ValidationError."""
    case = locked(case)
    check_own(case, by)
    if case.state not in EDITABLE:
        raise ValidationError(not_now(case))
    wanted = {Layer(layer) for layer in layers}
    if wanted and (refusal := refusal_of(case, agreed_by)):
        raise ValidationError({"agreed_by": refusal})
    for consent in case.consents.filter(ended_at=None):
        same = (consent.version, consent.agreed_by, consent.has_assent) == (CONSENT_VERSION, agreed_by, has_assent)
        if consent.layer not in wanted or not same:
            end(case, consent, by, now)
    given = set(case.consents.filter(ended_at=None).values_list("layer", flat=True))
    for layer in sorted(wanted - given):
        give(Consent(case=case, layer=layer, agreed_by=agreed_by, has_assent=has_assent, given_at=now), by)


@audited
def give_consent(*, case: Case, layer: str, by: User, now: datetime) -> Consent:
    """Agree to one more layer at any time; who gives it is as with the others. What is given already stays as it is."""
    case = locked(case)
    check_own(case, by)
    if case.state in ENDED:
        raise ValidationError(not_now(case))
    given = list(case.consents.filter(ended_at=None))
    if same := next((one for one in given if one.layer == layer), None):
        return same
    consent = Consent(case=case, layer=Layer(layer), given_at=now)
    if given:
        consent.agreed_by, consent.has_assent = given[0].agreed_by, given[0].has_assent
    give(consent, by)
    case_changed.send(Case, case=case)
    return consent


@audited
def end_consent(*, case: Case, layer: str, by: User, now: datetime) -> bool:
    """Take one layer back; what it allowed ends at once. Return False if it was not given.

    Without READ nobody may read the case: taking it back withdraws a case that was sent.
    """
    case = locked(case)
    check_own(case, by)
    consent = case.consents.filter(layer=Layer(layer), ended_at=None).first()
    if consent is None:
        return False
    if layer == Layer.READ and case.state not in EDITABLE:
        withdraw(case=case, by=by, now=now)
        return True
    end(case, consent, by, now)
    if layer == Layer.RELAY:
        end_links(case, now=now)
    case_changed.send(Case, case=case)
    return True


def give(consent: Consent, by: User) -> None:
    consent.save()
    details = {"layer": str(consent.layer), "version": consent.version}
    log(Action.CONSENT_GIVEN, case=consent.case, by=by, details=details)


def end(case: Case, consent: Consent, by: User, now: datetime) -> None:
    consent.ended_at = now
    consent.save(update_fields=["ended_at"])
    log(Action.CONSENT_ENDED, case=case, by=by, details={"layer": str(consent.layer), "version": consent.version})
