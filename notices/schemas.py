from datetime import datetime

from ninja import Field, Schema

from notices.models import Frequency, Kind


class NoticesOut(Schema):
    """How often you want to be told of each kind of news."""

    choices: dict[Kind, Frequency]


class NoticesIn(Schema):
    choices: dict[Kind, Frequency] = Field(description="Kinds that are left out stay as they are.")


class FollowIn(Schema):
    """One of the two: a disease by its ORPHAcode, or a sign by its HPO id."""

    orpha_code: int | None = Field(None, ge=1, le=99_999_999)
    hpo_id: str | None = Field(None, pattern=r"^HP:[0-9]{7}$")


class FollowOut(Schema):
    id: int
    code: str = Field(description="ORPHA:558 or HP:0001250.")
    name: str
    since: datetime


class FollowList(Schema):
    total: int
    page: int
    pages: int
    items: list[FollowOut] = Field(description="The newest first.")
