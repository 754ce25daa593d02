import pytest

from common.templatetags.display import pages_around, thousands, timecode


def test_thousands_are_parted_by_a_narrow_space_that_does_not_break():
    assert thousands(7724) == "7\u202f724"
    assert thousands(999) == "999"


@pytest.mark.parametrize(("seconds", "written"), [(0, "0:00"), (59.9, "0:59"), (761, "12:41"), (3725, "1:02:05")])
def test_times_are_written_as_players_write_them(seconds, written):
    assert timecode(seconds) == written


@pytest.mark.parametrize(
    ("number", "last", "pages"),
    [
        (1, 1, [1]),
        (1, 5, [1, 2, 3, None, 5]),
        (10, 386, [1, None, 8, 9, 10, 11, 12, None, 386]),
        (386, 386, [1, None, 384, 385, 386]),
    ],
)
def test_a_pager_shows_the_ends_and_the_neighbours(number, last, pages):
    assert pages_around(number, last) == pages
