import pytest
from django.core.exceptions import ValidationError

from accounts.verification.actions.applying import checked
from accounts.verification.licences import read_licence
from accounts.verification.registers import Record, compare
from accounts.verification.specialities import ALSO, is_same_speciality
from common.specialities import FOR_PHYSICIANS, GROUPS, SPECIALITIES, SPECIALITY_CHOICES
from tests.factories import verification as make

SAME = [
    ("paediatrics", "Paediatrics"),
    ("ear-nose-throat", "Otolaryngology"),
    ("geriatrics", "Geriatric Medicine"),
    ("pathology", "Histopathology"),
    ("internal-medicine", "General (Internal) Medicine"),
    ("gynaecology-obstetrics", "OBSTETRICS AND GYNAECOLOGY"),
    ("respiratory-medicine", "Respiratory Medicine"),
    ("haematology", "Haematology (Clinical and Laboratory)"),
    ("immunology", "Immunology (Clinical and Laboratory)"),
    ("gynaecology-obstetrics", "Obstetrics & Gynaecology"),
    ("gynaecology-obstetrics", "Obstetrics and Gynecology"),
    ("orthopaedics", "Trauma & Orthopaedic Surgery"),
    ("orthopaedics", "Orthopedic Surgery"),
    ("endocrinology", "Endocrinology & Diabetes Mellitus"),
    ("paediatrics", "Pediatrics"),
    ("paediatric-cardiology", "Pediatric Cardiology"),
    ("haematology", "Hematology"),
    ("anaesthesiology", "Anesthesiology"),
    ("ear-nose-throat", "ENT"),
    ("neurology", "Neurology; General Internal Medicine"),
    ("internal-medicine", "Neurology; General Internal Medicine"),
    ("plastic-surgery", "Plastic, Reconstructive & Aesthetic Surgery"),
]
DIFFERENT = [
    ("respiratory-medicine", "Emergency Medicine"),
    ("metabolic-medicine", "Public Health Medicine"),
    ("clinical-genetics", "Clinical Neurophysiology"),
    ("gynaecology-obstetrics", "Oral and Maxillofacial Surgery"),
    ("paediatric-neurology", "Neurology"),
    ("another", "Paediatrics"),
    ("another", "Another speciality"),
    ("cardiology", "Neurology; General Internal Medicine"),
    ("neurology", ";"),
    ("neurology", "Neurosurgery"),
]


@pytest.mark.parametrize(("code", "registered"), SAME)
def test_a_speciality_is_known_by_the_name_that_the_register_gives_it(code, registered):
    assert is_same_speciality(code, registered)


@pytest.mark.parametrize(("code", "registered"), DIFFERENT)
def test_a_shared_word_makes_no_two_specialities_one(code, registered):
    assert not is_same_speciality(code, registered)


def test_no_name_of_a_register_means_two_specialities():
    names = [name.lower() for names in ALSO.values() for name in names]
    own = [speciality.name.lower() for speciality in SPECIALITIES.values()]
    assert len(names + own) == len(set(names + own))
    assert set(ALSO) <= set(SPECIALITIES)
    assert {speciality.group for speciality in SPECIALITIES.values()} <= {"", *GROUPS}


@pytest.mark.parametrize(("registered", "fits"), [("Neurology", True), ("", True), ("Emergency Medicine", False)])
def test_in_ireland_division_and_speciality_have_to_fit_both(registered, fits):
    licence = read_licence(country="IE", number="123456", extra="Specialist")
    record = Record(name="Ada Lovelace", status="active", division="Specialist", speciality=registered)
    assert compare(licence, "Ada Lovelace", "neurology", record).jurisdiction == fits
    elsewhere = Record(name="Ada Lovelace", status="active", division="General", speciality=registered)
    assert not compare(licence, "Ada Lovelace", "neurology", elsewhere).is_match


@pytest.mark.parametrize(
    ("division", "registered"),
    [
        ("Visiting EEA", "Visiting EEA Division"),
        ("Internship", "Internship Registration"),
        ("Trainee", "Trainee Specialist"),
    ],
)
def test_every_division_of_ireland_can_be_chosen(division, registered):
    licence = read_licence(country="IE", number="123456", extra=division)
    assert compare(licence, "Ada Lovelace", "neurology", Record("Ada Lovelace", "active", division=registered)).is_match


def test_a_physician_chooses_among_specialities_of_physicians():
    assert "dentistry" not in dict(SPECIALITY_CHOICES)
    assert FOR_PHYSICIANS.keys() == dict(SPECIALITY_CHOICES).keys()
    with pytest.raises(ValidationError, match="speciality"):
        checked(make.claim_of(speciality="dentistry"))
