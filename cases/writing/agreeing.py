"""Who may say yes for a patient of which age, and when the child is asked too."""

from cases.bands import CHILDREN, AgeBand
from cases.models import AgreedBy, Case, Origin

TOO_YOUNG = CHILDREN - {AgeBand.TEEN}
ASKED_TOO = frozenset({AgeBand.SCHOOL, AgeBand.TEEN})
SAID: dict[str, str] = {
    AgreedBy.PATIENT: "I am the patient",
    AgreedBy.GUARDIAN: "I am a parent or guardian, and may decide for the patient",
    AgreedBy.CARER: "The patient, an adult, has agreed, and I write for them",
    AgreedBy.ORGANISATION: "The family has signed, and we keep it",
}
NOT_TOLD = "Say who agrees: the patient, or a parent or guardian."
OF_A_CHILD = "A child of this age cannot agree alone: a parent or guardian agrees."
OF_AN_ADULT = "This answer is for an adult: for a child a parent or guardian agrees."
NO_ORGANISATION = "No organisation helps with this case, so none can keep what was signed."
NO_ASSENT = "Ask the child whether it agrees, as far as it can understand, and tick it"


def ways_of(case: Case) -> list[tuple[str, str]]:
    """Return the answers that whoever writes this case can give, each with its words."""
    if case.origin == Origin.ORGANISATION:
        return [(AgreedBy.ORGANISATION, SAID[AgreedBy.ORGANISATION])]
    return [(way, words) for way, words in SAID.items() if way != AgreedBy.ORGANISATION or case.organisation_id]


def refusal_of(case: Case, agreed_by: str) -> str:
    """Return why this answer cannot be true of the patient; empty where it can."""
    if not agreed_by:
        return NOT_TOLD
    if agreed_by == AgreedBy.PATIENT and case.age_band in TOO_YOUNG:
        return OF_A_CHILD
    if agreed_by == AgreedBy.CARER and case.age_band in CHILDREN:
        return OF_AN_ADULT
    return NO_ORGANISATION if agreed_by == AgreedBy.ORGANISATION and not case.organisation_id else ""


def asks_child(case: Case) -> bool:
    return case.age_band in ASKED_TOO
