"""Who never looks after a case, asked or unasked: the engine's rules for one physician, without those of a good moment."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import Physician, User
from cases.models import Case, SteppedBack
from cases.pairing.eligibility import Exclusion, Occasion, exclusions
from cases.pairing.querysets import hero_for, history_of
from cases.pairing.settings import DEFAULT

GAVE_BACK = "You gave this case back, so a colleague has to look after it."
NEVER = {
    Exclusion.COUNTRY: "The organisation asks for a physician who practises in the country of the case.",
    Exclusion.CONFLICT: "You screened this case or belong to its organisation, so a colleague has to look after it.",
}


def check_fit(case: Case, by: User, now: datetime) -> None:
    """Refuse who stepped back, practises elsewhere where the organisation asks for the same country, or is tied to the case."""
    if SteppedBack.objects.filter(case=case, hero=by).exists():
        raise ValidationError(GAVE_BACK)
    found = exclusions(hero_for(by), Occasion.of(history_of(case, ""), now, DEFAULT))
    if code := next((code for code in found if code in NEVER), None):
        raise PermissionDenied(NEVER[code])


def is_fit(case: Case, by: User, now: datetime) -> bool:
    try:
        check_fit(case, by, now)
    except (PermissionDenied, ValidationError, Physician.DoesNotExist):
        return False
    return True
