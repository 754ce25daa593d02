"""Suggestions for a field in which a disease is named; what is chosen or typed is read by `cases.diseases`."""

from django.core.exceptions import ValidationError

from cases.diseases import as_typed, disease_named
from vocabulary.models import Disease

MOST = 8
SEVERAL = "Several diseases fit “{text}”. Choose one of the suggestions, or write its ORPHA code."
NO_CODE = "No disease with a page has this ORPHA code."


def suggestions(text: str) -> list[Disease]:
    """Return diseases whose name, other name or code contains the words; none for a single letter."""
    return list(Disease.objects.disorders().named_like(text[:100], MOST)) if len(text.strip()) > 1 else []


def disease_of(text: str) -> Disease | None:
    """Return the one disease that is meant, None for an empty text. Raises ValidationError, written for the one who typed."""
    if not text.strip():
        return None
    try:
        return disease_named(text)
    except ValidationError:
        if len(near := suggestions(text)) == 1:
            return near[0]
        if near:
            raise ValidationError(SEVERAL.format(text=text.strip()[:80])) from None
        raise


def by_code(orpha_code: int) -> Disease:
    disease = Disease.objects.disorders().filter(orpha_code=orpha_code).first()
    if disease is None:
        raise ValidationError(NO_CODE)
    return disease


def in_field(disease: Disease | None) -> str:
    return as_typed(disease) if disease else ""
