"""What makes one case too easy to recognise, and whether a screener has judged it. Cleared by hand, for just these bands."""

from datetime import datetime

from django.utils.crypto import salted_hmac

from accounts.models import User
from cases.desk.querysets import diseases_named, holds_of, shared_by
from cases.models import Case, Hold
from cases.rarity import Rare, combination, rare_in

SECTION, KIND, RULE = "bands", "rare", "rare-combination"


def rare_of(case: Case) -> list[Rare]:
    """Return what is too rare in a case and was not judged yet; nothing once a person did, until a band or sign changes."""
    if holds_of(case).filter(section=SECTION, print=print_of(case), cleared_at__isnull=False).exists():
        return []
    return all_rare(case)


def all_rare(case: Case) -> list[Rare]:
    bands = {"country": case.country, "age_band": case.age_band, "sex": case.sex}
    return rare_in(shared_by(case), diseases_named(case), **bands)


def cleared_rarity(case: Case, *, by: User, now: datetime) -> Hold:
    """Return the row that says who judged these bands to be wide enough."""
    return Hold(
        case=case, section=SECTION, kind=KIND, rule=RULE, start=0, end=0, print=print_of(case), cleared_at=now, cleared_by=by
    )  # fmt: skip


def print_of(case: Case) -> str:
    signs = case.signs.filter(is_absent=False).values_list("sign_id", flat=True)
    said = combination(case.country, case.age_band, case.sex, signs=signs, words=map(str, case.key_words))
    return salted_hmac("cases.rarity", f"{case.pk}:{said}", algorithm="sha256").hexdigest()
