from ninja import Field, Schema


class ColleagueOut(Schema):
    pseudonym: str
    label: str = Field(description="Speciality and country as far as ten members or more share them; else “Physician”.")
    member_since: int | None = Field(description="A year; null for readers outside the profession.")
