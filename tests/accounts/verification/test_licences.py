import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from accounts.verification.countries import RULES
from accounts.verification.licences import fingerprint, read_licence
from common.countries import COUNTRIES

STATE = {"region": "NY", "extra": "ABC-123456"}
DIVISION = {"extra": "Specialist"}
VALID = [
    ("US", "1234567893", STATE, "1234567893"),
    ("US", "123 456 7893", STATE, "1234567893"),
    ("US", "2000000002", STATE, "2000000002"),
    ("GB", "1234567", {}, "1234567"),
    ("GB", "0000001", {}, "0000001"),
    ("GB", "c1234567", {}, "1234567"),
    ("CA", "54321", {"region": "ON"}, "54321"),
    ("CA", "123456", {"region": "on"}, "123456"),
    ("CA", "R1234", {"region": "QC"}, "R1234"),
    ("AU", "MED0001234567", {}, "MED0001234567"),
    ("AU", "med 0001 234 567", {}, "MED0001234567"),
    ("ZA", "MP0123456", {}, "MP123456"),
    ("ZA", "MP 123456", {}, "MP123456"),
    ("ZA", "mp 12345678", {}, "MP12345678"),
    ("ZA", "MP00012345678", {}, "MP12345678"),
    ("GB", "GMC 1234567", {}, "1234567"),
    ("CA", "CPSO 54321", {"region": "ON"}, "54321"),
    ("US", "NPI 1234567893", STATE, "1234567893"),
    ("IE", "12345", DIVISION, "12345"),
    ("IE", "123456", DIVISION, "123456"),
    ("NZ", "1234", {}, "1234"),
    ("NZ", "123456", {"extra": "99zzrt"}, "123456"),
    ("GB", "GMC: 1234567", {}, "1234567"),
    ("GB", "GMC No 1234567", {}, "1234567"),
    ("GB", "GMC reference number: C1234567", {}, "1234567"),
    ("GB", "No. 1234567", {}, "1234567"),
    ("US", "NPI# 1234567893", STATE, "1234567893"),
    ("IE", "MCRN 123456", DIVISION, "123456"),
    ("IE", "123456", {"extra": "Visiting EEA"}, "123456"),
    ("IE", "123456", {"extra": "Internship"}, "123456"),
    ("AU", "AHPRA MED0001234567", {}, "MED0001234567"),
    ("ZA", "HPCSA MP 0123456", {}, "MP123456"),
    ("ZA", "MP000123", {}, "MP000123"),
    ("NZ", "MCNZ nr 12345", {}, "12345"),
    ("CA", "CPSO #54321", {"region": "ON"}, "54321"),
    ("CA", "C.P.S.O. 54321", {"region": "ON"}, "54321"),
    ("CA", "CPSAB 12345", {"region": "AB"}, "12345"),
    ("CA", "CPSA B12345", {"region": "AB"}, "B12345"),
    ("CA", "CPSA 012345", {"region": "AB"}, "012345"),
    ("CA", "CPSSK 12345", {"region": "SK"}, "12345"),
    ("CA", "CPSBC 54321", {"region": "BC"}, "54321"),
]
INVALID = [
    ("US", "1234567890", STATE, "number", "check digit"),
    ("US", "3234567893", STATE, "number", "ten digits"),
    ("US", "123456789", STATE, "number", "ten digits"),
    ("US", "12345678931", STATE, "number", "ten digits"),
    ("US", "1234567893", {"extra": "ABC123"}, "region", "state of the licence"),
    ("US", "1234567893", {"region": "NY"}, "extra", "Give the state licence number: 3 to 15"),
    ("US", "1234567893", {"region": "ON", "extra": "ABC123"}, "region", "state of the licence"),
    ("GB", "123456", {}, "number", "seven digits"),
    ("GB", "12345678", {}, "number", "seven digits"),
    ("GB", "L123456", {}, "number", "seven digits"),
    ("GB", "1234567", {"region": "NY"}, "region", "no regions"),
    ("CA", "54321", {}, "region", "province"),
    ("CA", "1234", {"region": "ON"}, "number", "five or six digits"),
    ("CA", "1234567", {"region": "ON"}, "number", "five or six digits"),
    ("CA", "12", {"region": "AB"}, "number", "3 to 6 digits"),
    ("AU", "MED123456789", {}, "number", "MED and ten digits"),
    ("AU", "MED12345678901", {}, "number", "MED and ten digits"),
    ("AU", "NMW0001234567", {}, "number", "MED and ten digits"),
    ("ZA", "MP12345", {}, "number", "MP and six to eight digits"),
    ("ZA", "123456", {}, "number", "MP and six to eight digits"),
    ("ZA", "MP123456789", {}, "number", "MP and six to eight digits"),
    ("IE", "1234", DIVISION, "number", "five or six digits"),
    ("IE", "1234567", DIVISION, "number", "five or six digits"),
    ("IE", "12345", {}, "extra", "Choose the division of the register you are in."),
    ("IE", "12345", {"extra": "Surgery"}, "extra", "This is no division of the register."),
    ("NZ", "123", {}, "number", "four to six digits"),
    ("NZ", "1234567", {}, "number", "four to six digits"),
    ("NZ", "12345", {"extra": "99ZZR"}, "extra", "99ZZRT"),
    ("GB", "１２３４５６７", {}, "number", "seven digits"),
    ("GB", "", {}, "number", "Write your GMC reference number. The expected form is seven digits"),
    ("CA", " - ", {"region": "AB"}, "number", "Write your licence number of the college."),
    ("AU", "Ahpra No", {}, "number", "Write your Ahpra registration number."),
    ("US", "", STATE, "number", "Write your National Provider Identifier (NPI)."),
    ("IE", "", DIVISION, "number", "Write your registration number."),
    ("CA", "CPSBC 54321", {"region": "ON"}, "number", "register of British Columbia, and you chose Ontario"),
    ("CA", "CPSO 54321", {"region": "AB"}, "number", "register of Ontario, and you chose Alberta"),
    ("CA", "CPSA 12345", {"region": "SK"}, "number", "register of Alberta, and you chose Saskatchewan"),
    ("GB", "CPSO 1234567", {}, "number", "seven digits"),
    ("GB", "0000000", {}, "number", "seven digits"),
    ("ZA", "MP000000", {}, "number", "MP and six to eight digits"),
    ("CA", "A000", {"region": "AB"}, "number", "3 to 6 digits"),
    ("AU", "MED0000000000", {}, "number", "MED and ten digits"),
    ("FR", "1234567", {}, "country", "countries of the network"),
]


@pytest.mark.parametrize(("country", "number", "rest", "expected"), VALID)
def test_a_valid_number_is_taken_in_whatever_way_it_is_written(country, number, rest, expected):
    assert read_licence(country=country, number=number, **rest).number == expected


@pytest.mark.parametrize("sample", INVALID, ids=str)
def test_an_invalid_number_is_refused_by_field_with_the_expected_form(sample):
    country, number, rest, field, form = sample
    with pytest.raises(ValidationError) as refusal:
        read_licence(country=country, number=number, **rest)
    assert form in " ".join(refusal.value.message_dict[field])


def test_every_country_of_the_network_has_its_row_and_its_example_is_valid():
    assert set(RULES) == set(COUNTRIES)
    for code, rules in RULES.items():
        region = next(iter(rules.regions), "")
        region = "ON" if code == "CA" else region
        extra = next(iter(rules.extra.choices), "ABC123") if rules.extra and rules.extra.is_required else ""
        assert read_licence(country=code, number=rules.example, region=region, extra=extra)


def test_all_that_is_wrong_is_said_at_once():
    with pytest.raises(ValidationError) as refusal:
        read_licence(country="US", number="1", region="", extra="")
    assert set(refusal.value.message_dict) == {"number", "region", "extra"}


@given(st.integers(min_value=10**9, max_value=3 * 10**9 - 1))
def test_an_npi_passes_exactly_with_its_check_digit(number):
    """Luhn over 80840 and the number, computed here digit by digit."""
    digits = [int(digit) for digit in f"80840{number}"]
    doubled = [digit if place % 2 else sum(divmod(digit * 2, 10)) for place, digit in enumerate(reversed(digits), 1)]
    is_sound = sum(doubled) % 10 == 0
    assert luhn.is_valid(f"80840{number}") == is_sound
    try:
        read_licence(country="US", number=str(number), **STATE)
        assert is_sound
    except ValidationError:
        assert not is_sound


@given(st.sampled_from(sorted(RULES)), st.text(max_size=60), st.text(max_size=12), st.text(max_size=60))
def test_whatever_is_typed_is_taken_or_refused_and_never_breaks(country, number, region, extra):
    try:
        licence = read_licence(country=country, number=number, region=region, extra=extra)
    except ValidationError as refusal:
        assert set(refusal.message_dict) <= {"number", "region", "extra"}
    else:
        assert licence.number.isascii()
        again = read_licence(country=country, number=licence.number, region=licence.region, extra=licence.extra)
        assert fingerprint(again) == fingerprint(licence)


ASCII = st.characters(codec="ascii")


@st.composite
def typed(draw):
    """What somebody of any country types in, of the form of its register, with or without the register's name in front."""
    rules = RULES[draw(st.sampled_from(sorted(RULES)))]
    region = draw(st.sampled_from(sorted(rules.regions) or [""]))
    number = draw(st.from_regex(rules.number_pattern(region), fullmatch=True, alphabet=ASCII))
    names = [name for name, owner in rules.owners().items() if owner in ("", region)]
    name = draw(st.sampled_from(["", *names])) + draw(st.sampled_from([" ", ": ", " No. ", " #"]))
    extra = ""
    if rules.extra:
        extra = draw(st.sampled_from(sorted(rules.extra.choices)) if rules.extra.choices else extras(rules.extra))
    return {"country": rules.code, "number": name + number, "region": region, "extra": extra}


def extras(field):
    written = st.from_regex(field.pattern, fullmatch=True, alphabet=ASCII)
    return written if field.is_required else st.just("") | written


@given(typed())
def test_what_is_kept_reads_back_as_itself(values):
    try:
        licence = read_licence(**values)
    except ValidationError as refusal:
        assert "check digit" in " ".join(refusal.messages) or not any(
            digit in values["number"] for digit in "123456789"
        )
        return
    again = read_licence(country=licence.country, number=licence.number, region=licence.region, extra=licence.extra)
    assert again == licence
    assert values["number"].upper().replace(" ", "")[-3:] == licence.number[-3:]


def test_one_licence_has_one_fingerprint_and_two_registers_never_share_one():
    def mark(country, number, **rest):
        return fingerprint(read_licence(country=country, number=number, **rest))

    assert mark("ZA", "MP 0123456") == mark("ZA", "mp123456")
    assert mark("GB", "C1234567") == mark("GB", "1234567")
    assert mark("CA", "54321", region="ON") != mark("CA", "54321", region="BC")
    assert mark("IE", "123456", **DIVISION) == mark("IE", "123456", extra="General")
    assert mark("US", "1234567893", **STATE) == mark("US", "1234567893", region="CA", extra="X999")
    assert mark("NZ", "12345") != mark("IE", "12345", **DIVISION)


def test_a_fingerprint_cannot_be_made_without_the_key(settings):
    licence = read_licence(country="GB", number="1234567")
    before = fingerprint(licence)
    settings.LICENCE_KEY = "another"
    assert fingerprint(licence) != before
