"""Numbers that become visible out of order are each handed out once; only what is missing for a minute is given up."""

from hypothesis import given
from hypothesis import strategies as st

from notices.streams.window import GAPS_MOST, WAITS, Window


def test_a_number_that_becomes_visible_after_a_later_one_is_not_missed():
    window = Window()
    window.start([5], now=0.0)
    assert window.take([7], now=1.0) == {7}
    assert list(window.gaps) == [6]
    assert window.take([6], now=2.0) == {6}
    assert window.take([6, 7], now=3.0) == set()


def test_whoever_is_cut_off_goes_on_before_the_first_number_that_may_still_come():
    window = Window()
    window.start([5], now=0.0)
    window.take([7, 9], now=1.0)
    assert window.settled == 5
    window.take([6], now=2.0)
    assert window.settled == 7
    window.take([8], now=3.0)
    assert window.settled == 9


def test_what_never_comes_is_given_up():
    window = Window()
    window.start([1], now=0.0)
    window.take([3], now=1.0)
    window.take([], now=1.0 + WAITS)
    assert window.gaps
    window.take([], now=1.1 + WAITS)
    assert not window.gaps
    assert window.settled == 3
    assert window.take([2], now=2.0 + WAITS) == set()


def test_what_was_there_before_is_not_handed_out_but_what_is_missing_between_is():
    window = Window()
    window.start([4, 6], now=0.0)
    assert window.take([5, 7], now=1.0) == {5, 7}


def test_a_leap_is_not_remembered_number_by_number():
    window = Window()
    window.start([1], now=0.0)
    window.take([10**9], now=1.0)
    assert len(window.gaps) <= GAPS_MOST


@given(st.permutations(range(1, 30)), st.lists(st.integers(1, 5), max_size=30))
def test_in_whatever_order_they_become_visible_each_is_handed_out_once(order, steps):
    """Between two looks some more become visible; a look reads all that is newer than the newest, and the gaps."""
    window, visible, handed_out = Window(), set(), []
    waiting = list(order)
    for number, step in enumerate([*steps, len(waiting)]):
        visible |= set(waiting[:step])
        del waiting[:step]
        read = {one for one in visible if one > window.newest or one in window.gaps}
        handed_out += sorted(window.take(sorted(read), now=float(number)))
    assert sorted(handed_out) == list(range(1, 30))
