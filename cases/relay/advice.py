"""What a liaison makes of the answers: the form of `Synthesis.said`, and its way from and to what people write."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import StringConstraints

from vocabulary.models import Disease

HYPOTHESES_MOST = 5
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]


class Hypothesis(Schema):
    """One disease, the likeliest first."""

    orpha_code: int = Field(ge=1, le=99_999_999)
    arguments_for: Text = ""
    arguments_against: Text = ""


class Advice(Schema):
    """What is told to the treating physician. Nothing in it is a diagnosis."""

    hypotheses: list[Hypothesis] = Field(default=[], max_length=HYPOTHESES_MOST)
    next_tests: list[Line] = Field(default=[], max_length=12)
    red_flags: Text = ""
    references: list[Line] = Field(default=[], max_length=12)
    dissent: Text = Field("", description="What colleagues saw otherwise, kept as they meant it.")
    letter: Text = Field("", description="What else the treating physician should know.")


def texts_of(advice: Advice) -> Iterator[tuple[str, str]]:
    """Yield (field, text) of every free text in an advice: what the scanner reads."""
    for number, one in enumerate(advice.hypotheses):
        yield f"hypotheses.{number}.arguments_for", one.arguments_for
        yield f"hypotheses.{number}.arguments_against", one.arguments_against
    for name in ("next_tests", "references"):
        for number, line in enumerate(getattr(advice, name)):
            yield f"{name}.{number}", line
    for name in ("red_flags", "dissent", "letter"):
        yield name, getattr(advice, name)


def with_names(said: dict[str, Any]) -> dict[str, Any]:
    """Return an advice with the name of each disease, in one query; one that the vocabulary lost keeps its code."""
    return all_with_names([said])[0]


def all_with_names(advices: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Do for several what `with_names` does for one, in the same one query."""
    codes = {one["orpha_code"] for said in advices for one in said.get("hypotheses", ())}
    names = dict(Disease.objects.filter(orpha_code__in=codes).values_list("orpha_code", "name"))
    return [said | {"hypotheses": [named(one, names) for one in said.get("hypotheses", ())]} for said in advices]


def named(hypothesis: dict[str, Any], names: Mapping[int | None, str]) -> dict[str, Any]:
    code = hypothesis["orpha_code"]
    return hypothesis | {"name": names.get(code, f"ORPHA:{code}")}
