"""Which disease somebody means who types it into a case: its code, or its exact name."""

import re

from django.core.exceptions import ValidationError

from vocabulary.models import Disease, DiseaseName

ORPHA = re.compile(r"(?:ORPHA:?\s?)?([0-9]{1,8})", re.IGNORECASE)
IN_BRACKETS = re.compile(r"\(ORPHA:([0-9]{1,8})\)\s*$")
NOT_KNOWN = "The hub knows no disease of this name. Choose one from the list, or write its code, ORPHA:909 for example."
LONGEST = 300


def disease_named(text: str) -> Disease:
    """Return the disorder of a code (“ORPHA:909”), of a name, or of “Name (ORPHA:909)”. Raises ValidationError."""
    text = " ".join(text.split())[:LONGEST]
    code = ORPHA.fullmatch(text) or IN_BRACKETS.search(text)
    disorders = Disease.objects.disorders()
    found = disorders.filter(orpha_code=int(code[1])) if code else disorders.filter(pk__in=named(text))
    disease = found.first()
    if disease is None:
        raise ValidationError(NOT_KNOWN)
    return disease


def named(text: str) -> list[int]:
    """Return the keys of the diseases that bear exactly this name, the official name before synonyms."""
    official = list(Disease.objects.filter(name__iexact=text).values_list("pk", flat=True)[:1])
    return official or list(DiseaseName.objects.filter(text__iexact=text).values_list("disease_id", flat=True)[:1])


def as_typed(disease: Disease) -> str:
    """Return how a disease stands in a field: `disease_named` reads it back."""
    return f"{disease.name} (ORPHA:{disease.orpha_code})"
