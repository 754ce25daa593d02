"""Reasons from a list, each with what its reader is told: nobody who decides about a case writes free text about it."""

from django.db import models

from cases.emergencies import number_of
from cases.helplines import UNDIAGNOSED, Signpost, crisis_line_of, rare_helpers_of


class Returned(models.TextChoices):
    """Why a screener asks the owner to write again."""

    IDENTIFIES = "identifies", "Something in it could show who the patient is"
    TOO_NARROW = "too_narrow", "A wider band is needed: leave out the sex, or tell a sign or a detail more broadly"
    UNCLEAR = "unclear", "The question is not clear yet"
    TOO_LITTLE = "too_little", "Too little is told to answer"
    CONSENT = "consent", "The consent does not cover what is told"
    PICTURES = "pictures", "A picture shows a face or a name"


class Declined(models.TextChoices):
    """Why a case is not taken, each with a signpost."""

    EMERGENCY = "emergency", "It needs help at once"
    DIAGNOSED = "diagnosed", "The diagnosis is known, and the question is about care"
    COMMON = "common", "A first visit to a doctor comes before this"
    ELSEWHERE = "elsewhere", "Another service answers this better"
    DUPLICATE = "duplicate", "The same case is here already"
    NO_ANSWER = "no_answer", "Our questions were not answered within 30 days"


def signposts_of(reason: str, country: str) -> tuple[Signpost, ...]:
    """Return where else to ask, with what there is in the country."""
    if reason == Declined.EMERGENCY:
        return (
            Signpost("Your emergency number", number_of(country)),
            Signpost("If somebody thinks of ending their life", crisis_line_of(country)),
        )
    if reason == Declined.DIAGNOSED:
        return (*rare_helpers_of(country), GLOBAL_GENES)
    if reason == Declined.ELSEWHERE:
        return (*((UNDIAGNOSED,) if country in {"US", ""} else ()), *rare_helpers_of(country))
    return SIGNPOSTS.get(reason, ())


GLOBAL_GENES = Signpost("Global Genes", "Toolkits and organisations for each disease", "https://globalgenes.org/")
SIGNPOSTS: dict[str, tuple[Signpost, ...]] = {
    Declined.COMMON: (Signpost("Your family doctor", "Ask for a referral, and come back if no answer is found"),),
    Declined.DUPLICATE: (Signpost("The case that is here", "You see it at “My cases”, if it is yours"),),
    Declined.NO_ANSWER: (Signpost("A new case", "You can send the case again whenever you like"),),
}


class FlagReason(models.TextChoices):
    """Why something is reported. The first five could show who the patient is, and hide the whole case at once."""

    NAME = "name", "A name or initials"
    PLACE = "place", "A place, school or hospital"
    DATE = "date", "A date or exact age"
    FACE = "face", "A face or another picture"
    IDENTIFIES = "identifies", "Something else that shows who it is"
    HARMFUL = "harmful", "Advice that could harm"
    RUDE = "rude", "Disrespect"
    OFF_TOPIC = "off_topic", "Not about the case"
    CONFLICT = "conflict", "An interest that is not stated"


PHI = frozenset({FlagReason.NAME, FlagReason.PLACE, FlagReason.DATE, FlagReason.FACE, FlagReason.IDENTIFIES})
