"""An event of one's own account in words: what happened, and by whom without saying who exactly."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from accounts.roles import Role
from accounts.verification.states import State
from audit.kinds import Action
from audit.models import Event

STATES: dict[str, str] = dict(State.choices)
OFFICES: dict[str, str] = {
    Role.REVIEWER: "a reviewer",
    Role.MODERATOR: "a moderator",
    Role.EDITOR: "an editor",
    Role.ADMINISTRATOR: "an administrator",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What a person reads of one event. No number of the chain: a gap would tell that something is left out."""

    at: datetime
    action: str
    area: str
    text: str
    who: str


def told(event: Event, reader: User) -> Told:
    at = event.at.replace(microsecond=0)
    return Told(at, event.action, event.area, text_of(event), who_of(event, reader))


def text_of(event: Event) -> str:
    """Say what happened; of an application, from where to where it moved."""
    text = str(Action(event.action).label)
    ends = [STATES.get(str(event.details.get(end))) for end in ("from", "to")]
    if event.action != Action.APPLICATION_MOVED or not all(ends):
        return text
    return f"{text}, from “{ends[0]}” to “{ends[1]}”"


def who_of(event: Event, reader: User) -> str:
    if event.actor == reader.reference:
        return "you, for another account" if event.owner not in (None, reader.reference) else "you"
    if event.actor is not None:
        return OFFICES.get(event.actor_role, "somebody who works for the hub")
    return "somebody who was not signed in" if event.action == Action.SIGN_IN_FAILED else "the hub"
