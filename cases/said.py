"""What a case says, as one plain value: the form in which the API gives it and in which earlier versions are kept."""

from typing import Any

from cases.models import Case
from cases.sections import SECTIONS

BANDS = ("country", "language", "age_band", "sex", "onset", "course", "related", "affected")


def said_by(case: Case) -> dict[str, Any]:
    bands = {name: getattr(case, name) for name in BANDS}
    lists = {"specialities": list(case.specialities), "key_words": list(case.key_words)}
    texts = {section: case.texts[section] for section in SECTIONS if case.texts.get(section)}
    return bands | lists | {"texts": texts, "signs": signs_of(case)}


def signs_of(case: Case) -> list[dict[str, Any]]:
    """Return the signs, those that are there first, as a phenopacket would name them."""
    rows = case.signs.select_related("sign").order_by("is_absent", "pk")
    return [
        {"id": row.sign.hpo_id, "name": row.sign.name, "is_absent": row.is_absent, "onset": row.onset} for row in rows
    ]
