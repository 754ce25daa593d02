from datetime import date, datetime
from typing import Literal

from ninja import Field, Schema

from cases.models import Offer


class OfferOut(Schema):
    """What a volunteer is told before saying yes: never the story."""

    id: str
    answer: Offer.Answer
    made_at: datetime
    due_at: datetime
    areas: list[str]
    age_band: str
    country: str
    language: str
    case_id: str | None = Field(description="Once you have accepted.")


class OfferList(Schema):
    items: list[OfferOut] = Field(description="Those that wait first, each the newest first.")
    next: str | None = Field(description="The address of the next part; null at the end.")


class AnswerIn(Schema):
    answer: Literal["accept", "decline"]


class PauseIn(Schema):
    until: date


class CellOut(Schema):
    name: str
    cases: int
    p50_hours: float
    p90_hours: float


class PairingReportOut(Schema):
    """How offers were spread; nothing where fewer than ten stand behind it."""

    volunteers: int
    offers: int
    accepts: int
    gini_offers: float | None
    gini_accepts: float | None
    countries: list[CellOut]
    areas: list[CellOut]
