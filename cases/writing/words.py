"""How findings, steps and states are named to families: plain words for codes."""

from typing import NamedTuple

from cases.models import Case, Outcome
from cases.sections import SECTIONS
from cases.states import State
from privacy.findings import Finding, Kind

KINDS: dict[str, str] = {
    Kind.PERSON: "name",
    Kind.DATE: "exact date",
    Kind.AGE: "exact age",
    Kind.PHONE: "phone number",
    Kind.EMAIL: "e-mail address",
    Kind.URL: "web address",
    Kind.IP: "address of a computer",
    Kind.ID_NUMBER: "number of a person or record",
    Kind.POSTCODE: "postcode",
    Kind.STREET: "street",
    Kind.PLACE: "place",
    Kind.FACILITY: "hospital, school or employer",
}
OTHER_PLACES = {"key_words": "Key words", "caption": "Words under a picture"}


def kind_of(finding: Finding) -> str:
    return KINDS.get(finding.kind, "place to look at")


def with_article(words: str) -> str:
    return f"an {words}" if words[0] in "aeio" else f"a {words}"


def heading_of(section: str) -> str:
    return SECTIONS[section].ask if section in SECTIONS else OTHER_PLACES.get(section, section)


class Standing(NamedTuple):
    """Where a case stands, and what comes next."""

    now: str
    next: str


STANDINGS: dict[str, Standing] = {
    State.DRAFT: Standing("You are still writing it.", "Finish it and send it whenever you like."),
    State.SUBMITTED: Standing(
        "Two people will read it, usually within one working day, to make sure that nobody can recognise the patient.",
        "You get it back to be changed, or a physician is looked for.",
    ),
    State.RETURNED: Standing("It came back to you with something to change.", "Change it and send it again."),
    State.DECLINED: Standing("We could not take it. Below you see who can help.", "You can bring another case."),
    State.SCREENED: Standing(
        "Two people have read it. A physician who looks after it is looked for.", "As soon as one says yes, it goes on."
    ),
    State.PAIRED: Standing(
        "A physician looks after it and is reading it.", "It is opened to the physicians of the network."
    ),
    State.OPEN: Standing("Physicians of the network are reading and answering it.", "Their advice is put into one letter."),
    State.ADVICE_READY: Standing("The advice is in writing.", "It is sent to the treating physician."),
    State.RELAYED: Standing("The advice has arrived at the treating physician.", "We ask what became of it."),
    State.OUTCOME_REPORTED: Standing(
        "We know what became of it. Thank you for telling.", "Without news it is closed after 30 days."
    ),
    State.CLOSED: Standing("It is closed.", "If something new is found, you can open it again."),
    State.WITHDRAWN: Standing("You withdrew it, and everything that was written is erased.", ""),
}  # fmt: skip
HIDDEN = Standing(
    "Hidden for now: somebody reported that something in it could show who the patient is.",
    "Two people look at it before anybody reads it again.",
)
COORDINATED = Standing(
    "No volunteer has been found yet, so the coordinator looks after it. Physicians can read and answer it already.",
    "Their advice is put into one letter.",
)


SORRY = "We are very sorry. Thank you for telling us; it helps others."
AFTER_A_DEATH: dict[str, Standing] = {
    State.OUTCOME_REPORTED: Standing(SORRY, "The case is closed after 30 days. There is nothing that you have to do."),
    State.CLOSED: Standing(SORRY, "The case is closed. There is nothing that you have to do."),
}


def standing_of(case: Case) -> Standing:
    if case.quarantined_at and case.state != State.WITHDRAWN:
        return HIDDEN
    if case.state == State.OPEN and case.under_coordinator and case.liaison_id is None:
        return COORDINATED
    if case.state in AFTER_A_DEATH and has_died(case):
        return AFTER_A_DEATH[case.state]
    return STANDINGS[case.state]


def has_died(case: Case) -> bool:
    """Say whether the newest outcome is a death. Lists prefetch `outcomes`."""
    newest = next(iter(case.outcomes.all()), None)
    return newest is not None and newest.kind == Outcome.Kind.DIED
