"""How registers name the specialities: other names for the same one. What is not here goes to a reviewer."""

import re

from accounts.verification.names import words
from common.specialities import SPECIALITIES

# Names of the specialist divisions of Ireland, and their common other spellings.
ALSO: dict[str, tuple[str, ...]] = {
    "allergology": ("Allergy",),
    "anaesthesiology": ("Anaesthesia",),
    "cardiothoracic-surgery": ("Cardiac surgery",),
    "clinical-genetics": ("Clinical genetics", "Medical genetics"),
    "ear-nose-throat": ("ENT", "Otolaryngology", "Otorhinolaryngology", "Otolaryngology head and neck surgery"),
    "endocrinology": ("Endocrinology and diabetes mellitus", "Diabetes and endocrinology"),
    "general-practice": ("Family medicine", "Family practice"),
    "geriatrics": ("Geriatric medicine",),
    "gynaecology-obstetrics": ("Obstetrics and gynaecology",),
    "haematology": ("Haematology (clinical and laboratory)",),
    "immunology": ("Immunology (clinical and laboratory)",),
    "infectious-diseases": ("Infectious disease medicine",),
    "intensive-care": ("Intensive care medicine", "Critical care medicine"),
    "internal-medicine": ("General internal medicine",),
    "maxillofacial-surgery": ("Oral and maxillo-facial surgery", "Oral and maxillofacial surgery"),
    "metabolic-medicine": ("Inherited metabolic medicine",),
    "nephrology": ("Renal medicine",),
    "occupational-medicine": ("Occupational health",),
    "oncology": ("Medical oncology", "Radiation oncology", "Clinical oncology"),
    "ophthalmology": ("Ophthalmic surgery", "Medical ophthalmology"),
    "orthopaedics": ("Trauma and orthopaedic surgery", "Orthopaedic surgery", "Orthopaedics"),
    "pathology": ("Histopathology", "Chemical pathology"),
    "plastic-surgery": ("Plastic, reconstructive and aesthetic surgery",),
    "public-health": ("Public health medicine",),
    "radiology": ("Diagnostic radiology", "Clinical radiology"),
}


# As it is spelt in America, beginning by beginning.
AMERICAN = {
    "anesth": "anaesth",
    "gyneco": "gynaeco",
    "hemato": "haemato",
    "orthoped": "orthopaed",
    "pediatric": "paediatric",
}
BETWEEN = re.compile(r"[;|\n]")  # a comma stands inside of names


def is_same_speciality(code: str, registered: str) -> bool:
    """Say whether one of a register's names is this speciality: the whole name, not one of its words."""
    own = () if code == "another" else (SPECIALITIES[code].name, *ALSO.get(code, ()))
    return not {spelt(name) for name in own}.isdisjoint(map(spelt, named(registered)))


def named(cell: str) -> list[str]:
    """Return the specialities of one cell: some doctors have two."""
    return [name.strip() for name in BETWEEN.split(cell) if name.strip()]


def spelt(name: str) -> str:
    """Return the name in one spelling, to be compared."""
    return " ".join(map(british, words(name.replace("&", " and "))))


def british(word: str) -> str:
    beginning = next((beginning for beginning in AMERICAN if word.startswith(beginning)), "")
    return AMERICAN.get(beginning, "") + word.removeprefix(beginning)
