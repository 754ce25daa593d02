from datetime import date, datetime
from typing import Annotated, Any

from ninja import Field, Schema

from accounts.physicians.actions import CASES_MOST
from accounts.profile.languages import LANGUAGES

Code = Annotated[str, Field(max_length=2)]
UNNAMED: Any = None  # left out; null itself is refused


class NoAnswers(Schema):
    """You read cases on, and cannot answer or look after them until a day."""

    until: datetime
    reason: str
    reason_text: str
    write_to: str = Field(description="An e-mail address; empty where the site names none.")


class MeOut(Schema):
    display_name: str = Field(description="What others see; a physician's pseudonym.")
    role: str
    may: list[str] = Field(description="What the account may do at this moment, as codes.")
    member_until: datetime | None = Field(
        description="Until when a licence stands behind the account; null without one."
    )
    second_factor: bool
    suspension: NoAnswers | None = Field(description="From answering cases; null: none.")


class PracticeOut(Schema):
    country: str = Field(description="Of the licence; it cannot be changed here.")
    speciality: str
    label: str = Field(description="What colleagues see of country and speciality now.")
    pseudonym: str
    pseudonym_changeable_from: datetime | None = Field(description="Null: now.")
    is_available: bool
    hours_from: int
    hours_to: int
    paused_until: date | None
    cases_at_once: int


class ProfileOut(Schema):
    languages: list[str]
    time_zone: str
    practice: PracticeOut | None = Field(description="The professional side of a member; null for everybody else.")


class PracticeIn(Schema):
    speciality: str = Field(UNNAMED, max_length=40)
    is_available: bool = Field(UNNAMED)
    hours_from: int = Field(UNNAMED, ge=0, le=23, description="Local hour from which offers may arrive.")
    hours_to: int = Field(UNNAMED, ge=0, le=24)
    paused_until: date | None = None
    cases_at_once: int = Field(UNNAMED, ge=1, le=CASES_MOST)


class ProfileIn(Schema):
    """What is left out stays as it is."""

    languages: list[Code] = Field(UNNAMED, max_length=len(LANGUAGES), description="ISO 639-1 codes.")
    time_zone: str = Field(UNNAMED, max_length=40, description="A place of the IANA database, like Europe/London.")
    practice: PracticeIn = Field(UNNAMED)
