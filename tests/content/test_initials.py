import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.initials import FEWEST, MOST, initials

WORDS = st.lists(
    st.sampled_from(["Rare", "disease", "of", "type", "2", "C", "the", "angioedema", "22q11", "", "é-x", "ﬁ", "İ"])
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Tuberous sclerosis complex", ["TSC"]),
        ("Niemann-Pick disease type C", ["NPC", "NPDC"]),
        ("Hereditary angioedema type 1", ["HAE", "HAE1"]),
        ("Hereditary angioedema type II", ["HAE", "HAE2"]),
        ("Acute intermittent porphyria", ["AIP"]),
        ("Prader-Willi syndrome", ["PWS"]),
        ("Glycogen storage disease type 2", ["GSD", "GSD2"]),
        ("Charcot-Marie-Tooth disease type 1A", ["CMT", "CMT1A", "CMTD", "CMTD1A"]),
        ("Glycogen storage disease due to acid maltase deficiency", ["GSAMD"]),
        ("Marfan syndrome", []),
        ("22q11.2 deletion syndrome", []),
        ("A very long name of a disease that nobody abbreviates", []),
        ("", []),
    ],
)
def test_initials_are_those_that_people_type(name, expected):
    assert initials(name) == expected


@given(st.one_of(st.text(), WORDS.map(" ".join)))
def test_initials_are_few_distinct_and_of_three_to_five_letters(name):
    found = initials(name)
    assert len(found) <= 4 and len(set(found)) == len(found)
    for text in found:
        letters = sum(letter.isalpha() for letter in text)
        assert FEWEST <= letters <= MOST + 1  # a type such as 1A brings a letter of its own
        assert text.isalnum()
