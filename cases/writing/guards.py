"""What has to be there before a case is sent (community rules 5.2), each as a sentence at its field."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cases.checking import Findings, blocks, check_case, place_of
from cases.emergencies import dangers_in
from cases.models import NEEDED, Case, Consent, Layer, Origin
from cases.sections import QUESTION, SECTIONS
from cases.writing.agreeing import NO_ASSENT, asks_child, refusal_of
from cases.writing.words import heading_of, kind_of
from privacy.findings import Finding, Severity

SIGNS_LEAST, WORDS_LEAST = 3, 200
BANDS_NEEDED = {
    "country": (1, "Choose the country"),
    "age_band": (1, "Choose the age"),
    "sex": (1, "Choose the sex"),
    "onset": (3, "Choose when it first started"),
    "course": (3, "Choose how it goes on"),
}
NO_QUESTION = "Write what you would most like doctors to answer"
NO_CONSENT = {
    Layer.READ: "Agree that verified physicians read the case, or it cannot be sent",
    Layer.RELAY: "Agree that the advice goes to the treating physician, or it cannot be sent",
}
NOT_CONFIRMED = "Confirm that the patient agreed, or it cannot be sent"  # a physician's one box for both
TOO_LITTLE = f"Choose at least {SIGNS_LEAST} signs, or tell the story in at least {WORDS_LEAST} characters"
MOST_SHOWN = 40  # findings named one by one


class Trouble(NamedTuple):
    """One thing to look at: the step of the form, the field, and what to do. `finding` where the scanner found it."""

    step: int
    field: str
    message: str
    finding: Finding | None = None


def troubles_of(case: Case, found: Findings | None = None) -> list[Trouble]:
    """Return everything that keeps a case from being sent, in the order of the form."""
    found = check_case(case) if found is None else found
    troubles = [*missing(case), *slips(found)]
    return sorted(troubles, key=lambda trouble: trouble.step)


def missing(case: Case) -> Iterator[Trouble]:
    for name, (step, sentence) in BANDS_NEEDED.items():
        if not getattr(case, name):
            yield Trouble(step, name, sentence)
    if not case.question.strip():
        yield Trouble(2, QUESTION, NO_QUESTION)
    if not tells_enough(case):
        yield Trouble(3, "story", TOO_LITTLE)
    given = {one.layer: one for one in case.consents.filter(ended_at=None)}
    yield from unagreed(case, sorted(NEEDED - given.keys()))
    yield from unasked(case, [one for layer, one in given.items() if layer in NEEDED])


def unagreed(case: Case, layers: Sequence[str]) -> Iterator[Trouble]:
    """Say what is not agreed to; a physician who asks is the one who treats, and confirms it all at once."""
    for layer in layers[:1] if case.origin == Origin.PHYSICIAN else layers:
        sentence = NOT_CONFIRMED if case.origin == Origin.PHYSICIAN else NO_CONSENT[Layer(layer)]
        yield Trouble(5, f"consent_{layer}", sentence)


def unasked(case: Case, given: list[Consent]) -> Iterator[Trouble]:
    """Say where the consents that are needed do not fit the age, which may have been changed after they were given."""
    refusals = (refusal_of(case, one.agreed_by) for one in given)
    if refusal := next(filter(None, refusals), ""):
        yield Trouble(5, "agreed_by", refusal.rstrip("."))
    if asks_child(case) and not all(one.has_assent for one in given):
        yield Trouble(5, "has_assent", NO_ASSENT)


def tells_enough(case: Case) -> bool:
    words = sum(len(str(text).strip()) for name, text in case.texts.items() if SECTIONS[name].step > 2)
    return words >= WORDS_LEAST or case.signs.count() >= SIGNS_LEAST


def slips(found: Findings) -> Iterator[Trouble]:
    for key, findings in blocks(found).items():
        place = place_of(key)
        for finding in findings[:MOST_SHOWN]:
            yield Trouble(step_of(place.section), key, what_to_do(finding, heading_of(place.section)), finding)


def what_to_do(finding: Finding, heading: str) -> str:
    if finding.severity == Severity.REWRITE and not finding.suggestion.startswith("["):
        return f"Change the {kind_of(finding)} in “{heading}” to “{finding.suggestion}”"
    return f"Take out the {kind_of(finding)} in “{heading}”"


def step_of(section: str) -> int:
    if section in SECTIONS:
        return SECTIONS[section].step
    return 4 if section == "caption" else 2


def is_emergency(case: Case) -> bool:
    return bool(dangers_in(str(text) for text in case.texts.values()))
