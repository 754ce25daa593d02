from typing import Annotated
from uuid import UUID

from ninja import Field, Schema

from cases.models import Confidence, Reply
from cases.states import State
from cases.thread.actions.replies import SEEN_MOST, TEXT_MOST
from cases.thread.querysets import Phase

Code = Annotated[int, Field(ge=1, le=99_999_999)]


class CaseParams(Schema):
    state: Phase = Phase.OPEN
    speciality: str = Field("", max_length=40)
    unanswered: bool = False
    followed: bool = False
    mine: bool = Field(False, description="Those that you look after.")
    limit: int = Field(20, ge=1, le=100)
    cursor: str = Field("", max_length=300)


class CaseSummary(Schema):
    id: UUID
    short: str
    title: str
    state: State
    age_band: str
    sex: str
    country: str
    specialities: list[str]
    waiting: str = Field(description="How long until the first reply, or since opening.")
    reply_count: int
    liaison: str = Field(description="A pseudonym; empty where nobody looks after it.")
    fits: str = Field(description="Why it fits you; empty if it does not.")
    is_demonstration: bool
    url: str


class CaseList(Schema):
    items: list[CaseSummary] = Field(
        description="What fits your field first, in it what nobody answered, the newest first."
    )
    next: str | None


class CaseSignOut(Schema):
    hpo_id: str
    name: str
    is_absent: bool
    onset: str


class SectionOut(Schema):
    key: str
    heading: str
    text: str


class PooledOut(Schema):
    orpha_code: int | None
    name: str
    count: int = Field(description="Of the opinions that were given blind.")
    later: int = Field(description="Of those given after reading the others.")
    confidences: list[Confidence]
    score: int = Field(description="Rank (3, 2, 1) times confidence (3, 2, 1), added up over the blind opinions.")
    is_dissent: bool


class CaseOut(Schema):
    id: UUID
    short: str
    title: str
    question: str
    state: State
    age_band: str
    sex: str
    country: str
    onset: str
    course: str
    related: str
    affected: str
    specialities: list[str]
    sections: list[SectionOut]
    signs: list[CaseSignOut]
    liaison: str
    waiting: str
    family_sees: str
    is_followed: bool
    is_demonstration: bool
    is_blind: bool = Field(
        description="True until you gave your own opinion or chose just to read: no replies, no pool."
    )
    sheets: int = Field(description="Opinions that were given blind, of five.")
    reply_count: int
    pool: list[PooledOut]
    synthesis: dict | None
    url: str


class VersionOut(Schema):
    text: str
    until: str


class ReplyOut(Schema):
    id: UUID
    kind: Reply.Kind
    author: str
    author_label: str
    text: str
    when: str = Field(description="“1 h 12 min after opening”, or the day of the case: never a date.")
    orpha_code: int | None
    disease: str
    confidence: str
    patients_seen: int | None
    reference: str
    answers: UUID | None
    helpful_count: int
    is_marked: bool = Field(description="You found it helpful.")
    is_own: bool
    is_held: bool = Field(description="It waits for a moderator; only you see it.")
    hidden_for: str = Field(
        description="Why a moderator hid it, in words; only you see it. Empty for every other reply."
    )
    is_changed: bool
    versions: list[VersionOut] = Field(description="What it said before, the newest first, ten at most.")
    earlier_versions: int = Field(description="How many there are before those.")


class ReplyList(Schema):
    is_blind: bool
    total: int
    page: int
    pages: int
    items: list[ReplyOut]


class ReplySent(Schema):
    reply: ReplyOut
    unknown: list[str] = Field(description="Pseudonyms in the text that nobody bears.")


class ReplyIn(Schema):
    kind: Reply.Kind
    text: str = Field(max_length=TEXT_MOST)
    orpha_code: Code | None = None
    confidence: Confidence | None = None
    patients_seen: int | None = Field(None, ge=1, le=SEEN_MOST)
    reference: str = Field("", max_length=200)
    answers: UUID | None = Field(None, description="The question that the liaison answers.")
    to_moderator: bool = Field(False, description="Send it although the scanner is unsure; a moderator looks first.")


class ReplyDraftIn(Schema):
    kind: Reply.Kind = Reply.Kind.HYPOTHESIS
    text: str = Field("", max_length=TEXT_MOST)
    disease: str = Field("", max_length=320, description="A name or an ORPHA code; what is not found is left out.")
    confidence: str = Field("", max_length=6)
    patients_seen: int | None = None
    reference: str = Field("", max_length=200)


class ReplyDraftOut(Schema):
    is_kept: bool
    kind: str = ""
    text: str = ""
    disease: str = ""
    confidence: str = ""
    patients_seen: int | None = None
    reference: str = ""


class NamedIn(Schema):
    orpha_code: Code
    confidence: Confidence


class OpinionIn(Schema):
    diseases: list[NamedIn] = Field(min_length=1, max_length=3, description="The likeliest first.")
    reason: str = Field("", max_length=TEXT_MOST, description="It becomes your hypothesis among the replies.")
    to_moderator: bool = False


class NewRepliesOut(Schema):
    new: int = Field(description="Replies of others that are shown since then.")


class SuggestedOut(Schema):
    orpha_code: int
    name: str
    text: str = Field(description="What to put into a field.")
