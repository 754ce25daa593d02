"""Medical specialities by code, each in a broader group: what is shown of a physician when few share the speciality.

One without a group is shown as itself or not at all.
"""

from typing import NamedTuple

GROUPS: dict[str, str] = {
    "children": "Medicine of children",
    "general": "General practice and general medicine",
    "genetics": "Genetics and metabolic medicine",
    "heart-lung": "Heart, vessels and lungs",
    "abdomen": "Digestive system, kidneys and hormones",
    "blood-immunity": "Blood, cancer and immunity",
    "brain-senses": "Brain, nerves and senses",
    "skin-bone": "Skin, joints and bone",
    "women": "Women’s and reproductive medicine",
    "surgery": "Surgery and intensive care",
    "diagnostics": "Laboratory and imaging",
}


class Speciality(NamedTuple):
    name: str
    group: str


SPECIALITIES: dict[str, Speciality] = {
    "abdominal-surgery": Speciality("Abdominal surgery", "surgery"),
    "allergology": Speciality("Allergology", "blood-immunity"),
    "anaesthesiology": Speciality("Anaesthesiology", "surgery"),
    "cardiology": Speciality("Cardiology", "heart-lung"),
    "cardiothoracic-surgery": Speciality("Cardiothoracic surgery", "surgery"),
    "child-psychiatry": Speciality("Child and adolescent psychiatry", "children"),
    "clinical-genetics": Speciality("Clinical genetics and dysmorphology", "genetics"),
    "dentistry": Speciality("Dentistry", "surgery"),
    "dermatology": Speciality("Dermatology", "skin-bone"),
    "ear-nose-throat": Speciality("Ear, nose and throat", "brain-senses"),
    "emergency-medicine": Speciality("Emergency medicine", "general"),
    "endocrinology": Speciality("Endocrinology", "abdomen"),
    "gastroenterology": Speciality("Gastroenterology", "abdomen"),
    "general-practice": Speciality("General practice", "general"),
    "general-surgery": Speciality("General surgery", "surgery"),
    "geriatrics": Speciality("Geriatrics", "general"),
    "gynaecology-obstetrics": Speciality("Gynaecology and obstetrics", "women"),
    "haematology": Speciality("Haematology", "blood-immunity"),
    "hepatology": Speciality("Hepatology", "abdomen"),
    "immunology": Speciality("Immunology", "blood-immunity"),
    "infectious-diseases": Speciality("Infectious diseases", "blood-immunity"),
    "intensive-care": Speciality("Intensive care", "surgery"),
    "internal-medicine": Speciality("Internal medicine", "general"),
    "maxillofacial-surgery": Speciality("Maxillofacial surgery", "surgery"),
    "metabolic-medicine": Speciality("Metabolic medicine", "genetics"),
    "neonatology": Speciality("Neonatology", "children"),
    "nephrology": Speciality("Nephrology", "abdomen"),
    "neurology": Speciality("Neurology", "brain-senses"),
    "neurosurgery": Speciality("Neurosurgery", "brain-senses"),
    "nuclear-medicine": Speciality("Nuclear medicine", "diagnostics"),
    "occupational-medicine": Speciality("Occupational medicine", "general"),
    "oncology": Speciality("Oncology", "blood-immunity"),
    "ophthalmology": Speciality("Ophthalmology", "brain-senses"),
    "orthopaedics": Speciality("Orthopaedics and bone disease", "skin-bone"),
    "paediatric-cardiology": Speciality("Paediatric cardiology", "children"),
    "paediatric-neurology": Speciality("Paediatric neurology", "children"),
    "paediatric-surgery": Speciality("Paediatric surgery", "children"),
    "paediatrics": Speciality("Paediatrics", "children"),
    "palliative-medicine": Speciality("Palliative medicine", "general"),
    "pathology": Speciality("Pathology", "diagnostics"),
    "plastic-surgery": Speciality("Plastic surgery", "surgery"),
    "psychiatry": Speciality("Psychiatry", "brain-senses"),
    "public-health": Speciality("Public health", "general"),
    "radiology": Speciality("Radiology", "diagnostics"),
    "rehabilitation-medicine": Speciality("Rehabilitation medicine", "skin-bone"),
    "reproductive-medicine": Speciality("Reproductive medicine", "women"),
    "respiratory-medicine": Speciality("Respiratory medicine", "heart-lung"),
    "rheumatology": Speciality("Rheumatology", "skin-bone"),
    "thoracic-surgery": Speciality("Thoracic surgery", "heart-lung"),
    "toxicology": Speciality("Toxicology", "general"),
    "urology": Speciality("Urology", "abdomen"),
    "vascular-medicine": Speciality("Vascular medicine", "heart-lung"),
    "vascular-surgery": Speciality("Vascular surgery", "surgery"),
    "another": Speciality("Another speciality", ""),  # nobody is turned away for want of a word
}
# Dentistry is a speciality of the library; its register is another.
FOR_PHYSICIANS = {code: speciality for code, speciality in SPECIALITIES.items() if code != "dentistry"}
SPECIALITY_CHOICES = [(code, speciality.name) for code, speciality in FOR_PHYSICIANS.items()]
