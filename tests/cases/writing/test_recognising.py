import pytest

from cases.models import Case
from cases.writing.recognising import recognise_by, signs_named
from search.signs import signs_told

WORDS = {"cataract": "HP:0000518", "seizures": "HP:0001250"}


@pytest.fixture(autouse=True)
def recogniser():
    recognise_by(told)
    yield
    recognise_by(signs_told)


def told(text):
    """Stand in for the search: a word is a sign, and "no" before it denies it."""
    return [(hpo_id, f"no {word}" in text.lower()) for word, hpo_id in WORDS.items() if word in text.lower()]


def named(**texts):
    return {row.hpo_id: (row.is_absent, row.is_sure) for row in signs_named(Case(texts=texts))}


PRESENT, UNSURE, ABSENT = (False, True), (False, False), (True, False)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("She has cataract since school.", PRESENT),
        ("She has no cataract.", ABSENT),
        ("Cataract was ruled out.", ABSENT),
        ("There was no sign of cataract.", ABSENT),
        ("She never had cataract.", ABSENT),
        ("Could it be cataract?", UNSURE),
        ("The doctor suspects cataract.", UNSURE),
        ("Her brother has cataract.", None),
        ("Her brother\nhas cataract.", None),
        ("My mother’s sister had cataract.", None),
        ("Cataract runs in the family.", None),
        ("Her brother is healthy. She has cataract.", PRESENT),
        ("She has cataract. Later there was no cataract.", UNSURE),
        ("She has cataract. Was it cataract?", PRESENT),
        ("She has cataract. There is no cataract. She has cataract.", UNSURE),
    ],
)
def test_a_sign_is_ticked_only_where_nothing_speaks_against_it(text, read):
    assert named(story=text).get(WORDS["cataract"]) == read


@pytest.mark.parametrize(
    "relative", ["sister", "mother", "father", "mum", "mom", "grandmother", "aunt", "uncle", "cousins"]
)
def test_what_a_relative_has_is_no_sign_of_the_patient(relative):
    assert named(story=f"Her {relative} had seizures.") == {}


def test_illnesses_that_were_excluded_are_no_signs():
    assert named(excluded="Cataract, seizures") == {}


def test_sections_that_disagree_tick_nothing():
    assert named(story="She has seizures.", tests="There were no seizures.") == {WORDS["seizures"]: UNSURE}
