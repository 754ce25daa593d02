"""From the bytes of a phenopacket to plain values: all that can go wrong is a ValidationError with a sentence."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from pydantic import ValidationError as SchemaError

from cases.phenopackets.schemas import Phenopacket

FILE_MOST = 1024 * 1024
DEPTH_MOST = 24
ERRORS_SHOWN = 8
TOO_BIG = "This file is too big. A phenopacket of one patient has at most 1 MB."
NO_JSON = "This is no JSON. Save the phenopacket as JSON and send that."
TOO_DEEP = f"This file is nested deeper than a phenopacket is, which is {DEPTH_MOST} levels."
NO_PACKET = "This is no phenopacket of one patient: {places}."
OLD = "This is a phenopacket of version 1. Convert it to version 2 first."
SEVERAL = "This file holds a family or a cohort. Send the phenopacket of the one patient."
# What a phenopacket can hold beside what a case has a place for, and what it is called when it is left out.
LEFT_OUT = {
    "measurements": "measurements",
    "biosamples": "samples",
    "medicalActions": "treatments",
    "medical_actions": "treatments",
    "files": "files",
}


def read(file: bytes) -> tuple[Phenopacket, list[str]]:
    """Return a phenopacket, and what of it has no place in a case; raise ValidationError for anything else."""
    value = parsed(file)
    try:
        packet = Phenopacket.model_validate(value)
    except SchemaError as refusal:
        raise ValidationError({"file": NO_PACKET.format(places=places_in(refusal))}) from None
    if packet.meta_data.phenopacket_schema_version.startswith("1"):
        raise ValidationError({"file": OLD})
    return packet, sorted({name for key, name in LEFT_OUT.items() if value.get(key)})


def parsed(file: bytes) -> dict[str, Any]:
    if len(file) > FILE_MOST:
        raise ValidationError({"file": TOO_BIG})
    try:
        value = json.loads(file.decode("utf-8-sig"), parse_constant=no_number)
    except RecursionError:
        raise ValidationError({"file": TOO_DEEP}) from None
    except ValueError:  # bad JSON, bad UTF-8, numbers that are none
        raise ValidationError({"file": NO_JSON}) from None
    if not isinstance(value, dict):
        raise ValidationError({"file": NO_JSON})
    if is_deep(value):
        raise ValidationError({"file": TOO_DEEP})
    if {"proband", "members"} & value.keys():
        raise ValidationError({"file": SEVERAL})
    return value


def no_number(text: str) -> None:
    raise ValueError(text)


def is_deep(value: object) -> bool:
    level = [value]
    for _ in range(DEPTH_MOST):
        level = [inner for outer in level for inner in inside(outer)]
        if not level:
            return False
    return True


def inside(value: object) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def places_in(refusal: SchemaError) -> str:
    """Name the places by their fields, without what stands there."""
    errors = refusal.errors(include_input=False, include_url=False, include_context=False)
    places = [".".join(map(str, error["loc"])) or "the whole" for error in errors[:ERRORS_SHOWN]]
    return ", ".join(dict.fromkeys(places))[:400]
