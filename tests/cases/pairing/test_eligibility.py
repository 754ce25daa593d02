from dataclasses import replace

import pytest
from hypothesis import given

from cases.pairing.eligibility import RULES, SENTENCES, Exclusion, exclusions, is_eligible
from cases.pairing.facts import History
from cases.pairing.ranking import rank
from tests.cases.pairing.facts import NOON, any_case, case, hero, hours, occasion, offered, pools


def test_a_verified_physician_who_is_free_and_reads_the_language_may_be_asked():
    assert is_eligible(hero(), occasion())


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        (Exclusion.NOT_VERIFIED, {"verified": False}),
        (Exclusion.NOT_OPTED_IN, {"opted_in": False}),
        (Exclusion.UNAVAILABLE, {"available": False}),
        (Exclusion.PAUSED, {"paused_until": NOON + hours(1)}),
        (Exclusion.FULL, {"active": 2}),
        (Exclusion.RESTING, {"last_offer_at": NOON - hours(23)}),
        (Exclusion.SILENT, {"silent_misses": 3}),
        (Exclusion.LANGUAGE, {"languages": frozenset({"fr"})}),
        (Exclusion.DECLINED, {"declined": frozenset({"c1"})}),
        (Exclusion.CONFLICT, {"conflicts": frozenset({"organisation:1"})}),
        (Exclusion.COUNTRY, {"country": "US"}),
    ],
)
def test_each_reason_alone_keeps_somebody_out_and_has_its_code(code, changed):
    at = occasion(ties=frozenset({"organisation:1"}), needs_same_country=True)
    assert list(exclusions(hero(**changed), at)) == [code]


def test_whoever_was_asked_about_the_case_is_not_asked_again():
    at = occasion(history=History(case(), (offered(1),)))
    assert list(exclusions(hero(1), at)) == [Exclusion.ASKED]


@pytest.mark.parametrize(
    "changed",
    [
        {"paused_until": NOON},
        {"last_offer_at": NOON - hours(24)},
        {"silent_misses": 2},
        {"active": 1},
        {"declined": frozenset({"c2"})},
        {"conflicts": frozenset({"organisation:2"})},
    ],
)
def test_nobody_is_kept_out_by_what_is_over_or_of_another_case(changed):
    assert is_eligible(hero(**changed), occasion(ties=frozenset({"organisation:1"})))


def test_another_country_is_no_reason_unless_the_organisation_asks():
    assert is_eligible(hero(country="US"), occasion())


def test_every_exclusion_has_a_rule_and_a_sentence():
    assert set(RULES) == set(SENTENCES) == set(Exclusion)


@given(pools, any_case)
def test_nobody_who_is_kept_out_is_ever_ranked(pool, facts):
    at = occasion(history=History(facts))
    ranked = {found.hero.id for found in rank(pool, at)}
    assert ranked == {each.id for each in pool if not list(exclusions(each, at))}


@given(pools, any_case)
def test_one_more_reason_never_lets_somebody_in(pool, facts):
    at = occasion(history=History(facts))
    assert not rank([replace(each, verified=False) for each in pool], at)
