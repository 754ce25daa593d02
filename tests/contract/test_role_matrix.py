"""The matrix of roles and objects, held against every door: what a cell allows works, and what it does not is refused."""

import re

import pytest
from django.apps import apps
from django.core.cache import cache

from tests.contract.doors import doors
from tests.contract.role_doors.attempts import ATTEMPTS
from tests.contract.role_doors.visitors import visitor
from tests.contract.role_matrix import LETTERS, MATRIX, NOT_BUILT, ROLES, allows, as_markdown, cells, letters_in
from tests.contract.test_openapi import OPERATIONS

pytestmark = pytest.mark.django_db
OURS = {"hubsite", "search", "content", "polls", "notices", "accounts", "vocabulary", "audit", "common"}
BUILT_BY_THAT_NAME = {"SolvedCase"}  # published cases, against which the search by signs is measured
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


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
    assert all(f"| {name} |" in shown for name in (*MATRIX, *NOT_BUILT))
    print(f"\n{len(cells())} cells at doors, {len(ROLES)} roles, {len(MATRIX)} objects")
    assert f"{len(cells())} cells at doors" in shown


def words_in(text):
    return {word.lower() for word in WORD.findall(text)}


@pytest.mark.parametrize("name", NOT_BUILT)
def test_what_is_not_built_has_no_door(name):
    wanted = set(NOT_BUILT[name])
    models = {model.__name__ for model in apps.get_models() if model._meta.app_label in OURS} - BUILT_BY_THAT_NAME
    addresses = {f"{door.route} {door.name}" for door in doors()}
    operations = {f"{one.values[0]} {one.values[2]['operationId']}" for one in OPERATIONS}
    found = [text for text in (*models, *addresses, *operations) if words_in(text) & wanted]
    print(f"{name}: not built, so there is no model, no address and no operation of that name.")
    assert not found, f"{name} is built: give it a row in MATRIX"
