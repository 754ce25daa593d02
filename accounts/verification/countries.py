"""How licences look in each country: one row a country, nothing else has to be changed to add one.

A format is a filter for typing errors, never a proof: numbers are public. Sources of the formats: NPI check digit, CMS
"Requirements for National Provider Identifier" (Luhn over 80840 and the number); GMC reference number, NHS Data Dictionary;
Ahpra registration number, HL7 AU Base; HPI person number, New Zealand HPI; MINC, Medical Council of Canada. Formats of Ireland,
New Zealand and the Canadian provinces are common knowledge, not published rules: they are wide on purpose.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from stdnum import luhn

from common.countries import COUNTRIES


@dataclass(frozen=True, slots=True)
class SecondField:
    """What a register asks for beside the number. `pattern` is held against the text in capitals without spaces."""

    label: str
    form: str  # the expected form, in words
    pattern: str
    is_required: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CountryRules:
    """`pattern` is held against the number in capitals without spaces, dots and dashes."""

    code: str
    register: str
    address: str  # where a reviewer looks by hand
    number_label: str
    form: str
    example: str  # looks right and belongs to nobody we know of
    pattern: str
    is_sound: Callable[[str], bool] = lambda number: True
    canonical: Callable[[str], str] = lambda number: number
    warning: str = ""  # shown to the reviewer
    regions: Mapping[str, str] = field(default_factory=dict)  # empty: one register for the whole country
    region_label: str = ""
    region_patterns: Mapping[str, str] = field(default_factory=dict)
    extra: SecondField | None = None
    states_speciality: bool = False  # the register says a doctor's speciality, and the claim has to fit it

    @property
    def name(self) -> str:
        return COUNTRIES[self.code]


US_STATES = {
    **{"AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado"},
    **{"CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia", "FL": "Florida", "GA": "Georgia"},
    **{"GU": "Guam", "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas"},
    **{"KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan"},
    **{"MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada"},
    **{"NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York", "NC": "North Carolina"},
    **{"ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania"},
    **{"PR": "Puerto Rico", "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee"},
    **{"TX": "Texas", "UT": "Utah", "VT": "Vermont", "VI": "Virgin Islands", "VA": "Virginia", "WA": "Washington"},
    **{"WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming"},
}
PROVINCES = {
    **{"AB": "Alberta", "BC": "British Columbia", "MB": "Manitoba", "NB": "New Brunswick"},
    **{"NL": "Newfoundland and Labrador", "NS": "Nova Scotia", "NT": "Northwest Territories", "NU": "Nunavut"},
    **{"ON": "Ontario", "PE": "Prince Edward Island", "QC": "Quebec", "SK": "Saskatchewan", "YT": "Yukon"},
}
IRISH_DIVISIONS = {
    "GENERAL": "General division",
    "SPECIALIST": "Specialist division",
    "TRAINEE": "Trainee specialist division",
    "SUPERVISED": "Supervised division",
}


def npi_is_sound(number: str) -> bool:
    """Check the tenth digit: Luhn over the prefix 80840 and the number. One random number in ten passes."""
    return luhn.is_valid("80840" + number)


def without_letter_c(number: str) -> str:
    """Data sets write a GMC number as C and seven digits."""
    return number.removeprefix("C")


def without_leading_zeros(number: str) -> str:
    return re.sub(r"^MP0*", "MP", number)


RULES: dict[str, CountryRules] = {
    rules.code: rules
    for rules in (
        CountryRules(
            code="US",
            register="National Plan and Provider Enumeration System",
            address="npiregistry.cms.hhs.gov",
            number_label="National Provider Identifier (NPI)",
            form="ten digits, the first a 1 or 2, the last a check digit",
            example="1234567893",
            pattern=r"[12]\d{9}",
            is_sound=npi_is_sound,
            warning="Entries are partly self-reported, and “not found” can mean deactivated: compare the state licence too.",
            regions=US_STATES,
            region_label="State of the licence",
            extra=SecondField(
                "State licence number", "3 to 15 letters and digits", r"[A-Z0-9]{3,15}", is_required=True
            ),
        ),
        CountryRules(
            code="GB",
            register="General Medical Council",
            address="gmc-uk.org",
            number_label="GMC reference number",
            form="seven digits",
            example="1234567",
            pattern=r"C?\d{7}",
            canonical=without_letter_c,
        ),
        CountryRules(
            code="CA",
            register="College of the province",
            address="the college of the province",
            number_label="Licence number of the college",
            form="3 to 6 digits, in some provinces after a letter",
            example="54321",
            pattern=r"[A-Z]?\d{3,6}",
            regions=PROVINCES,
            region_label="Province or territory",
            region_patterns={"ON": r"\d{5,6}"},
        ),
        CountryRules(
            code="AU",
            register="Ahpra and the Medical Board of Australia",
            address="ahpra.gov.au",
            number_label="Ahpra registration number",
            form="MED and ten digits",
            example="MED0001234567",
            pattern=r"MED\d{10}",
        ),
        CountryRules(
            code="ZA",
            register="Health Professions Council of South Africa",
            address="hpcsa.co.za",
            number_label="HPCSA registration number",
            form="MP and six to eight digits, leading zeros allowed",
            example="MP0123456",
            pattern=r"MP0*\d{6,8}",
            canonical=without_leading_zeros,
            warning="The width of these numbers varies: compare without leading zeros.",
        ),
        CountryRules(
            code="IE",
            register="Medical Council of Ireland",
            address="medicalcouncil.ie",
            number_label="Registration number",
            form="five or six digits",
            example="123456",
            pattern=r"\d{5,6}",
            warning="The register states division and speciality: both have to fit.",
            extra=SecondField(
                "Division of the register", "one of the divisions", r"[A-Z]+", is_required=True, choices=IRISH_DIVISIONS
            ),
            states_speciality=True,
        ),
        CountryRules(
            code="NZ",
            register="Medical Council of New Zealand",
            address="mcnz.org.nz",
            number_label="MCNZ registration number",
            form="four to six digits",
            example="12345",
            pattern=r"\d{4,6}",
            extra=SecondField(
                "HPI person number, if you know it", "two digits and four letters, like 99ZZRT", r"\d{2}[A-Z]{4}"
            ),
        ),
    )
}
