"""Texts that somebody other than the authors of the rules wrote, in the manners of clinicians and of families.

The rules have been mended on their misses since: what is held here is the level that was reached, no figure for texts never
seen. Those are in docs/figures.md, “The privacy scanner”.
"""

from functools import cache
from pathlib import Path

import pytest

from privacy.evaluation import Figures, evaluate, read_samples

DATA = Path(__file__).parent / "data"
ALL = dict.fromkeys(("phone", "email", "url", "ip", "id_number", "postcode", "date"), 0.99)
LEVELS = {
    "clinicians": ALL | {"age": 0.97, "person": 0.98, "street": 0.98, "place": 0.97, "facility": 0.94},
    "families": ALL | {"age": 0.95, "person": 0.97, "street": 0.98, "place": 0.96, "facility": 0.93},
}
ALARMS = {"clinicians": 0.02, "families": 0.025}
"""The goal is 2 %. Families name eponyms alone, in quotation marks and as headings, where nothing tells them from a surname."""


@cache
def figures(name: str) -> Figures:
    return evaluate(read_samples(DATA / f"{name}.jsonl"))


@pytest.mark.parametrize(("name", "kind"), [(name, kind) for name, kinds in LEVELS.items() for kind in kinds])
def test_the_level_reached_for_this_kind_is_held(name: str, kind: str) -> None:
    assert figures(name).report()["recall"][kind] >= LEVELS[name][kind]


@pytest.mark.parametrize("name", ALARMS)
def test_false_alarms_stay_as_few_as_they_were(name: str) -> None:
    report = figures(name).report()["false_alarms"]

    assert report["of"] > 1000
    assert report["rate"] <= ALARMS[name]
