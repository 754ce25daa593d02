import json
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command

from cases.pairing.facts import Answer
from cases.pairing.settings import DEFAULT
from cases.pairing.simulation import Figures, Run, World, simulate
from tests.cases.pairing.facts import hours

SMALL = World(heroes=40, cases_per_day=2, accept=0.3, decline=0.3, days=10)


def run_command(*arguments):
    out = StringIO()
    call_command("simulate_pairing", *arguments, stdout=out)
    return out.getvalue()


def test_the_same_seed_gives_the_same_figures_and_another_gives_others():
    first, second = simulate(SMALL, 2)
    assert [first, second] == list(simulate(SMALL, 2))
    assert first != second


def test_targets_are_met_with_200_heroes_and_10_cases_a_day_of_whose_offers_30_per_cent_are_accepted():
    [found] = simulate(World(heroes=200, cases_per_day=10, accept=0.3, decline=0.3), 1)
    assert found.p50_hours <= 4
    assert found.p90_hours <= 15
    assert found.unpaired_72h <= 0.01
    assert found.gini_offers <= 0.35


def test_in_the_simulation_nobody_has_two_offers_within_24_hours_or_more_cases_than_they_want():
    run = Run(SMALL, DEFAULT, 1)
    offers = sorted((offer.hero, offer.at) for history in run.play() for offer in history.offers)
    assert len(offers) > 40
    assert all(a[0] != b[0] or b[1] - a[1] >= hours(24) for a, b in pairwise(offers))
    assert all(hero.active == 0 for hero in run.heroes.values())


def test_every_case_ends_paired_or_open():
    histories = Run(World(heroes=3, cases_per_day=4, accept=0.2, decline=0.3, days=5), DEFAULT, 1).play()
    assert all(history.is_finished for history in histories)
    assert any(history.is_open for history in histories)


def test_cases_that_nobody_takes_stay_in_the_quantiles():
    [found] = simulate(World(heroes=5, cases_per_day=4, accept=0, decline=0.5, days=3), 1)
    assert found == Figures(72, 72, 1, 0, found.gini_offers)


def test_whoever_always_accepts_accepts_at_the_first_offer_unless_there_is_no_room():
    histories = Run(World(heroes=200, cases_per_day=1, accept=1, decline=0, days=5), DEFAULT, 1).play()
    assert all(sum(offer.answer == Answer.ACCEPTED for offer in history.offers) == 1 for history in histories)


def test_json_is_five_numbers_and_nothing_else():
    found = json.loads(run_command("--heroes=20", "--cases-per-day=1", "--days=3", "--seeds=2", "--json"))
    assert list(found) == ["p50_hours", "p90_hours", "unpaired_72h", "same_country", "gini_offers"]
    assert all(isinstance(value, float | int) for value in found.values())


def test_the_table_tells_what_was_assumed(capsys):
    text = run_command("--heroes=20", "--cases-per-day=1", "--days=3", "--seeds=1")
    assert "All inputs are assumptions" in text
    assert "gini_offers" in capsys.readouterr().out


@pytest.mark.parametrize(
    "wrong",
    [
        "--heroes=0",
        "--heroes=x",
        "--cases-per-day=0",
        "--cases-per-day=-3",
        "--accept=1.5",
        "--accept=nan",
        "--seeds=0",
        "--days=0",
        "--answer-hours=inf",
        "--cap=0",
        "--decline=0.9",
    ],
)
def test_a_bad_argument_is_answered_by_one_sentence(wrong):
    with pytest.raises(CommandError) as refused:
        run_command(wrong)
    assert str(refused.value).count("\n") == 0


def test_settings_are_options():
    wide = run_command(
        "--heroes=50", "--cases-per-day=1", "--days=4", "--seeds=1", "--json", "--wave-sizes", "8", "8", "8"
    )
    narrow = run_command("--heroes=50", "--cases-per-day=1", "--days=4", "--seeds=1", "--json", "--answer-hours=6")
    assert json.loads(wide)["p50_hours"] < json.loads(narrow)["p50_hours"]
