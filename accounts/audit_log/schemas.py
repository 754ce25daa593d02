from datetime import datetime
from typing import Annotated

from ninja import Field, Schema

from audit.actions import Details
from audit.kinds import Action, Area

SIZE_MOST = 100


class EventQuestion(Schema):
    area: Area | None = None
    action: Action | None = None
    size: Annotated[int, Field(ge=1, le=SIZE_MOST)] = 50
    cursor: str = Field("", max_length=400, description="`cursor` of the slice before.")


class OwnEventOut(Schema):
    at: datetime
    action: Action
    area: Area
    text: str = Field(description="What happened, in words.")
    who: str = Field(description="In general words: you, the hub, a reviewer.")


class OwnEventList(Schema):
    items: list[OwnEventOut]
    cursor: str | None


class EventOut(Schema):
    """One link of the chain. Codes and random references only; nothing in it names a person."""

    number: int
    at: datetime
    action: Action
    area: Area
    actor: str | None = Field(description="Reference of who did it; null for the hub itself.")
    actor_role: str
    owner: str | None = Field(description="Reference of the account it concerns.")
    subject_kind: str
    subject: str
    details: Details


class EventList(Schema):
    items: list[EventOut]
    cursor: str | None
