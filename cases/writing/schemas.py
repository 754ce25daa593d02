from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema

from cases.models import AgreedBy
from cases.sections import WORDS_MOST
from common.problems import Problem

Text = Annotated[str, Field(max_length=WORDS_MOST)]
Code = Annotated[str, Field(max_length=40)]


class CaseStart(Schema):
    organisation: int | None = Field(
        None, description="For staff of several organisations: the one that helps the family."
    )


class SignIn(Schema):
    id: Annotated[str, Field(pattern=r"^HP:\d{7}$")]
    is_absent: bool = Field(False, description="Looked for, and not there.")
    onset: Code = Field(
        "", description="A class of HP:0003674; unknown where nobody knows it; empty while it is not told."
    )


class OwnSignOut(SignIn):
    name: str


class CaseDraftIn(Schema):
    """Any fields; what is left out stays as it is. A list replaces the list that is stored."""

    revision: Annotated[int, Field(ge=1, le=2_000_000_000)] = Field(
        description="The number of this save: one more than the revision you know. An older one changes nothing (409)."
    )
    texts: Annotated[dict[Code, Text], Field(max_length=20)] = Field(
        default_factory=dict, description="Free texts by section, such as `title`, `question`, `story`."
    )
    country: Code | None = None
    language: Code | None = None
    age_band: Code | None = None
    sex: Code | None = None
    onset: Code | None = None
    course: Code | None = None
    related: Code | None = None
    affected: Code | None = None
    specialities: Annotated[list[Code], Field(max_length=10)] | None = None
    key_words: Annotated[list[Annotated[str, Field(max_length=100)]], Field(max_length=10)] | None = None
    organisation: int | None = Field(None, description="The organisation that helps; 0 for none. Families only.")
    signs: Annotated[list[SignIn], Field(max_length=100)] | None = None


class FindingOut(Schema):
    """A place that could show who the patient is. The words themselves are in your own text, from `start` to `end`."""

    place: str = Field(description="A section of `texts`, `key_words`, or `caption:<id of the picture>`.")
    start: int
    end: int
    kind: str
    severity: str = Field(
        description="`block` and `rewrite` have to go before the case is sent; `hold` a person decides."
    )
    suggestion: str = Field(description="What to write instead; empty: take it out.")


class ConsentOut(Schema):
    layer: str
    version: str
    agreed_by: str
    has_assent: bool
    given_at: datetime


class ConsentIn(Schema):
    """All layers that are agreed to from now on, while the case is being written."""

    layers: Annotated[list[Code], Field(max_length=10)]
    agreed_by: AgreedBy
    has_assent: bool = Field(False, description="The child agrees too; asked for at school age and in teens.")


class PassageOut(Schema):
    state: str
    at: datetime


class CaseDraftOut(Schema):
    id: UUID
    origin: str
    state: str
    revision: int
    saved_at: datetime
    organisation: int | None
    country: str
    language: str
    age_band: str
    sex: str
    onset: str
    course: str
    related: str
    affected: str
    specialities: list[str]
    key_words: list[str]
    texts: dict[str, str]
    signs: list[OwnSignOut]
    consents: list[ConsentOut]
    findings: list[FindingOut]
    emergency_number: str | None = Field(description="Whom to call, if what is written sounds like an emergency.")
    crisis_line: str | None = Field(description="The line for thoughts of ending life, if it sounds like an emergency.")


class OwnCase(Schema):
    id: UUID
    short: str
    origin: str
    state: str
    now: str = Field(description="Where it stands, in plain words.")
    next: str = Field(description="What comes next, in plain words.")
    is_hidden: bool
    state_since: datetime
    url: str


class OwnCaseStatus(OwnCase):
    passages: list[PassageOut]
    consents: list[ConsentOut]
    reason: str = Field(description="Why it came back or was not taken.")
    replies: int
    physicians: int = Field(description="How many wrote those answers. Who only reads a case is not counted.")
    summary: str | None = Field(description="In plain words, once the treating physician has the advice.")


class OwnCaseList(Schema):
    items: list[OwnCase]
    next: str | None = Field(description="Address of the next part of the list.")


class SubmitProblem(Problem):
    """Why a case is not sent: `errors` by field, and the places that have to go."""

    findings: list[FindingOut] = Field(default_factory=list)
