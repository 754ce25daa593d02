"""Codes in any usual writing: ORPHA:558, ORPHA558, orphanet 558, 558; OMIM 154700, #154700; ICD-10 Q87.4, Q87.4."""

import re
from typing import NamedTuple

from search.text import fold, key_of

# How each system may be written in front of a code, folded and without separators. The first is the usual one.
SYSTEMS = {
    "ORPHA": ("orpha",),
    "OMIM": ("omim",),
    "OMIMPS": ("omimps", "ps"),
    "ICD10CM": ("icd10", "icd10cm", "icd"),
    "ICD11": ("icd11", "icd"),
    "MONDO": ("mondo",),
    "MESH": ("mesh",),
    "UMLS": ("umls", "cui"),
    "GARD": ("gard",),
    "NORD": ("nord",),
    "PMID": ("pmid", "pubmed"),
    "DOI": ("doi",),
}
NEVER_BARE = frozenset(["NORD", "GARD"])  # their numbers alone are mostly somebody else's code
GLUED = ((re.compile(r"^orpha(?:net|code)"), "orpha"), (re.compile(r"^mim(?=\d)"), "omim"))
INSIDE = re.compile(
    r"\b(?:orpha(?:net|code)?|o?mim(?:ps)?|mondo|icd[- ]?1[01](?:[- ]?cm)?|mesh|umls|gard|pmid)[\s:#]{0,3}[a-z]?\d[\w.]*"
    r"|\b[a-z]\d\d\.\d{1,4}\b",
    re.IGNORECASE,
)


class CodePart(NamedTuple):
    """A code inside a longer question."""

    typed: str
    keys: tuple[str, ...]


def keys_of_code(text: str) -> list[str]:
    """Return every key under which "SYSTEM:code" is looked up."""
    system, _, code = text.partition(":")
    bare = key_of(fold(code))
    if not bare:
        return []
    spellings = SYSTEMS.get(system.upper(), (key_of(fold(system)),))
    keys = [spelling + form for spelling in spellings for form in (bare, bare.lstrip("0"))]
    return list(dict.fromkeys(keys if system.upper() in NEVER_BARE else [*keys, bare]))


def keys_of_text(text: str) -> tuple[str, ...]:
    """Return the keys that a whole question may mean: a name or a code."""
    key = key_of(fold(text))
    for pattern, usual in GLUED:
        key = pattern.sub(usual, key)
    return (key,) if key else ()


def codes_inside(text: str) -> tuple[list[CodePart], str]:
    """Return the codes that stand among other words, and the text without them."""
    parts = [CodePart(match.group(), keys_of_text(match.group())) for match in INSIDE.finditer(text)]
    rest = INSIDE.sub(" ", text) if parts else text
    return (parts, rest) if fold(rest) else ([], text)
