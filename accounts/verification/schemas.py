from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema

from accounts.verification.answers import May
from accounts.verification.states import State

Text = Annotated[str, Field(max_length=200)]
StateOut = Literal["none"] | State


class SecondFieldOut(Schema):
    label: str
    form: str = Field(description="The expected form, in words.")
    pattern: str
    is_required: bool
    choices: dict[str, str] = Field(description="Code and name; empty where it is typed in.")


class CollegeOut(Schema):
    name: str
    address: str
    form: str = Field(description="The expected form, where it is narrower than the country's; else empty.")
    example: str
    pattern: str


class CountryOut(Schema):
    """How licences look in one country. A format is a filter for typing errors, never a proof."""

    code: str
    name: str
    register_name: str
    register_address: str = Field(description="Where anybody can look it up; empty where each region has a register.")
    document: str = Field(description="What shows a licence in this country.")
    number_label: str
    form: str = Field(description="The expected form of the number, in words.")
    example: str
    pattern: str = Field(description="Held against the number in capitals without spaces, dots, slashes and dashes.")
    region_label: str | None
    regions: dict[str, str] = Field(description="Code and name; empty where one register is for the whole country.")
    colleges: dict[str, CollegeOut] = Field(description="The registers of the regions, where each has its own.")
    second_field: SecondFieldOut | None


class CountryList(Schema):
    items: list[CountryOut]


class StepOut(Schema):
    label: str
    state: Literal["done", "now", "next"]


class ProofOut(Schema):
    kind: Literal["institution_mail", "licence_picture"]
    outcome: Literal["waiting", "given", "accepted", "refused"]
    given_at: datetime
    domain: str = Field(description="Of the institution; empty for a picture.")
    expires_at: datetime | None = Field(description="Until when a code can be typed in.")


class MembershipOut(Schema):
    """Where you stand. Neither your name nor your number is in it: they are in the vault."""

    state: StateOut
    title: str
    text: str = Field(description="Where you stand and what to do next, in words.")
    may: list[May] = Field(description="What you can do now.")
    steps: list[StepOut] = Field(description="The way to a decision; empty once there is one.")
    since: datetime | None
    until: datetime | None = Field(description="Until when your membership counts if nothing renews it.")
    compared_again_at: datetime | None
    closes_at: datetime | None = Field(description="When the application closes if it gets no answer from you.")
    country: str
    speciality: str
    reason: str = Field(description="Why it came to this state; empty where nobody decided.")
    note: str = Field(description="What the reviewer wrote to you.")
    proofs: list[ProofOut]
    vouchers: int = Field(description="How many colleagues’ words count at this moment; never whose.")
    vouchers_needed: int
    has_voucher_code: bool


class DetailsIn(Schema):
    name: Text
    speciality: Text
    country: Text
    number: Text
    region: Text = ""
    extra: Text = Field("", description="The second field, in countries that have one.")


class MailIn(Schema):
    address: Annotated[str, Field(max_length=254)]


class CodeIn(Schema):
    code: Annotated[str, Field(max_length=40)]


class VoucherCodeOut(Schema):
    code: str = Field(description="Give it to two colleagues by a way of your own. It is shown only now.")


class VoucherIn(Schema):
    code: Annotated[str, Field(max_length=40)]
    name: Annotated[str, Field(max_length=120)]


class VoucherOut(Schema):
    at: datetime


def country_out(rules: Any) -> dict[str, Any]:
    extra = rules.extra
    second = {name: getattr(extra, name) for name in SecondFieldOut.model_fields} if extra else None
    same = ("code", "name", "number_label", "form", "example", "pattern", "regions", "document")
    return {
        **{name: getattr(rules, name) for name in same},
        "register_name": rules.register,
        "register_address": rules.address,
        "region_label": rules.region_label or None,
        "colleges": {code: asdict(college) for code, college in rules.colleges.items()},
        "second_field": second,
    }
