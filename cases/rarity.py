"""How many people a description could be of. Fewer than ten, and a person looks: a band may have to be wider. Pure functions.

Two counts, either of which can be too small:

* in the hub: cases of the same country, age band and sex that show every sign of this one (`Shared`, counted by
  `cases.desk.querysets.shared_by`). In a young hub nearly every case is alone; that is why a person decides, and why
  the way to more is shown: how many there are without the sex, the age band or the country.
* in the country: people with a disease that the case names. Prevalence per 100 000 (Orphanet) × population × share of
  the age band × share of the sex. Populations are rounded from the UN's World Population Prospects 2024; the share of an
  age band is its years of 80, an even spread, and a sex is half. That is rough, and meant for orders of magnitude only.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from cases.bands import AgeBand, Sex

ENOUGH = 10
MILLION = 1_000_000
PEOPLE: dict[str, int] = {
    "US": 345 * MILLION,
    "GB": 69 * MILLION,
    "CA": 40 * MILLION,
    "AU": 27 * MILLION,
    "ZA": 64 * MILLION,
    "IE": 5 * MILLION,
    "NZ": 5 * MILLION,
}
LIFE = 80  # years over which an even spread is taken
YEARS: dict[str, float] = {
    AgeBand.NEWBORN: 28 / 365,
    AgeBand.INFANT: 1,
    AgeBand.TODDLER: 5,
    AgeBand.SCHOOL: 6,
    AgeBand.TEEN: 6,
    AgeBand.A70: 10,
    AgeBand.A90: 1,
}
TEN_YEARS = 10.0


@dataclass(frozen=True, slots=True)
class Shared:
    """How many cases of the hub show the same signs, this one included: with the same bands, and with one of them left open."""

    alike: int
    any_sex: int
    any_age: int
    any_country: int


@dataclass(frozen=True, slots=True)
class Named:
    """A disease that a case names, and how many in 100 000 have it."""

    name: str
    per_100000: float


@dataclass(frozen=True, slots=True)
class Rare:
    """One count that is too small: of whom, and what would widen it."""

    code: str  # "hub" or "disease"
    count: int
    sentence: str


def rare_in(shared: Shared, named: Iterable[Named], *, country: str, age_band: str, sex: str) -> list[Rare]:
    """Return what makes a case too easy to recognise; nothing if ten or more could be meant each time."""
    found = [rare_in_hub(shared)] if shared.alike < ENOUGH else []
    for disease in named:
        people = expected(disease.per_100000, country=country, age_band=age_band, sex=sex)
        if people < ENOUGH:
            found.append(rare_disease(disease.name, people))
    return found


def rare_in_hub(shared: Shared) -> Rare:
    with_this = f"{shared.alike} case{'' if shared.alike == 1 else 's'}"
    sentence = (
        f"The hub holds {with_this} with this country, age, sex and these signs, this one counted. "
        f"Without the sex it would be {shared.any_sex}, with any age {shared.any_age}, in any country {shared.any_country}."
    )
    return Rare("hub", shared.alike, sentence)


def rare_disease(name: str, people: float) -> Rare:
    about = "fewer than one person" if people < 1 else f"about {people:.0f} people"
    sentence = f"“{name}” is named. By its prevalence, {about} of this age and sex in the country would have it."
    return Rare("disease", int(people), sentence)


def expected(per_100000: float, *, country: str, age_band: str, sex: str) -> float:
    """Return how many people of a country, age band and sex have a disease; of everybody where a band is not told."""
    people = PEOPLE.get(country, sum(PEOPLE.values()))
    share = YEARS.get(age_band, TEN_YEARS) / LIFE if age_band else 1.0
    half = 0.5 if sex in (Sex.FEMALE, Sex.MALE) else 1.0
    return per_100000 / 100_000 * people * min(share, 1.0) * half


def combination(*bands: str, signs: Iterable[int], words: Iterable[str]) -> str:
    """Return one text for what was looked at, so that a changed band is looked at anew."""
    return "|".join([*bands, ",".join(map(str, sorted(signs))), ",".join(sorted(words))])
