"""What a reply may refer to: a paper by PMID or DOI, or an https address. Nothing is fetched. Pure functions."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

PMID = re.compile(r"(?:PMID:?\s*)?([1-9][0-9]{0,8})", re.IGNORECASE)
DOI = re.compile(r"(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?(10\.[0-9]{4,9}/[!-~]{1,150})", re.IGNORECASE)
MOST = 200  # characters
WRONG = "Write a PMID such as 12345678, a DOI such as 10.1000/182, or an address that begins with https://."
is_address = URLValidator(schemes=["https"])


def in_one_form(text: str) -> str:
    """Return a reference as it is kept: `PMID:123`, the bare DOI, or the address. Raises ValidationError."""
    text = text.strip()
    if found := PMID.fullmatch(text):
        return f"PMID:{found[1]}"
    if found := DOI.fullmatch(text):
        return found[1]
    if len(text) > MOST or not text.isprintable() or "@" in text.partition("//")[2].partition("/")[0]:
        raise ValidationError({"reference": WRONG})
    try:
        is_address(text)
    except ValidationError:
        raise ValidationError({"reference": WRONG}) from None
    return text


def address_of(reference: str) -> str:
    """Return where a reference that was kept leads to."""
    if reference.startswith("PMID:"):
        return f"https://pubmed.ncbi.nlm.nih.gov/{reference.removeprefix('PMID:')}/"
    return f"https://doi.org/{reference}" if reference.startswith("10.") else reference
