"""How licences look in each country: one row a country, nothing else has to be changed to add one.

A format is a filter for typing errors, never a proof: numbers are public. Sources of the formats: NPI check digit, CMS
"Requirements for National Provider Identifier" (Luhn over 80840 and the number); GMC reference number, NHS Data Dictionary;
Ahpra registration number, HL7 AU Base; HPI person number, New Zealand HPI; MINC, Medical Council of Canada. Formats of Ireland,
New Zealand and the Canadian provinces are common knowledge, not published rules: they are wide on purpose.
"""

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
class College:
    """The register of one part of a country, with its own form where it is narrower than the country's."""

    name: str
    address: str
    form: str = ""
    example: str = ""
    pattern: str = ""
    prefixes: tuple[str, ...] = ()  # what people write in front of its numbers


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
    colleges: Mapping[str, College] = field(default_factory=dict)  # where each region has a register of its own
    prefixes: tuple[str, ...] = ()  # what people write in front of the number; of colleges, see there
    document: str = ""  # what shows a licence in this country
    extra: SecondField | None = None
    states_speciality: bool = False  # the register says a doctor's speciality, and the claim has to fit it

    @property
    def name(self) -> str:
        return COUNTRIES[self.code]

    def college(self, region: str) -> College:
        """Return the register of a region; where there is one for the whole country, that."""
        return self.colleges.get(region) or College(self.register, self.address)

    def owners(self) -> dict[str, str]:
        """Return the region of each prefix; empty where the register is the whole country's."""
        regional = {prefix: region for region, college in self.colleges.items() for prefix in college.prefixes}
        return dict.fromkeys(self.prefixes, "") | regional

    def number_pattern(self, region: str) -> str:
        return self.college(region).pattern or self.pattern

    def expected(self, region: str) -> str:
        """Say what a number of this register looks like."""
        college = self.college(region)
        return f"{college.form or self.form}, for example {college.example or self.example}"


US_STATES = {
    **{"AL": "Alabama", "AK": "Alaska", "AS": "American Samoa", "AZ": "Arizona", "AR": "Arkansas"},
    **{"CA": "California", "CO": "Colorado", "CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia"},
    **{"FL": "Florida", "GA": "Georgia", "GU": "Guam", "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois"},
    **{"IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine"},
    **{"MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi"},
    **{"MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire"},
    **{"NJ": "New Jersey", "NM": "New Mexico", "NY": "New York", "NC": "North Carolina", "ND": "North Dakota"},
    **{"MP": "Northern Mariana Islands", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania"},
    **{"PR": "Puerto Rico", "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee"},
    **{"TX": "Texas", "UT": "Utah", "VT": "Vermont", "VI": "Virgin Islands", "VA": "Virginia", "WA": "Washington"},
    **{"WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming"},
}
PROVINCES = {
    **{"AB": "Alberta", "BC": "British Columbia", "MB": "Manitoba", "NB": "New Brunswick"},
    **{"NL": "Newfoundland and Labrador", "NS": "Nova Scotia", "NT": "Northwest Territories", "NU": "Nunavut"},
    **{"ON": "Ontario", "PE": "Prince Edward Island", "QC": "Quebec", "SK": "Saskatchewan", "YT": "Yukon"},
}
COLLEGES = {
    "AB": College("College of Physicians and Surgeons of Alberta", "cpsa.ca", prefixes=("CPSA", "CPSAB")),
    "BC": College("College of Physicians and Surgeons of British Columbia", "cpsbc.ca", prefixes=("CPSBC",)),
    "MB": College("College of Physicians and Surgeons of Manitoba", "cpsm.mb.ca", prefixes=("CPSM", "CPSMB")),
    "NB": College("College of Physicians and Surgeons of New Brunswick", "cpsnb.org", prefixes=("CPSNB",)),
    "NL": College("College of Physicians and Surgeons of Newfoundland and Labrador", "cpsnl.ca", prefixes=("CPSNL",)),
    "NS": College("College of Physicians and Surgeons of Nova Scotia", "cpsns.ns.ca", prefixes=("CPSNS",)),
    "NT": College("Professional licensing of the Northwest Territories", "hss.gov.nt.ca"),
    "NU": College("Professional licensing of Nunavut", "gov.nu.ca"),
    "ON": College(
        "College of Physicians and Surgeons of Ontario",
        "cpso.on.ca",
        "five or six digits",
        "54321",
        r"\d{5,6}",
        ("CPSO", "CPSON"),
    ),
    "PE": College(
        "College of Physicians and Surgeons of Prince Edward Island", "cpspei.ca", prefixes=("CPSPEI", "CPSPE")
    ),
    "QC": College("Collège des médecins du Québec", "cmq.org", prefixes=("CMQ", "CPSQ")),
    "SK": College("College of Physicians and Surgeons of Saskatchewan", "cps.sk.ca", prefixes=("CPSS", "CPSSK")),
    "YT": College("Yukon Medical Council", "yukonmedicalcouncil.ca", prefixes=("YMC",)),
}
IRISH_DIVISIONS = {
    "GENERAL": "General division",
    "SPECIALIST": "Specialist division",
    "TRAINEE": "Trainee specialist division",
    "SUPERVISED": "Supervised division",
    "VISITINGEEA": "Visiting EEA division",
    "INTERNSHIP": "Internship division",
}


def npi_is_sound(number: str) -> bool:
    """Check the tenth digit: Luhn over the prefix 80840 and the number. One random number in ten passes."""
    return luhn.is_valid("80840" + number)


def without_letter_c(number: str) -> str:
    """Data sets write a GMC number as C and seven digits."""
    return number.removeprefix("C")


def without_leading_zeros(number: str) -> str:
    """Six digits are the least, so zeros stay where there are fewer."""
    return "MP" + number.removeprefix("MP").lstrip("0").zfill(6)


RULES: dict[str, CountryRules] = {
    rules.code: rules
    for rules in (
        CountryRules(
            code="US",
            register="National Plan and Provider Enumeration System (NPPES)",
            address="npiregistry.cms.hhs.gov",
            number_label="National Provider Identifier (NPI)",
            form="ten digits, the first a 1 or 2, the last a check digit",
            example="1234567893",
            pattern=r"[12]\d{9}",
            is_sound=npi_is_sound,
            warning="Entries are partly self-reported, and “not found” can mean deactivated: compare the state licence too.",
            prefixes=("NPI",),
            document="your state licence or its wallet card",
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
            prefixes=("GMC",),
            document="your certificate of registration, or a screenshot of it in GMC Online",
            warning="Look for “registered with a licence to practise”: without the licence the registration does not count.",
        ),
        CountryRules(
            code="CA",
            register="College of the province",
            address="",
            number_label="Licence number of the college",
            form="3 to 6 digits, in some provinces after a letter",
            example="54321",
            pattern=r"[A-Z]?\d{3,6}",
            regions=PROVINCES,
            region_label="Province or territory",
            colleges=COLLEGES,
            document="the certificate or permit of your college",
        ),
        CountryRules(
            code="AU",
            register="Ahpra and the Medical Board of Australia",
            address="ahpra.gov.au",
            number_label="Ahpra registration number",
            form="MED and ten digits",
            example="MED0001234567",
            pattern=r"MED\d{10}",
            prefixes=("AHPRA",),
            document="your certificate of registration of Ahpra",
            warning="Non-practising, student and lapsed registrations do not count.",
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
            prefixes=("HPCSA",),
            document="your practising card of the HPCSA",
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
            prefixes=("IMC", "MCRN"),
            document="your certificate of registration of the Medical Council",
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
            prefixes=("MCNZ",),
            document="your annual practising certificate",
            warning="Without a current practising certificate the registration does not count.",
            extra=SecondField(
                "HPI person number, if you know it", "two digits and four letters, like 99ZZRT", r"\d{2}[A-Z]{4}"
            ),
        ),
    )
}
