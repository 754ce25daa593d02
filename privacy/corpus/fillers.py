"""What stands in a template's slots: each filler writes one value; numbers have the form, and where there is one the check digit, of the real thing."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from stdnum import luhn

from privacy.checks.check_digits import is_medicare, is_nhi
from privacy.corpus.names import Names

Filler = Callable[["Writer"], str]
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(slots=True)
class Writer:
    """Draws values from one part of the names, by one seeded source of chance."""

    names: Names
    rng: random.Random

    def one(self, *options: str) -> str:
        return self.rng.choice(options)

    def digits(self, count: int, first: str = "0123456789") -> str:
        return self.rng.choice(first) + "".join(self.rng.choice("0123456789") for _ in range(count - 1))

    def letters(self, count: int, of: str = "ABCDEFGHJKLMNPRSTUVWXYZ") -> str:
        return "".join(self.rng.choice(of) for _ in range(count))


def grouped(digits: str, sizes: tuple[int, ...], sep: str) -> str:
    parts, at = [], 0
    for size in sizes:
        parts.append(digits[at : at + size])
        at += size
    return sep.join(parts)


def first(w: Writer) -> str:
    return w.rng.choice(w.names.first)


def last(w: Writer) -> str:
    return w.rng.choice(w.names.last)


def full(w: Writer) -> str:
    return f"{first(w)} {last(w)}"


def any_name(w: Writer) -> str:
    form = w.rng.randrange(10)
    if form == 0:
        return f"{w.letters(1)}. {last(w)}"
    if form == 1:
        return f"{last(w)}, {first(w)}"
    if form == 2:
        return full(w).upper()
    return full(w)


def phone(w: Writer) -> str:
    d = w.digits
    return w.one(
        f"07{d(3)} {d(6)}", f"+44 7{d(3)} {d(6)}", f"020 7{d(3)} {d(4)}", f"(01{d(2, '23456')}) {d(3, '23456')} {d(4)}", f"0113 {d(3, '23456')} {d(4)}",
        f"({w.one('415', '212', '617', '416')}) {d(3, '23456789')}-{d(4)}", f"{w.one('604', '303', '514')}-{d(3, '23456789')}-{d(4)}", f"+1 {w.one('202', '647')} {d(3, '23456789')} {d(4)}", f"1-800-{d(3, '23456789')}-{d(4)}", f"{w.one('514', '718')}.{d(3, '23456789')}.{d(4)}",
        f"04{d(2)} {d(3)} {d(3)}", f"(0{w.one('2', '3', '7', '8')}) {d(4, '6789')} {d(4)}", f"+61 4{d(2)} {d(3)} {d(3)}", f"021 {d(3, '234')} {d(4)}", f"+64 27 {d(3, '234')} {d(4)}", f"09 {d(3, '3456')} {d(4)}",
        f"08{w.one('2', '3', '4')} {d(3)} {d(4)}", f"+27 (0)82 {d(3)} {d(4)}", f"011 {d(3, '234')} {d(4)}", f"08{w.one('5', '6', '7')} {d(3)} {d(4)}", f"+353 87 {d(3)} {d(4)}", f"01 {d(3, '456')} {d(4)}", f"00353 1 {d(3, '456')} {d(4)}",
    )  # fmt: skip


def email(w: Writer) -> str:
    local = w.one("j.{0}", "{0}.{1}", "{0}{1}84", "the{0}s", "{0}_mum").format(
        w.letters(5).lower(), w.letters(4).lower()
    )
    domain = w.rng.choice(w.names.domains)
    form = w.rng.randrange(8)
    if form == 0:
        return f"{local} [at] {domain.replace('.', ' [dot] ')}"
    if form == 1:
        return f"{local}(at){domain}"
    return f"{local}@{domain}"


def url(w: Writer) -> str:
    word = w.letters(7).lower()
    return w.one(
        f"https://www.{word}.org/our-story",
        f"www.{word}.co.uk",
        f"http://{word}.blogspot.com/2019/04/post.html",
        f"{word}.co.za/family",
        f"facebook.com/{word}",
        f"https://gofundme.com/f/{word}",
        f"{word}.ie",
        f"@{word}",
    )


def ip(w: Writer) -> str:
    if w.rng.random() < 0.3:
        return "2001:db8:" + ":".join(f"{w.rng.randrange(1, 65535):x}" for _ in range(6))
    return ".".join(str(w.rng.randrange(1, 255)) for _ in range(4))


def nhs(w: Writer) -> str:
    while True:
        digits = w.digits(9)
        check = (11 - sum(int(d) * f for d, f in zip(digits, range(10, 1, -1), strict=True)) % 11) % 11
        if check != 10:
            return grouped(f"{digits}{check}", w.rng.choice([(3, 3, 4), (10,)]), w.one(" ", "-"))


def ssn(w: Writer) -> str:
    return grouped(w.digits(9, "1234578"), (3, 2, 4), w.one("-", "-", " "))


def sin(w: Writer) -> str:
    digits = w.digits(8, "1234567")
    return grouped(digits + luhn.calc_check_digit(digits), (3, 3, 3), w.one(" ", "-"))


def za_id(w: Writer) -> str:
    digits = f"{w.rng.randrange(40, 99)}{w.rng.randrange(1, 13):02}{w.rng.randrange(1, 28):02}{w.digits(4)}08"
    return digits + luhn.calc_check_digit(digits)


def medicare(w: Writer) -> str:
    while True:
        digits = w.digits(10, "23456")
        if is_medicare(digits):
            return grouped(digits, (4, 5, 1), w.one(" ", ""))


def nhi(w: Writer) -> str:
    while True:
        number = w.letters(3, "ABCDEFGHJKLMNPQRSTUVWXYZ") + w.digits(4)
        if is_nhi(number):
            return number


def pps(w: Writer) -> str:
    return w.digits(7) + w.letters(1, "ABCDEFGHIJKLMNOPQRSTUVW") + w.one("", "A")


def cued_id(w: Writer) -> str:
    return w.one(
        w.digits(7),
        w.digits(6),
        f"{w.letters(2)}{w.digits(6)}",
        f"{w.letters(1)}{w.digits(7)}",
        f"{w.digits(3)}-{w.digits(4)}",
        f"{w.digits(2)}/{w.digits(5)}",
        f"{w.letters(1)}{w.digits(4)}{w.letters(1)}",
    )


def shaped_id(w: Writer) -> str:
    return w.rng.choice([nhs, ssn, sin, za_id, medicare, nhi, pps])(w)


def postcode(w: Writer) -> str:
    d, letter = w.digits, w.letters
    return w.one(
        f"{w.one('LS', 'M', 'SW', 'EH', 'CF', 'BT', 'B')}{d(1, '123456789')} {d(1, '123456789')}{letter(2, 'ABDEFGHJLNPQRSTUWXYZ')}", f"{w.one('D', 'T', 'H')}{w.one('12', '12', '91') if False else '12'} {letter(1, 'ACDEFHKN')}{d(3)}", f"{letter(1, 'KLMNPRSTV')}{d(1)}{letter(1, 'ABCEGHJKLMNPRSTVWXYZ')} {d(1)}{letter(1, 'ABCEGHJKLMNPRSTVWXYZ')}{d(1)}",
    ) if w.rng.random() < 0.6 else w.one(f"{d(5, '123456789')}-{d(4)}", f"CA {d(5, '9')}", f"NSW 2{d(3)}", f"VIC 3{d(3)}", f"postcode {d(4, '12345')}", f"ZIP {d(5, '123')}")  # fmt: skip


def street(w: Writer) -> str:
    name, number = w.rng.choice(w.names.streets), w.rng.randrange(1, 240)
    return w.one(
        f"{number} {name}",
        f"{number} {name}",
        f"Flat {number % 9 + 1}, {number} {name}",
        f"{number}b {name}",
        f"{number}, {name}",
        f"PO Box {number * 7}",
    )


def date(w: Writer) -> str:
    y, m, d = w.rng.randrange(1990, 2025), w.rng.randrange(1, 13), w.rng.randrange(1, 29)
    name, short = MONTHS[m - 1], MONTHS[m - 1][:3]
    nth = {1: "st", 2: "nd", 3: "rd"}.get(d % 10, "th") if d not in (11, 12, 13) else "th"
    return w.one(f"{y}-{m:02}-{d:02}", f"{d}/{m}/{y}", f"{d:02}/{m:02}/{y % 100:02}", f"{d} {name} {y}", f"{name} {d}{nth}, {y}", f"the {d}{nth} of {name}", f"{d} {short}", f"{name} {y}", f"{d:02}.{m:02}.{y}", f"{d}-{short}-{y}", f"{short} {y}",
                 f"Tuesday {d} {name}", f"{d}{nth} {name} {y}", f"{name} {d}", f"{m:02}/{d:02}/{y}", f"{d:02}{short.upper()}{y}", f"{name} of {y}", f"{d} {short} '{y % 100:02}")  # fmt: skip


def age(w: Writer) -> str:
    n = w.rng.randrange(2, 97)
    word = w.one("seven", "nine", "twelve", "forty-two", "sixteen")
    return w.one(
        f"{n}-year-old",
        f"{n} year old",
        f"{n} yo",
        f"{n}yo",
        f"{n}M" if n > 9 else f"{n} yrs old",
        f"{n} y/o",
        f"aged {n}",
        f"{n} years of age",
        f"{word} years old",
        f"{n % 9 + 2} yrs {n % 11 + 1} months",
        f"{word}-year-old",
        f"age {n}",
        f"{n % 20 + 3} months old",
        f"{n} years old",
        f"{n}-yr-old",
    )


EPONYMS = "Marfan syndrome|Gaucher disease|Wilson disease|Wilson's disease|Ehlers-Danlos syndrome|Babinski sign|Down syndrome|Addison's disease|Fabry disease|Pompe disease|Kayser-Fleischer rings|Smith-Lemli-Opitz syndrome|Turner syndrome|Noonan syndrome|Hirschsprung disease|Crohn's disease|Gowers' sign|Prader-Willi syndrome|Tay-Sachs disease|Niemann-Pick disease type C|Parkinson's disease|Romberg test|Apgar score|Glasgow Coma Scale|Kernig's sign|Charcot-Marie-Tooth disease|Friedreich ataxia|Huntington's disease|Duchenne muscular dystrophy|Becker muscular dystrophy|Rett syndrome|Angelman syndrome|Dravet syndrome|Lennox-Gastaut syndrome|Williams syndrome|Alport syndrome|Bartter syndrome|von Willebrand disease|Hashimoto thyroiditis|Kawasaki disease|Sjögren's syndrome|Behçet's disease|Raynaud phenomenon|Guillain-Barré syndrome|Stevens-Johnson syndrome|tetralogy of Fallot|Brown-Séquard syndrome|McArdle disease|Hurler syndrome|Hunter syndrome|Morquio syndrome|Alexander disease|Canavan disease|Krabbe disease|Leigh syndrome|Kearns-Sayre syndrome|Treacher Collins syndrome|Cornelia de Lange syndrome|Rubinstein-Taybi syndrome|Klinefelter syndrome|Trousseau's sign|Chvostek sign|Murphy's sign|Tanner stage 3|Western blot|Coombs test"
EPONYM_LIST = tuple(EPONYMS.split("|"))
GENES = (
    "KMT2D",
    "FBN1",
    "GBA1",
    "c.1234A>G",
    "p.Arg12Cys",
    "NM_000138.5:c.3037G>A",
    "PMM2 c.422G>A (p.Arg141His)",
    "22q11.2",
    "46,XY",
    "47,XX,+21",
    "CFTR p.Phe508del",
    "SCN1A",
    "COL4A5",
    "ATP7B c.3207C>A",
    "BRCA2",
    "HEXA",
    "rs113993960",
    "chr7:117559590",
    "NP_000129.3",
    "p.(Gly551Asp)",
    "MT-TL1 m.3243A>G",
    "DMD exon 45 deletion",
    "15q11-q13",
    "Xp11.23",
)
DOSES = (
    "5 mg/kg",
    "12.5 g/dL",
    "140/90 mmHg",
    "0.5 mg twice daily",
    "1,000 mg",
    "37.8 °C",
    "3.2 mmol/L",
    "450 U/L",
    "20 mL/kg",
    "CK 12,400 U/L",
    "BP 140/90",
    "platelets 250 x 10^9/L",
    "Hb 9.8 g/dL",
    "2.5 SD",
    "GCS 15",
    "ECOG 2",
    "98%",
    "1 in 40,000",
    "HbA1c 48 mmol/mol",
    "creatinine 88 µmol/L",
    "NT-proBNP 1200 ng/L",
    "BMI 23.4 kg/m2",
    "power 4/5",
    "SpO2 94%",
    "6/12 vision",
)
CITES = (
    "Smith et al. 2019",
    "(Lancet 2019;393:1234-40)",
    "PMID 12345678",
    "doi:10.1000/xyz123",
    "(Müller et al., 2021)",
    "N Engl J Med 2015;372:2481-98",
    "Orphanet J Rare Dis 2020;15:12",
    "PMID: 31234567",
    "https://doi.org/10.1038/s41586-020-2308-7",
    "Kowalski and Jones (2018)",
    "NCT01234567",
    "(Nguyen et al. 2017)",
    "JAMA 2018;320(11):1140-50",
)
CODES = (
    "HP:0001250",
    "ORPHA:558",
    "ORPHA558",
    "OMIM 154700",
    "#154700",
    "ICD-10 E75.2",
    "ICD-11 LD2F",
    "MONDO:0007947",
    "HGNC:3603",
    "OMIM #277900",
    "MIM 607014",
    "SNOMED CT 19346006",
)
DRUGS = (
    "levetiracetam",
    "Keppra",
    "eculizumab",
    "penicillamine",
    "Vimizim",
    "miglustat",
    "prednisolone",
    "infliximab",
    "Augmentin",
    "valproate",
    "Epilim",
    "nusinersen",
    "Spinraza",
    "metformin",
    "atenolol",
    "losartan",
    "Calpol",
    "vigabatrin",
    "sirolimus",
    "Kalydeco",
)
TIMES = (
    "month 3 of illness",
    "day 10",
    "for 3 years",
    "over 6 months",
    "at 3 months' gestation",
    "two weeks later",
    "for the past 18 months",
    "within 48 hours",
    "every 6 months",
    "after 5 days",
    "week 12 of treatment",
    "since 2015",
    "in 2019",
    "at 32 weeks' gestation",
    "the second week of illness",
    "three times a week",
    "six months after onset",
    "1 year before",
    "at 28 weeks of gestation",
)
ORIGINS = (
    "South African",
    "British",
    "Canada",
    "Irish",
    "New Zealand",
    "Polish",
    "Zulu",
    "Nigerian",
    "Māori",
    "Australian",
)


def mixed(*options: str) -> Filler:
    return lambda w: w.rng.choice(options)


SPANS: dict[str, tuple[str, Filler]] = {
    "first": ("person", first), "last": ("person", last), "full": ("person", full), "name": ("person", any_name),
    "phone": ("phone", phone), "email": ("email", email), "url": ("url", url), "ip": ("ip", ip), "id": ("id_number", cued_id), "shaped": ("id_number", shaped_id),
    "postcode": ("postcode", postcode), "street": ("street", street), "date": ("date", date), "age": ("age", age),
    "town": ("place", lambda w: w.rng.choice(w.names.towns)), "hospital": ("facility", lambda w: w.rng.choice(w.names.hospitals)),
    "school": ("facility", lambda w: w.rng.choice(w.names.schools)), "employer": ("facility", lambda w: w.rng.choice(w.names.employers)),
}  # fmt: skip
CLEAN: dict[str, tuple[str, Filler]] = {
    "eponym": ("eponym", mixed(*EPONYM_LIST)), "gene": ("gene", mixed(*GENES)), "dose": ("dose", mixed(*DOSES)), "cite": ("citation", mixed(*CITES)),
    "code": ("code", mixed(*CODES)), "drug": ("drug", mixed(*DRUGS)), "time": ("relative time", mixed(*TIMES)), "origin": ("country", mixed(*ORIGINS)),
}  # fmt: skip
