from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.physicians.cells import SMALLEST, Label, first_line, labels
from common.countries import COUNTRIES
from common.specialities import SPECIALITIES

NEUROLOGY = ("GB", "neurology")
COUNTRY = st.sampled_from(sorted(COUNTRIES))
SPECIALITY = st.sampled_from(sorted(SPECIALITIES))
# Few specialities, so that cells meet in their groups; numbers around ten, where the rule turns.
FEW = st.sampled_from(["neurology", "neurosurgery", "psychiatry", "paediatrics", "paediatric-neurology", "urology"])
CELLS = st.dictionaries(st.tuples(COUNTRY, FEW | SPECIALITY), st.integers(0, 13), max_size=25)


def borne(shown, cells):
    counted = Counter()
    for cell, label in shown.items():
        counted[label] += cells[cell]
    return {label: number for label, number in counted.items() if number}


@given(CELLS)
def test_every_label_that_is_shown_is_borne_by_at_least_ten(cells):
    for label, number in borne(labels(cells), cells).items():
        assert number >= SMALLEST or label == Label()


@given(CELLS)
def test_nobody_is_singled_out_by_being_the_one_of_whom_nothing_is_shown(cells):
    counted = borne(labels(cells), cells)
    if len(counted) > 1:
        assert counted.get(Label(), SMALLEST) >= SMALLEST


@given(CELLS)
def test_who_sees_first_lines_only_finds_at_least_ten_behind_each_of_them_too(cells):
    counted = borne({cell: first_line(label) for cell, label in labels(cells).items()}, cells)
    if len(counted) > 1:
        assert min(counted.values()) >= SMALLEST


@given(CELLS)
def test_a_label_says_nothing_that_is_not_true(cells):
    for (country, speciality), label in labels(cells).items():
        assert label.country in ("", country)
        assert label.speciality in ("", speciality)
        assert label.group in ("", SPECIALITIES[speciality].group)


@pytest.mark.parametrize(("number", "shown"), [(1, "Physician"), (9, "Physician")])
def test_nothing_is_shown_of_fewer_than_ten(number, shown):
    assert str(labels({NEUROLOGY: number})[NEUROLOGY]) == shown


@pytest.mark.parametrize("number", [10, 11])
def test_ten_who_share_both_are_shown_with_both(number):
    assert str(labels({NEUROLOGY: number})[NEUROLOGY]) == "Neurology, United Kingdom"


def test_the_eleventh_of_another_speciality_takes_the_label_of_the_ten_away():
    """Otherwise whoever is called “Physician” would be the one who is no British neurologist."""
    shown = labels({NEUROLOGY: 10, ("IE", "paediatric-neurology"): 1})
    assert {str(label) for label in shown.values()} == {"Physician"}


def test_small_cells_meet_in_their_group():
    shown = labels({("GB", "neurology"): 6, ("GB", "psychiatry"): 5})
    assert {str(label) for label in shown.values()} == {"Brain, nerves and senses, United Kingdom"}
