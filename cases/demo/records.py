"""What `data/cases.json` says of one case: what is written in it, whose it is, how far it comes and when it began."""

from collections.abc import Mapping
from typing import Any

from cases.bands import CHILDREN
from cases.models import Layer
from cases.sections import SECTIONS

Record = dict[str, Any]
BANDS = ("country", "age_band", "sex", "onset", "course", "related", "specialities", "key_words")


def changes_of(record: Record) -> Mapping[str, Any]:
    """Return what its owner writes into the form."""
    texts = {name: record[name] for name in SECTIONS if record.get(name)}
    signs = [{"id": sign} for sign in record["signs"]] + [{"id": sign, "is_absent": True} for sign in record["absent"]]
    return (
        texts | {name: record[name] for name in BANDS} | {"affected": record.get("affected", "nobody"), "signs": signs}
    )


def layers_of(record: Record) -> list[str]:
    return [Layer.READ, Layer.RELAY, *([Layer.PICTURES] if record.get("pictures") else [])]


def is_of_a_child(record: Record) -> bool:
    return record["age_band"] in CHILDREN
