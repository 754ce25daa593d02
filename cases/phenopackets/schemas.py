"""What is read of a phenopacket, version 2 (ISO 4454:2022, phenopacket-schema.readthedocs.io), and the shape of what is told.

Only fields that a case has a place for are named: ids of people and samples, names, dates of birth and files are never
even looked at. The package `phenopackets` would bring protobuf to read all of it; here everything else falls away first.
"""

from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic.alias_generators import to_camel

Term = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Duration = Annotated[str, StringConstraints(max_length=40)]
# Whether something is there that a case has no place for; what it says is not kept even here.
IsThere = Annotated[bool, BeforeValidator(bool)]
FEATURES_MOST, DISEASES_MOST = 1000, 100


class Read(BaseModel):
    """Names in camel case as JSON of protobuf writes them, or with underscores as it also allows."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="ignore", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def null_is_missing(cls, value: Any) -> Any:
        return {name: one for name, one in value.items() if one is not None} if isinstance(value, dict) else value


class Class(Read):
    id: Term
    label: str = ""


class Age(Read):
    iso8601duration: Duration


class AgeRange(Read):
    start: Age
    end: Age


class Time(Read):
    """When something was: by class, age or range. A point in time or a span of days is only told."""

    ontology_class: Class | None = None
    age: Age | None = None
    age_range: AgeRange | None = None
    gestational_age: dict[str, Any] | None = None
    timestamp: IsThere = False
    interval: IsThere = False

    @property
    def is_date(self) -> bool:
        return self.timestamp or self.interval


class Feature(Read):
    type: Class
    excluded: bool = False
    onset: Time | None = None
    description: str = ""
    severity: IsThere = False
    modifiers: IsThere = False
    resolution: IsThere = False


class DiseaseSaid(Read):
    term: Class | None = None
    excluded: bool = False
    onset: IsThere = False
    resolution: IsThere = False
    disease_stage: IsThere = False


class GenomicInterpretation(Read):
    interpretation_status: str | int | None = None
    variant_interpretation: IsThere = False
    gene: IsThere = False


class Diagnosis(Read):
    disease: Class | None = None
    genomic_interpretations: Annotated[list[GenomicInterpretation], Field(max_length=FEATURES_MOST)] = Field(
        default_factory=list
    )


class Interpretation(Read):
    diagnosis: Diagnosis | None = None
    progress_status: str | int | None = None
    summary: str = ""


class Subject(Read):
    sex: str | int | None = None
    time_at_last_encounter: Time | None = None
    vital_status: IsThere = False
    date_of_birth: IsThere = False


class MetaData(Read):
    phenopacket_schema_version: Annotated[str, StringConstraints(max_length=40)] = Field(
        default="", validation_alias=AliasChoices("phenopacketSchemaVersion", "phenopacket_schema_version")
    )


class Phenopacket(Read):
    id: Annotated[str, StringConstraints(min_length=1, max_length=1000)]
    meta_data: MetaData
    subject: Subject | None = None
    phenotypic_features: Annotated[list[Feature], Field(max_length=FEATURES_MOST)] = Field(default_factory=list)
    diseases: Annotated[list[DiseaseSaid], Field(max_length=DISEASES_MOST)] = Field(default_factory=list)
    interpretations: Annotated[list[Interpretation], Field(max_length=DISEASES_MOST)] = Field(default_factory=list)


class ReportOut(Schema):
    """What became of each part of a file: nothing is dropped without being told."""

    signs: int
    absent: int
    renamed: list[str]
    unknown: list[str]
    notes: list[str]


class ImportOut(Schema):
    case: UUID
    report: ReportOut
