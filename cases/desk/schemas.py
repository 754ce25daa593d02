from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Field, Schema

from cases.models import Desk, Flag, Screening
from cases.reasons import FlagReason
from cases.states import State

VERSION = "Changes with what is said; send it as `seen` with what you decide."


class WaitOut(Schema):
    words: str
    is_escalated: bool = Field(description="Longer than twice what is promised.")


class QueueItem(Schema):
    id: UUID
    short: str
    organisation: str | None
    country: str
    age_band: str
    is_urgent: bool
    submitted_at: datetime | None
    wait: WaitOut
    needs: list[Desk]
    has_holds: bool
    has_pictures: bool = Field(description="Pictures wait for a look.")


class QueueOut(Schema):
    total: int
    page: int
    pages: int
    items: list[QueueItem] = Field(description="Urgent ones first, then the oldest.")


class HoldOut(Schema):
    id: int
    section: str
    kind: str
    rule: str
    start: int
    end: int
    owner_says_no: bool


class RareOut(Schema):
    code: str
    count: int
    sentence: str


class DuplicateOut(Schema):
    short: str
    id: UUID | None = Field(description="Null unless you may read that case.")
    shared_signs: int


class ScreenedSignOut(Schema):
    id: str
    name: str
    is_absent: bool


class TextsOut(Schema):
    """What a case says, for whoever screens or moderates it. Nothing tells whose it is."""

    id: UUID
    short: str
    origin: str
    organisation: str | None
    country: str
    age_band: str
    sex: str
    onset: str
    course: str
    texts: dict[str, str]
    key_words: list[str]
    signs: list[ScreenedSignOut]
    holds: list[HoldOut] = Field(description="Places that wait for a decision.")
    agreed_by: str = Field(description="Who agreed: patient, guardian, carer or organisation; empty if it is not told.")
    has_assent: bool = Field(description="The child agrees too; asked for at school age and in teens.")


class ScreenOut(TextsOut):
    version: str = Field(description=VERSION)
    is_urgent: bool
    emergency_number: str
    wait: WaitOut
    needs: list[Desk]
    pictures_waiting: int
    rare: list[RareOut]
    duplicates: list[DuplicateOut]


class ScreeningIn(Schema):
    decision: Screening.Decision
    reason: str = Field("", max_length=12, description="A code, for a case that is returned or declined.")
    seen: str = Field("", max_length=32, description="To approve: the `version` of the case that you read.")
    is_no_emergency: bool = Field(False, description="For a case with words of an emergency: it is none now.")


class CaseStateOut(Schema):
    id: UUID
    state: State


class FlagIn(Schema):
    reason: FlagReason
    reply: UUID | None = None


class FlagMade(Schema):
    is_hidden: bool = Field(description="True if the whole case was hidden at once.")


class FlagOut(Schema):
    id: int
    case: UUID
    short: str
    reply: UUID | None
    reason: FlagReason
    answer: Flag.Answer
    at: datetime
    is_hidden: bool = Field(description="Whether the case is hidden now.")


class FlagList(Schema):
    total: int
    page: int
    pages: int
    items: list[FlagOut] = Field(description="The oldest first.")


class ReplySaid(Schema):
    """What a reply says beside its text."""

    kind: str
    disease: str = Field(description="Empty where it names none.")
    orpha_code: int | None
    confidence: str
    patients_seen: int | None
    reference: str


class FlagDetail(FlagOut):
    reply_text: str | None
    reply_said: ReplySaid | None = Field(description="Null where the report is about the case.")
    said: TextsOut | None = Field(description="Null where the case is not for you to read.")


class MeasureIn(Schema):
    measure: Literal["dismiss", "uphold", "hide_reply", "hide_case"]


class RewritingIn(Schema):
    texts: dict[str, str] = Field(max_length=20, description="By section; sections that are left out stay as they are.")
    key_words: list[str] | None = Field(None, max_length=5)


class AgreementIn(Schema):
    seen: str = Field(max_length=32, description="The `version` that you read; 422 if it was changed since.")


class AgreedOut(Schema):
    is_shown: bool = Field(description="False until the second moderator agrees.")


class HiddenItem(Schema):
    id: UUID
    short: str
    state: State
    hidden_at: datetime
    agreed: int
    reports_waiting: int
    rewrite_asked_at: datetime | None
    rewritten_at: datetime | None


class HiddenList(Schema):
    total: int
    page: int
    pages: int
    items: list[HiddenItem] = Field(description="The longest hidden first.")


class HiddenDetail(HiddenItem):
    version: str = Field(description=VERSION)
    said: TextsOut


class KeptReplyOut(ReplySaid):
    id: UUID
    short: str = Field(description="Of the case.")
    text: str
    is_hidden: bool = Field(description="By a moderator; otherwise the scanner held it back.")
    version: str = Field(description=VERSION)
    holds: list[HoldOut]


class KeptReplyList(Schema):
    total: int
    page: int
    pages: int
    items: list[KeptReplyOut] = Field(description="The oldest first.")


class RefusalIn(Schema):
    reason: FlagReason


class SuspensionIn(Schema):
    days: int = Field(ge=1, le=90)


class SuspensionOut(Schema):
    id: int
    pseudonym: str
    reason: FlagReason
    until: datetime
    is_half_lifted: bool = Field(description="One moderator agreed to end it earlier.")


class SuspensionList(Schema):
    total: int
    page: int
    pages: int
    items: list[SuspensionOut] = Field(description="Those that end soonest first.")


class LiftOut(Schema):
    is_over: bool = Field(description="False until the second moderator agrees.")


class CaseEventOut(Schema):
    at: datetime
    action: str
    text: str
    who: str = Field(description="In general words: you, the hub, a moderator.")


class CaseEventList(Schema):
    total: int
    page: int
    pages: int
    items: list[CaseEventOut] = Field(description="The newest first.")
