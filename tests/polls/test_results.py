import pytest
from hypothesis import given
from hypothesis import strategies as st

from polls.results import Count, results_of, wilson_interval


@st.composite
def votes_and_answers(draw):
    answers = draw(st.integers(1, 10**7))
    return draw(st.integers(0, answers)), answers


@given(votes_and_answers())
def test_the_interval_holds_the_share_and_stays_between_0_and_1(pair):
    votes, answers = pair
    interval = wilson_interval(votes, answers)

    assert 0 <= interval.low <= votes / answers <= interval.high <= 1
    assert interval.low < interval.high


@given(votes_and_answers())
def test_the_interval_of_the_rest_is_the_mirror_image(pair):
    votes, answers = pair
    interval, mirror = wilson_interval(votes, answers), wilson_interval(answers - votes, answers)

    assert interval.low == pytest.approx(1 - mirror.high, abs=1e-9)


@given(votes_and_answers())
def test_ten_times_the_answers_make_the_interval_narrower(pair):
    votes, answers = pair
    few, many = wilson_interval(votes, answers), wilson_interval(votes * 10, answers * 10)

    assert many.high - many.low < few.high - few.low


def test_known_values_of_the_interval():
    """81 of 263 is the example of Newcombe (Stat Med 1998;17:857-872, table I): 0.2553 to 0.3662; 0 of 20: 0 to 0.1611."""
    interval, none = wilson_interval(81, 263), wilson_interval(0, 20)

    assert (round(interval.low, 4), round(interval.high, 4)) == (0.2553, 0.3662)
    assert (none.low, round(none.high, 4)) == (0.0, 0.1611)


def test_without_answers_anything_is_possible_and_nothing_is_shown():
    interval = wilson_interval(0, 0)

    assert (interval.low, interval.high) == (0.0, 1.0)
    assert results_of([Count(1, "Brain MRI", 0)]).rows == []


@given(st.lists(st.integers(0, 500), min_size=1, max_size=13).filter(any))
def test_what_a_chart_shows_is_consistent(votes):
    results = results_of([Count(n, f"Answer {n}", n_votes) for n, n_votes in enumerate(votes)])

    assert results.answers == sum(votes)
    assert sum(row.share for row in results.rows) == pytest.approx(1)
    shown = {row.votes: row.percent for row in results.rows}
    for row in results.rows:
        assert 0 <= row.low <= row.percent <= row.high <= 100
        assert row.low + row.span == row.high
        assert row.percent == shown[row.votes], "equal counts show equal shares"
    assert abs(sum(row.percent for row in results.rows) - 100) <= len(votes) / 2


def test_the_most_chosen_answer_leads_and_not_sure_comes_last():
    results = results_of([Count(None, "Not sure", 9), Count(1, "A", 2), Count(2, "B", 5)])

    assert [row.text for row in results.rows] == ["B", "A", "Not sure"]


def test_rounded_shares_that_miss_100_are_admitted():
    assert not results_of([Count(n, str(n), 1) for n in range(3)]).adds_up
    assert results_of([Count(n, str(n), 1) for n in range(2)]).adds_up
