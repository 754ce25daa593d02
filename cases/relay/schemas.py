from datetime import datetime
from typing import Any

from ninja import Field, Schema

from cases.models import Outcome, TreatingPhysician
from cases.relay.actions.sending import Way
from cases.relay.advice import Advice


class ContactIn(Schema):
    contact: TreatingPhysician.Contact


class TreatingOut(Schema):
    """Who treats the patient. Each reading is written down."""

    name: str
    email: str
    telephone: str


class OpenIn(Schema):
    has_read: bool = Field(description="The case was read in full, with its pictures.")


class AdviceIn(Schema):
    advice: Advice
    plain_summary: str = Field("", max_length=4000, description="For the family, in plain words.")
    is_ready: bool = Field(False, description="It is what is sent from now on.")


class AdviceOut(Schema):
    number: int
    is_ready: bool
    made_at: datetime
    advice: dict[str, Any] = Field(description="As it was written, with the name of each disease.")
    plain_summary: str


class AdviceList(Schema):
    items: list[AdviceOut] = Field(description="The newest first.")


class LinkOut(Schema):
    expires_at: datetime
    code: str = Field(description="To be told by telephone; it is shown this once.")


class AttestIn(Schema):
    way: Way


class RelayOut(Schema):
    """Where the advice is on its way."""

    has_arrived: bool
    sent_at: datetime | None
    received_at: datetime | None
    is_attested: bool


class ReceiptIn(Schema):
    key: str = Field(min_length=1, max_length=100, description="The end of the link.")
    code: str = Field(min_length=1, max_length=20)


class OutcomeIn(Schema):
    kind: Outcome.Kind = Field(description="`lost`, nobody could be asked: for the liaison and staff only.")
    orpha_code: int | None = Field(None, ge=1, le=99_999_999, description="Needed where a diagnosis is confirmed.")
    helpful_reply: str | None = Field(None, max_length=36, description="Its id; for the liaison only.")


class OutcomeOut(Schema):
    kind: Outcome.Kind
    disease: str | None
    orpha_code: int | None
    at: datetime


class OutcomeList(Schema):
    items: list[OutcomeOut] = Field(description="The newest first.")


class SpanOut(Schema):
    """Hours; none of them where fewer than ten cases stand behind it."""

    code: str
    heading: str
    count: int
    waiting: int
    median: float | None
    p90: float | None


class SpanList(Schema):
    items: list[SpanOut]


class StateOut(Schema):
    id: str
    state: str
