"""The matrix of roles and objects, held against every door: what a cell allows works, and what it does not is refused."""

import pytest
from django.core.cache import cache

from tests.contract.role_doors.attempts import ATTEMPTS
from tests.contract.role_doors.visitors import visitor
from tests.contract.role_matrix import LETTERS, MATRIX, ROLES, allows, as_markdown, cells, letters_in

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(autouse=True)
def nothing_tried_before():
    cache.clear()


@pytest.mark.parametrize(("name", "role", "door"), cells())
def test_a_cell_says_what_a_door_does(name, role, door):
    who, cell = visitor(role), MATRIX[name].cells[role]
    for letter, attempt in ATTEMPTS[name, door].items():
        for own in (False, True):
            worked = attempt(who, own)
            if worked is not None:
                assert worked == allows(cell, letter, own=own), f"{letter}, {'own' if own else 'of somebody else'}"


def test_every_letter_is_tried_at_some_door():
    for name, row in MATRIX.items():
        tried = {letter for door in row.doors for letter in ATTEMPTS[name, door]}
        wanted = {letter for cell in row.cells.values() for letter in letters_in(cell)}
        assert wanted <= tried <= {*LETTERS, "never"}, name
    assert set(ATTEMPTS) == {(name, door) for name, row in MATRIX.items() for door in row.doors}


def test_the_table_prints_every_object_and_the_number_of_its_cells(capsys):
    shown = as_markdown()
    assert all(f"| {name} |" in shown for name in MATRIX)
    print(f"\n{len(cells())} cells at doors, {len(ROLES)} roles, {len(MATRIX)} objects")
    assert f"{len(cells())} cells at doors" in shown
