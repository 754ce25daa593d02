"""The desk's functions without a database: marks in a text, likeness, looks, waiting."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.desk.likeness import Traits, likely_same, likeness
from cases.desk.looks import Looks, needed
from cases.desk.marking import pieces_of
from cases.desk.waiting import wait_of_case, wait_of_flag
from cases.models import Desk


class Place(NamedTuple):
    start: int
    end: int


places = st.builds(Place, st.integers(0, 40), st.integers(0, 60))


@given(st.text(max_size=40), st.lists(places, max_size=6))
def test_a_marked_text_is_the_text_and_each_mark_covers_what_was_found(text, holds):
    pieces = pieces_of(text, holds)
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)
    marked = {n for hold in holds for n in range(hold.start, min(hold.end, len(text)))}
    at, seen = 0, set()
    for piece in pieces:
        if piece.holds:
            seen |= set(range(at, at + len(piece.text)))
        at += len(piece.text)
    assert seen == marked


def test_overlapping_places_are_one_mark_with_both_findings():
    pieces = pieces_of("My son Tom Smith", [Place(11, 16), Place(7, 13)])
    assert [(piece.text, len(piece.holds)) for piece in pieces] == [("My son ", 0), ("Tom Smith", 2)]


def traits(key, *signs, country="GB", age="18-29", sex="female"):
    return Traits(key, country, age, sex, frozenset(signs))


def test_the_same_signs_and_bands_are_wholly_alike_and_nothing_in_common_is_not():
    assert likeness(traits(1, 1, 2), traits(2, 1, 2)).score == pytest.approx(1)
    assert likeness(traits(1, 1), traits(2, 9, country="NZ", age="90+", sex="male")).score == 0


def test_cases_without_a_common_sign_are_never_said_to_be_the_same():
    assert likely_same(traits(1, 1, 2), [traits(2, 3, 4), traits(3)]) == []


def test_the_likest_comes_first_and_ten_at_most():
    others = [traits(n, *range(1, 4), *range(10, 10 + n)) for n in range(15)]
    found = likely_same(traits(99, 1, 2, 3), others)
    assert [one.key for one in found][:3] == [0, 1, 2]
    assert len(found) <= 10
    assert all(one.score >= 0.5 for one in found)


def test_an_empty_band_is_no_likeness():
    assert likeness(traits(1, 1, country="", age="", sex=""), traits(2, 1, country="", age="", sex="")).score == 0.55


@pytest.mark.parametrize(
    ("looks", "missing"),
    [
        (Looks(0, 0, True), {Desk.ORGANISATION, Desk.HUB}),
        (Looks(1, 0, True), {Desk.HUB}),
        (Looks(0, 1, True), {Desk.ORGANISATION}),
        (Looks(0, 5, True), {Desk.ORGANISATION}),
        (Looks(5, 0, True), {Desk.HUB}),
        (Looks(1, 1, True), set()),
        (Looks(0, 0, False), {Desk.HUB}),
        (Looks(0, 1, False), {Desk.HUB}),
        (Looks(0, 2, False), set()),
        (Looks(1, 0, False), {Desk.HUB}),
        (Looks(1, 1, False), set()),  # approved before its staff left
    ],
)
def test_which_looks_are_missing(looks, missing):
    assert needed(looks) == missing


MONDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("sent", "now", "tone", "is_escalated"),
    [
        (MONDAY, MONDAY + timedelta(hours=1), "", False),
        (MONDAY, MONDAY + timedelta(hours=17), "", False),
        (MONDAY, MONDAY + timedelta(hours=19), "warn", False),
        (MONDAY, MONDAY + timedelta(hours=25), "warn", False),
        (MONDAY, MONDAY + timedelta(hours=47), "warn", False),
        (MONDAY, MONDAY + timedelta(hours=49), "bad", True),
        # from Friday noon to Monday noon is one working day
        (MONDAY - timedelta(days=3), MONDAY - timedelta(hours=1), "warn", False),
        (MONDAY - timedelta(days=3), MONDAY - timedelta(days=1), "", False),
        (MONDAY - timedelta(days=3), MONDAY + timedelta(days=1, hours=1), "bad", True),
    ],
)
def test_a_case_waits_against_a_working_day_and_is_escalated_after_two(sent, now, tone, is_escalated):
    wait = wait_of_case(sent, now)
    assert (wait.tone, wait.is_escalated) == (tone, is_escalated)
    assert ("scalated" in wait.words) == is_escalated


@pytest.mark.parametrize(("hours", "tone"), [(0.5, ""), (2, ""), (2.5, "warn"), (4, "warn"), (4.1, "bad"), (90, "bad")])
def test_a_report_waits_against_four_hours(hours, tone):
    assert wait_of_flag(MONDAY, MONDAY + timedelta(hours=hours)).tone == tone
