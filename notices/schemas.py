from datetime import datetime

from ninja import Field, Schema

from notices.models import Follow, Frequency, Kind, Notice


class NoticesOut(Schema):
    """How often you want to be told of each kind of news."""

    choices: dict[Kind, Frequency]


class NoticesIn(Schema):
    choices: dict[Kind, Frequency] = Field(description="Kinds that are left out stay as they are.")


class FollowIn(Schema):
    """One of the two: a disease by its ORPHAcode, or a sign by its HPO id."""

    orpha_code: int | None = Field(None, ge=1, le=99_999_999)
    hpo_id: str | None = Field(None, pattern=r"^HP:[0-9]{7}$")
    frequency: Frequency | None = Field(None, description="null: as often as of all that you follow.")


class FollowOut(Schema):
    id: int
    code: str = Field(description="ORPHA:558 or HP:0001250.")
    name: str
    since: datetime
    frequency: Frequency | None = Field(
        description="How often you hear of it; null: as often as of all that you follow."
    )

    @staticmethod
    def resolve_frequency(row: Follow) -> str | None:
        return row.frequency or None


class FollowFrequencyIn(Schema):
    frequency: Frequency | None = Field(description="null: as often as of all that you follow.")


class FollowList(Schema):
    total: int
    page: int
    pages: int
    items: list[FollowOut] = Field(description="The newest first.")


class NoticeOut(Schema):
    """What happened, without what it happened to: that you read at its address."""

    id: int
    kind: Kind
    subject: str | None = Field(
        description="Its kind and key, like case:4f9c…, as /events/ takes it; null if there is none."
    )
    happened: str
    sentence: str
    address: str = Field(description="The path of its page.")
    at: datetime
    read_at: datetime | None

    @staticmethod
    def resolve_subject(row: Notice) -> str | None:
        return f"{row.subject_kind}:{row.subject}" if row.subject else None


class Inbox(Schema):
    total: int
    page: int
    pages: int
    items: list[NoticeOut] = Field(description="The newest first.")


class UnreadOut(Schema):
    unread: int = Field(description="Up to 99.")
    is_more: bool = Field(description="There are more than 99.")


class ReadOut(Schema):
    read: int = Field(description="How many were unread before.")
