"""The targets, on names and sentences that no rule was tuned on, and what the corpus has to be for that."""

from functools import cache
from typing import Any

import pytest

from privacy.corpus import names, templates
from privacy.corpus.make import make
from privacy.evaluation import Figures, Sample, evaluate
from privacy.findings import Kind

NUMBERS, DATES, PLACES = 0.99, 0.98, 0.90
TARGETS = {
    "phone": NUMBERS, "email": NUMBERS, "url": NUMBERS, "ip": NUMBERS, "id_number": NUMBERS, "postcode": NUMBERS,
    "date": DATES, "age": DATES, "place": PLACES, "facility": PLACES, "street": PLACES, "person": 0.95,
}  # fmt: skip


@cache
def judged() -> Figures:
    return evaluate(sample(row) for row in make(part="judging", seed=7, texts=400))


def sample(row: dict[str, Any]) -> Sample:
    return Sample(
        row["id"], row["text"], [tuple(span) for span in row["spans"]], [tuple(span) for span in row["clean"]]
    )


@pytest.mark.parametrize("kind", TARGETS)
def test_the_target_for_this_kind_is_reached(kind: str) -> None:
    assert judged().report()["recall"][kind] >= TARGETS[kind]


def test_at_most_two_in_a_hundred_clean_places_alarm() -> None:
    figures = judged().report()["false_alarms"]

    assert figures["of"] > 1000
    assert figures["rate"] <= 0.02


def test_every_kind_is_in_the_corpus() -> None:
    assert set(judged().of) == set(Kind)


def test_the_same_seed_writes_the_same_texts_and_another_writes_others() -> None:
    first, again, other = (list(make(part="judging", seed=seed, texts=20)) for seed in (1, 1, 2))

    assert first == again
    assert [row["text"] for row in first] != [row["text"] for row in other]


@pytest.mark.parametrize("field", ["first", "last", "towns", "hospitals", "schools", "employers", "streets", "domains"])
def test_what_is_judged_shares_no_name_with_what_rules_were_tuned_on(field: str) -> None:
    assert not set(getattr(names.TUNING, field)) & set(getattr(names.JUDGING, field))


def test_what_is_judged_shares_no_sentence_with_what_rules_were_tuned_on() -> None:
    assert not set(templates.TUNING) & set(templates.JUDGING)


def test_the_marked_spans_hold_what_was_filled_in() -> None:
    known = {folded for name in names.JUDGING.first for folded in (name, name.lower(), name.upper())}

    for row in make(part="judging", seed=3, texts=100):
        assert all(0 <= start < end <= len(row["text"]) for start, end, _ in [*row["spans"], *row["clean"]])
    rows = make(part="judging", seed=3, texts=300)
    persons = [row["text"][start:end] for row in rows for start, end, kind in row["spans"] if kind == "person"]
    assert sum(any(name in person for name in known) for person in persons) > len(persons) // 2
