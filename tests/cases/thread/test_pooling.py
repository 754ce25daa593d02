from collections import Counter
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.models import Confidence
from cases.thread.pooling import pool


@dataclass(frozen=True)
class Illness:
    key: str
    name: str


@dataclass(frozen=True)
class Said:
    disease: Illness
    rank: int
    confidence: str = "middle"
    is_blind: bool = True


CTX, NPC, HSP = (
    Illness(f"ORPHA:{n}", name) for n, name in ((909, "Xanthomatosis"), (646, "Niemann"), (320, "Paraplegia"))
)


def names(pooled):
    return [one.disease.key for one in pooled]


def test_an_opinion_weighs_its_rank_times_its_confidence():
    [one] = pool([Said(CTX, 1, "high"), Said(CTX, 2, "low"), Said(CTX, 3, "middle")])
    assert one.score == 3 * 3 + 2 * 1 + 1 * 2
    assert one.count == 3
    assert one.confidences == (Confidence.HIGH, Confidence.MIDDLE, Confidence.LOW)


def test_a_sure_first_choice_stands_above_two_unsure_last_ones():
    assert names(pool([Said(NPC, 3, "low"), Said(NPC, 3, "low"), Said(CTX, 1, "high")])) == [CTX.key, NPC.key]


def test_with_equal_weights_more_colleagues_stand_first_then_the_better_rank_then_the_name():
    one, two = Said(CTX, 2, "low"), [Said(NPC, 3, "low"), Said(NPC, 3, "low")]
    assert names(pool([one, *two])) == [NPC.key, CTX.key]
    assert names(pool([Said(CTX, 3, "middle"), Said(NPC, 2, "low")])) == [NPC.key, CTX.key]
    assert names(pool([Said(HSP, 1), Said(NPC, 1)])) == [NPC.key, HSP.key]


def dissents(*said):
    return [one.disease.key for one in pool(said) if one.is_dissent]


def test_who_puts_another_disease_first_than_all_together_is_kept_as_dissent():
    assert dissents(Said(CTX, 1), Said(CTX, 1), Said(HSP, 1, "low")) == [HSP.key]
    assert dissents(Said(CTX, 1, "high"), Said(CTX, 1), Said(HSP, 1, "low"), Said(HSP, 1, "low")) == [HSP.key]


def test_a_further_thought_that_only_one_colleague_had_is_no_dissent():
    pooled = pool([Said(CTX, 1), Said(CTX, 1), Said(HSP, 3, "low")])
    assert [(one.disease.key, one.is_single, one.is_dissent) for one in pooled] == [
        (CTX.key, False, False),
        (HSP.key, True, False),
    ]


def test_a_single_sheet_dissents_from_nobody():
    assert dissents(Said(CTX, 1), Said(HSP, 2), Said(NPC, 3)) == []


def test_an_opinion_given_after_reading_the_others_does_not_count():
    [one] = pool([Said(CTX, 1, "low"), Said(CTX, 1, "high", is_blind=False)])
    assert (one.count, one.later, one.score, one.is_dissent) == (1, 1, 3, False)


def test_nothing_pooled_is_nothing():
    assert pool([]) == []


lines = st.lists(
    st.builds(
        Said, st.sampled_from([CTX, NPC, HSP]), st.integers(1, 3), st.sampled_from(Confidence.values), st.booleans()
    ),
    max_size=30,
)


@given(lines, st.randoms())
def test_the_order_of_arrival_changes_nothing_and_nobody_is_lost(said, chance):
    pooled = pool(said)
    mixed = list(said)
    chance.shuffle(mixed)
    assert pool(mixed) == pooled
    named = Counter(one.disease.key for one in said)
    assert {one.disease.key: one.count + one.later for one in pooled} == named
    assert [one.score for one in pooled] == sorted((one.score for one in pooled), reverse=True)


@pytest.mark.parametrize("rank", [1, 2, 3])
@pytest.mark.parametrize("confidence", Confidence.values)
def test_every_rank_and_confidence_weighs_something(rank, confidence):
    assert pool([Said(CTX, rank, confidence)])[0].score > 0
