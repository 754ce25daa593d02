"""How registers name the specialities: other names for the same one. What is not here goes to a reviewer."""

from accounts.verification.names import words
from common.specialities import SPECIALITIES

# Names of the specialist divisions of Ireland, and their common other spellings.
ALSO: dict[str, tuple[str, ...]] = {
    "allergology": ("Allergy",),
    "anaesthesiology": ("Anaesthesia", "Anesthesiology"),
    "cardiothoracic-surgery": ("Cardiac surgery",),
    "clinical-genetics": ("Clinical genetics", "Medical genetics"),
    "ear-nose-throat": ("Otolaryngology", "Otorhinolaryngology", "Otolaryngology head and neck surgery"),
    "endocrinology": ("Endocrinology and diabetes mellitus", "Diabetes and endocrinology"),
    "general-practice": ("Family medicine", "Family practice"),
    "geriatrics": ("Geriatric medicine",),
    "gynaecology-obstetrics": ("Obstetrics and gynaecology", "Obstetrics and gynecology"),
    "haematology": ("Hematology",),
    "infectious-diseases": ("Infectious disease medicine",),
    "intensive-care": ("Intensive care medicine", "Critical care medicine"),
    "internal-medicine": ("General internal medicine",),
    "maxillofacial-surgery": ("Oral and maxillo-facial surgery", "Oral and maxillofacial surgery"),
    "metabolic-medicine": ("Inherited metabolic medicine",),
    "nephrology": ("Renal medicine",),
    "occupational-medicine": ("Occupational health",),
    "oncology": ("Medical oncology", "Radiation oncology", "Clinical oncology"),
    "ophthalmology": ("Ophthalmic surgery", "Medical ophthalmology"),
    "orthopaedics": ("Trauma and orthopaedic surgery", "Orthopaedic surgery"),
    "pathology": ("Histopathology", "Chemical pathology"),
    "plastic-surgery": ("Plastic, reconstructive and aesthetic surgery",),
    "public-health": ("Public health medicine",),
    "radiology": ("Diagnostic radiology", "Clinical radiology"),
}


def is_same_speciality(code: str, registered: str) -> bool:
    """Say whether a register's name of a speciality is this one: the whole name, not one of its words."""
    names = (SPECIALITIES[code].name, *ALSO.get(code, ()))
    return " ".join(words(registered)) in {" ".join(words(name)) for name in names}
