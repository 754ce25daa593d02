from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.pairing.facts import History, area_fit
from cases.pairing.ranking import rank, sentence_of
from cases.pairing.settings import Hours
from tests.cases.pairing.facts import NOON, any_case, hero, hours, occasion, pools


def places(pool, at):
    return [found.hero.id for found in rank(pool, at)]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"specialities": frozenset({"cardiology"})}, {"country": "ZA"}),
        ({"active": 1}, {"specialities": frozenset({"cardiology"})}),
        ({"active": 1}, {"languages": frozenset({"fr"})}),
        ({"last_offer_at": NOON - hours(30)}, {"active": 1}),
        ({"last_offer_at": NOON - hours(200)}, {"last_offer_at": NOON - hours(30)}),
        ({}, {"last_offer_at": NOON - hours(2000)}),
    ],
)
def test_each_criterion_goes_before_all_that_follow(better, worse):
    at = occasion(now=NOON + hours(2), languages=("en", "fr"))
    assert places([hero(2, **worse), hero(1, **better)], at) == [1, 2]


def test_whoever_is_awake_in_another_country_goes_before_a_compatriot_who_sleeps():
    assert places([hero(2), hero(1, country="US")], occasion(now=NOON + hours(12))) == [1, 2]


@pytest.mark.parametrize(
    ("specialities", "area", "expected"),
    [
        ({"neurology"}, {"neurology", "cardiology"}, 3),
        ({"ophthalmology"}, {"neurology"}, 2),
        ({"clinical-genetics"}, {"neurology"}, 1),
        ({"internal-medicine"}, {"neurology"}, 1),
        ({"cardiology"}, {"neurology"}, 0),
        ({"another"}, {"another"}, 3),
        ({"another"}, {"neurology"}, 0),
        ({"neurology"}, set(), 0),
        ({"no-such-code"}, {"neurology"}, 0),
    ],
)
def test_an_area_fits_by_the_speciality_then_by_its_group_then_by_working_across_areas(specialities, area, expected):
    assert area_fit(frozenset(specialities), frozenset(area)) == expected


@given(pools, any_case, st.randoms())
def test_the_order_is_total_and_does_not_depend_on_the_order_of_asking(pool, facts, random):
    at = occasion(history=History(facts))
    shuffled = list(pool)
    random.shuffle(shuffled)
    assert rank(pool, at) == rank(shuffled, at)
    keys = [found.key for found in rank(pool, at)]
    assert len(set(keys)) == len(keys)
    assert keys == sorted(keys)


@given(pools, any_case)
def test_one_more_physician_changes_nothing_between_the_others(pool, facts):
    at = occasion(history=History(facts))
    assert [number for number in places(pool, at) if number] == places(pool[1:], at)


@given(pools, any_case)
def test_the_same_seed_gives_the_same_ranking_again(pool, facts):
    again = [replace(each) for each in reversed(pool)]
    assert rank(pool, occasion(history=History(facts))) == rank(again, occasion(history=History(replace(facts))))


def test_lots_differ_from_case_to_case_so_that_nobody_is_always_first():
    pool = [hero(number) for number in range(20)]
    first = {places(pool, occasion(id=f"c{number}", seed=str(number)))[0] for number in range(40)}
    assert len(first) > 8


@given(pools, any_case)
def test_declining_other_cases_never_changes_a_place(pool, facts):
    at = occasion(history=History(facts))
    declined = [replace(each, declined=each.declined | {"c2", "c3", "c4"}) for each in pool]
    assert places(declined, at) == places(pool, at)


def test_every_place_has_its_reasons_in_codes_and_in_words():
    [found] = rank([hero(last_offer_at=NOON - hours(50), active=1)], occasion(languages=("fr", "en")))
    assert found.reasons == ("awake", "same_country", "fit:3", "language:2", "active:1", "rested:50")
    assert found.sentence == (
        "It is day there; same country as the patient; the area is their speciality; reads language 2 of the case; "
        "looks after 1 at the moment; last asked 50 hours ago."
    )


@given(pools, any_case)
def test_words_can_be_made_from_the_codes_alone(pool, facts):
    for found in rank(pool, occasion(history=History(facts))):
        assert found.sentence == sentence_of(list(found.reasons))


def test_own_hours_go_before_the_usual_ones():
    sleeper, owl = hero(1), hero(2, hours=Hours(20, 8))
    assert places([sleeper, owl], occasion(now=NOON + hours(12))) == [2, 1]
