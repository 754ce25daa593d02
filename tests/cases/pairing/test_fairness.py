import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.pairing.facts import Answer, History
from cases.pairing.fairness import by_area, by_country, gini, hours_to_pair, spread
from tests.cases.pairing.facts import case, offered


def paired(number, in_hours, **values):
    offers = (offered(number, answer=Answer.ACCEPTED, answered_in=in_hours),)
    return History(case(id=f"c{number}", **values), offers)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [([3, 3, 3], 0), ([], 0), ([0, 0], 0), ([0, 0, 0, 4], 0.75), ([1, 3], 0.25), ([1, 2, 3, 4], 0.25)],
)
def test_gini_is_nothing_for_equal_shares_and_grows_to_one(counts, expected):
    assert gini(counts) == pytest.approx(expected)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=30), st.integers(1, 5))
def test_gini_stays_between_nothing_and_one_and_knows_no_unit(counts, times):
    assert -1e-9 <= gini(counts) < 1
    assert gini([times * value for value in counts]) == pytest.approx(gini(counts), abs=1e-9)


@given(st.lists(st.integers(0, 20), min_size=2, max_size=8))
def test_gini_is_half_the_mean_difference_of_all_pairs_by_the_mean(counts):
    total = sum(counts)
    expected = sum(abs(a - b) for a in counts for b in counts) / (2 * len(counts) * total) if total else 0
    assert gini(counts) == pytest.approx(expected, abs=1e-9)


def test_whoever_was_never_asked_counts_in_the_spread():
    found = spread([paired(1, 1)], [1, 2])
    assert found.offers == {1: 1, 2: 0}
    assert found.accepts == {1: 1, 2: 0}
    assert found.gini_offers == pytest.approx(0.5)


def test_time_to_pair_is_counted_from_the_beginning_to_the_acceptance():
    assert hours_to_pair(paired(1, 1.5)) == pytest.approx(1.5)
    assert hours_to_pair(History(case(), (offered(),))) is None


def test_a_country_is_shown_from_ten_cases_on():
    nine = [paired(number, 1) for number in range(9)]
    assert by_country(nine, 72) == []
    [cell] = by_country([*nine, paired(9, 5)], 72)
    assert (cell.name, cell.cases, cell.p50_hours, cell.p90_hours) == ("GB", 10, 1, pytest.approx(1.4))


def test_cases_without_anybody_stay_in_the_figures():
    unpaired = [History(case(id=f"u{number}"), is_open=True) for number in range(6)]
    [cell] = by_country([*unpaired, *(paired(number, 1) for number in range(4))], 72)
    assert cell.p50_hours == 72


def test_a_case_counts_in_each_of_its_areas():
    both = frozenset({"neurology", "cardiology"})
    found = by_area([paired(number, 1, area=both) for number in range(10)], 72)
    assert [cell.name for cell in found] == ["cardiology", "neurology"]


def test_a_case_that_is_still_looked_for_says_nothing_yet():
    looking = [History(case(id=f"u{number}")) for number in range(5)]
    assert by_country([*looking, *(paired(number, 1) for number in range(9))], 72) == []
