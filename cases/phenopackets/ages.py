"""From the ages and onsets of a phenopacket to the bands of a case, and back. An exact age is read here and goes no further."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeVar

from cases.bands import AgeBand, Onset

DURATION = re.compile(
    r"P(?=\d|T\d)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:\d{1,5}H)?(?:\d{1,5}M)?(?:\d{1,6}(?:\.\d{1,9})?S)?)?"
)
Band = TypeVar("Band")
MONTHS, DAYS = 12, 365.25
NEWBORN = 28 / DAYS + 1e-9

# In years: the first band whose bound an age is below.
AGE_BANDS: Sequence[tuple[float, AgeBand]] = (
    (NEWBORN, AgeBand.NEWBORN), (1, AgeBand.INFANT), (6, AgeBand.TODDLER), (12, AgeBand.SCHOOL), (18, AgeBand.TEEN),
    (30, AgeBand.A18), (40, AgeBand.A30), (50, AgeBand.A40), (60, AgeBand.A50), (70, AgeBand.A60), (90, AgeBand.A70),
    (float("inf"), AgeBand.A90),
)  # fmt: skip
ONSETS: Sequence[tuple[float, Onset]] = (
    (NEWBORN, Onset.NEONATAL), (1, Onset.INFANTILE), (6, Onset.CHILDHOOD), (16, Onset.JUVENILE),
    (40, Onset.YOUNG_ADULT), (60, Onset.MIDDLE_AGE), (float("inf"), Onset.LATE),
)  # fmt: skip

# Finer classes of HPO below the ones a case knows. Adult (HP:0003581) and pediatric onset (HP:0410280) span several.
FINER: Mapping[str, Onset] = {
    "HP:0011460": Onset.ANTENATAL,  # embryonal
    "HP:0011461": Onset.ANTENATAL,  # fetal
    "HP:0034199": Onset.ANTENATAL,  # late first trimester
    "HP:0034198": Onset.ANTENATAL,  # second trimester
    "HP:0034197": Onset.ANTENATAL,  # third trimester
    "HP:0003577": Onset.NEONATAL,  # congenital
    "HP:0025708": Onset.YOUNG_ADULT,  # early
    "HP:0025709": Onset.YOUNG_ADULT,  # intermediate
    "HP:0025710": Onset.YOUNG_ADULT,  # late
}


class Span(NamedTuple):
    """The youngest and the oldest age of a band, as a phenopacket writes them."""

    start: str
    end: str


SPANS: Mapping[str, Span] = {
    AgeBand.NEWBORN: Span("P0D", "P28D"),
    AgeBand.INFANT: Span("P29D", "P11M"),
    AgeBand.TODDLER: Span("P1Y", "P5Y11M"),
    AgeBand.SCHOOL: Span("P6Y", "P11Y11M"),
    AgeBand.TEEN: Span("P12Y", "P17Y11M"),
    AgeBand.A18: Span("P18Y", "P29Y11M"),
    AgeBand.A30: Span("P30Y", "P39Y11M"),
    AgeBand.A40: Span("P40Y", "P49Y11M"),
    AgeBand.A50: Span("P50Y", "P59Y11M"),
    AgeBand.A60: Span("P60Y", "P69Y11M"),
    AgeBand.A70: Span("P70Y", "P89Y11M"),
    AgeBand.A90: Span("P90Y", "P130Y"),
}


def years_of(duration: str) -> float | None:
    """Return an ISO 8601 duration in years; None for what is none. Hours and less are nothing beside the bands."""
    found = DURATION.fullmatch(duration.strip())
    if not found:
        return None
    years, months, weeks, days = (int(part or 0) for part in found.groups())
    return years + months / MONTHS + (weeks * 7 + days) / DAYS


def age_band_of(start: str, end: str | None = None) -> AgeBand | None:
    """Return the band in which an age, or all of a range, lies."""
    bands = {below(years, AGE_BANDS) for years in map(years_of, (start, end or start)) if years is not None}
    return bands.pop() if len(bands) == 1 and is_range(start, end) else None


def onset_of_age(start: str, end: str | None = None) -> Onset | None:
    onsets = {below(years, ONSETS) for years in map(years_of, (start, end or start)) if years is not None}
    return onsets.pop() if len(onsets) == 1 and is_range(start, end) else None


def is_range(start: str, end: str | None) -> bool:
    return years_of(start) is not None and years_of(end or start) is not None


def onset_of_class(term: str) -> Onset | None:
    return Onset(term) if term in Onset.values else FINER.get(term)


def below(years: float, bands: Sequence[tuple[float, Band]]) -> Band:
    return next(band for bound, band in bands if years < bound)
