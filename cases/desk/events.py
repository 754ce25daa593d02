"""What happened to one case, in words for those who have a part in it: by whom only in general, and no word of anybody."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from accounts.roles import Role
from audit.kinds import Action, Area
from audit.models import Event
from audit.querysets import EventQuerySet
from cases.desk import rare
from cases.models import Case, Desk, Screening
from cases.states import State

PLACE_CLEARED = "A marked place was looked at and is fine"
BANDS_CLEARED = "Somebody checked that age, country and signs do not show who the patient is"
WORDS: dict[str, str] = {
    Action.CASE_MOVED: "The case moved on",
    Action.CASE_READ: "Somebody who screens or moderates opened the case",
    Action.CASE_HIDDEN: "The case was hidden for now",
    Action.CASE_SHOWN: "The case was shown again",
    Action.CASE_SCREENED: "Somebody screened the case",
    Action.CASE_FLAGGED: "Something was reported",
    Action.HOLD_CLEARED: PLACE_CLEARED,
    Action.ATTACHMENT_ADDED: "A picture was added",
    Action.ATTACHMENT_LOOKED_AT: "A picture was looked at",
    Action.ATTACHMENT_REMOVED: "A picture was removed",
    Action.CONSENT_GIVEN: "Consent was given",
    Action.CONSENT_ENDED: "Consent was taken back",
    Action.LIAISON_NAMED: "A physician looks after the case",
    Action.LIAISON_LEFT: "The physician who looked after the case stepped back",
    Action.TREATING_NAMED: "The treating physician was named",
    Action.TREATING_READ: "The treating physician’s address was read",
    Action.SYNTHESIS_WRITTEN: "The advice was written",
    Action.RELAY_SENT: "The advice was sent to the treating physician",
    Action.RELAY_OPENED: "The advice was opened",
    Action.RELAY_RECEIVED: "The advice was received",
    Action.OUTCOME_REPORTED: "It was told what became of the case",
}
# Single replies are for physicians: the family reads a summary.
FOR_LIAISON: dict[str, str] = {
    Action.REPLY_SENT: "A reply was sent",
    Action.REPLY_CHANGED: "A reply was changed",
    Action.REPLY_HIDDEN: "A reply was hidden",
    Action.REPLY_SHOWN: "A reply was shown again",
    Action.OPINION_GIVEN: "A first opinion was given",
    Action.FLAG_ANSWERED: "A report was answered",
}
MOVED = {str(state): f"The case moved on: {state.label[0].lower()}{state.label[1:]}" for state in State}
SCREENED = {
    Screening.Decision.APPROVED: "{desk} approved the case",
    Screening.Decision.RETURNED: "{desk} returned the case with a reason",
    Screening.Decision.DECLINED: "{desk} declined the case with a reason",
}
REWRITING = {
    "rewrite": "The owner was asked to write the case anew",
    "rewritten": "The owner wrote the case anew",
}
OFFICES: dict[str, str] = {
    Role.MODERATOR: "a moderator",
    Role.ORGANISATION: "staff of the organisation",
    Role.PHYSICIAN: "a physician",
    Role.AUTHOR: "a physician",
    Role.FAMILY: "the family",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One event of a case. No number of the chain: a gap would tell that something is left out."""

    at: datetime
    action: str
    text: str
    who: str


def events_of(case: Case, reader: User) -> EventQuerySet:
    """Return what somebody with a part in the case may read of its events; the newest last."""
    events: EventQuerySet = Event.objects.filter(area=Area.CASES, subject_kind="case", subject=str(case.pk))
    return events.filter(action__in=words_for(case, reader)).order_by("number")


def words_for(case: Case, reader: User) -> dict[str, str]:
    return WORDS | FOR_LIAISON if case.liaison_id == reader.pk else WORDS


def told(event: Event, case: Case, reader: User) -> Told:
    at = event.at.replace(microsecond=0)
    return Told(at, event.action, text_of(event, words_for(case, reader)), who_of(event, case, reader))


def text_of(event: Event, words: dict[str, str]) -> str:
    if event.action == Action.CASE_MOVED:
        return MOVED.get(str(event.details.get("to")), words[event.action])
    if event.action == Action.CASE_SCREENED:
        sentence = SCREENED.get(event.details.get("decision"), words[event.action])
        is_organisation = event.details.get("desk") == Desk.ORGANISATION
        return sentence.format(desk="The organisation" if is_organisation else "The hub")
    if event.action == Action.HOLD_CLEARED:
        return BANDS_CLEARED if event.details.get("kind") == rare.KIND else PLACE_CLEARED
    if event.action == Action.CASE_HIDDEN:
        return REWRITING.get(event.details.get("reason"), words[event.action])
    return words[event.action]


def who_of(event: Event, case: Case, reader: User) -> str:
    if event.actor is None:
        return "the hub"
    if event.actor == reader.reference:
        return "you"
    if case.owner and event.actor == case.owner.reference:
        return "whose case it is"
    return OFFICES.get(event.actor_role, "somebody who works for the hub")
