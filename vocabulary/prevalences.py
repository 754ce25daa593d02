"""Orphanet's epidemiological rows in readers' words, and the one that stands for the disease."""

import re
from collections.abc import Iterable, Sequence

from vocabulary.facts import WIDE_PLACES, PrevalenceFact

THIN = "\u202f"  # narrow no-break space
SILENT_BANDS = frozenset({"", "no data", "Unknown", "Not yet documented"})
KINDS = ("Point prevalence", "Prevalence at birth", "Annual incidence", "Lifetime Prevalence")
BANDS = ("<1 / 1 000 000", "1-9 / 1 000 000", "1-9 / 100 000", "1-5 / 10 000", "6-9 / 10 000", ">1 / 1000")
CHOSEN_POPULATION = "Specific population"
PUBMED = re.compile(r"(\d+)\[PMID\]|PMID:? ?(\d+)")
PART_END = re.compile(r"(?<=\])_|_(?=ORPHANET)|(?<=ORPHANET)_")
MARK = re.compile(r"\[[A-Z]+\]")


def worded(rows: Iterable[PrevalenceFact]) -> tuple[PrevalenceFact, ...]:
    """Return the rows as read by people, those with a figure first, in the order of `headline`."""
    facts = [
        PrevalenceFact(row.kind, band_of(row.band), row.where, reference_of(row.reference), row.mean_per_100000 or None)
        for row in rows
    ]
    return tuple(sorted(facts, key=_rank))


def headline(facts: Sequence[PrevalenceFact]) -> PrevalenceFact | None:
    """Return the row that says how rare the disease is; None if no row has a figure.

    How many live with it comes before how many are born with it, and that before new cases a year; worldwide before Europe
    before a single country. A figure from a population chosen for its many cases comes last.
    """
    return min((fact for fact in facts if fact.band), key=_rank, default=None)


def spread_of(best: PrevalenceFact | None, facts: Sequence[PrevalenceFact]) -> str:
    """Say between what the other figures of the headline's kind lie, where any two are more than one class apart.

    Figures of a population chosen for its many cases don't count: they would stretch nearly every disease.
    """
    if not best:
        return ""
    usable = [f.band for f in facts if f.band in CLASSES and f.kind == best.kind and f.where != CHOSEN_POPULATION]
    places = sorted(CLASSES.index(band) for band in usable)
    if not places or places[-1] - places[0] <= 1:
        return ""
    return f"other figures: {CLASSES[places[0]]} to {CLASSES[places[-1]]}; see all {len(facts)}"


def _rank(fact: PrevalenceFact) -> tuple[bool, bool, int, int]:
    kind = KINDS.index(fact.kind) if fact.kind in KINDS else len(KINDS)
    place = WIDE_PLACES.index(fact.where) if fact.where in WIDE_PLACES else len(WIDE_PLACES)
    return not fact.band, fact.where == CHOSEN_POPULATION, kind, place


def band_of(band: str) -> str:
    """Turn `1-9 / 100 000` into `1–9 in 100 000` that does not break; empty where Orphanet has no figure."""
    if band in SILENT_BANDS:
        return ""
    share, _, people = band.partition("/")
    return f"{share.strip().replace('-', '–')} in {people.strip().replace(' ', THIN)}"


def reference_of(text: str) -> str:
    """Turn `ORPHANET_20301510[PMID]_[EXPERT]` into `Orphanet; PMID:20301510; expert opinion`."""
    return "; ".join(dict.fromkeys(_part(part) for part in PART_END.split(text) if part.strip()))


def _part(part: str) -> str:
    if match := PUBMED.fullmatch(part.strip()):
        return f"PMID:{match[1] or match[2]}"
    if part == "ORPHANET":
        return "Orphanet"
    if part == "[EXPERT]":
        return "expert opinion"
    return MARK.sub("", part).strip()


CLASSES = tuple(band_of(band) for band in BANDS)  # from rarest to most common, as `worded` gives them
