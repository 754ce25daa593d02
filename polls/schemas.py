from datetime import datetime
from typing import Annotated

from ninja import Field, Schema
from pydantic import Strict

from polls.models import State

Share = Annotated[float, Field(ge=0, le=1)]


class OptionOut(Schema):
    id: int
    text: str


class BallotIn(Schema):
    """The answer: the id of an option, or null for “not sure”."""

    option: Annotated[int, Strict()] | None


class BallotOut(Schema):
    option: int | None = Field(description="The option you chose; null for “not sure”.")
    cast_at: datetime


class ResultRow(Schema):
    option: int | None = Field(description="Null for “not sure”.")
    text: str
    votes: int
    share: Share
    low: Share = Field(description="Lower bound of the 95 % interval (Wilson).")
    high: Share = Field(description="Upper bound of the 95 % interval (Wilson).")


class ResultsOut(Schema):
    answers: int
    rows: list[ResultRow] = Field(description="The most chosen first, “not sure” last; empty if nobody answered.")


class PollSummary(Schema):
    id: int
    question: str
    state: State
    audience: str
    is_demonstration: bool = Field(description="True where question and votes are invented.")
    opens_at: datetime
    closes_at: datetime | None
    url: str


class PollOut(PollSummary):
    explanation: str
    options: list[OptionOut] = Field(description="In an order of your own, so that no answer profits from its place.")
    offers_not_sure: bool
    diseases: list[str] = Field(description="Keys like ORPHA:909.")
    may_vote: bool
    ballot: BallotOut | None = Field(description="Your own ballot.")
    results: ResultsOut | None = Field(description="Null until you have voted or the poll has closed.")


class PollList(Schema):
    items: list[PollSummary]
    next: str | None = Field(description="Address of the next part of the list.")
