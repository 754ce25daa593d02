"""A ranking as it is kept: in codes, and complete enough to be made again from the seed alone."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from cases.pairing.eligibility import Occasion, exclusions
from cases.pairing.facts import Hero
from cases.pairing.ranking import Key, Ranked, lot, rank

KEPT = 50  # places; far more than are ever asked


def record_of(heroes: Sequence[Hero], occasion: Occasion, wave: int) -> dict[str, Any]:
    """Return the ranking of a moment: places with their reasons, and how many were kept out for which."""
    ranking = rank(heroes, occasion)
    kept_out = Counter(str(code) for hero in heroes for code in exclusions(hero, occasion))
    return {
        "wave": wave,
        "candidates": len(ranking),
        "excluded": dict(kept_out),
        "order": [line_of(ranked) for ranked in ranking[:KEPT]],
    }


def line_of(ranked: Ranked) -> dict[str, Any]:
    *criteria, last_offer_at, _ = ranked.key
    return {"hero": ranked.hero.id, "key": [*criteria, last_offer_at.isoformat()], "reasons": list(ranked.reasons)}


def replayed(order: Iterable[Mapping[str, Any]], seed: str, case_id: str) -> list[str]:
    """Return the physicians in the order that the kept criteria and the lots of the seed give."""
    return [hero for _, hero in sorted((key_of(line, seed, case_id), line["hero"]) for line in order)]


def key_of(line: Mapping[str, Any], seed: str, case_id: str) -> Key:
    *criteria, last_offer_at = line["key"]
    return Key._make([*criteria, datetime.fromisoformat(last_offer_at), lot(seed, case_id, line["hero"])])
