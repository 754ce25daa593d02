"""What can be followed: a disease that has a page, or a sign."""

import re

from django.core.exceptions import ValidationError

from vocabulary.models import Disease, Sign

ORPHA = re.compile(r"(?:ORPHA:?)?([0-9]{1,8})", re.IGNORECASE)
HPO = re.compile(r"HP:?([0-9]{7})", re.IGNORECASE)
NO_CODE = "Write a code like ORPHA:558 for a disease, or HP:0001250 for a sign."
NOT_KNOWN = "No disease or sign of the hub has this code."


def disease_of(orpha_code: int) -> Disease:
    """Raises DoesNotExist for a code that no disease with a page has."""
    return Disease.objects.disorders().get(orpha_code=orpha_code)


def sign_of(hpo_id: str) -> Sign:
    """Return the sign of an id, a former one included; raises DoesNotExist."""
    return Sign.objects.by_id(hpo_id).get()


def thing_of(text: str) -> Disease | Sign:
    """Return what somebody typed the code of; raises ValidationError, written for the one who typed."""
    text = text.strip()
    try:
        if found := HPO.fullmatch(text):
            return sign_of(f"HP:{found[1]}")
        if found := ORPHA.fullmatch(text):
            return disease_of(int(found[1]))
    except (Disease.DoesNotExist, Sign.DoesNotExist):
        raise ValidationError({"code": NOT_KNOWN}) from None
    raise ValidationError({"code": NO_CODE})
