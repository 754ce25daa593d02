"""Signs in a question: plain words and the ontology's own, absent ones, and what is not a sign."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.entries import EntrySign
from search.reading import AskedSign, groups_of, read
from search.signs import dictionary, read_phrases
from search.text import fold
from tests.factories.search import find, make_entry, put, titles
from tests.factories.vocabulary import SignFactory
from vocabulary.models import SignName

HYPOTONIA = AskedSign("HP:0001252", "Hypotonia", "hp0001252")
SEIZURE = AskedSign("HP:0001250", "Seizure", "hp0001250")
ATAXIA = AskedSign("HP:0001251", "Ataxia", "hp0001251")


def phrases_for(**signs):
    """Return phrases by their first word, as the vocabulary gives them; all words folded."""
    found = {}
    for text, sign in signs.items():
        words = tuple(fold(text.replace("_", " ")))
        found[words[0]] = [(words, sign)]
    return found


PHRASES = phrases_for(floppy_baby=HYPOTONIA, hypotonia=HYPOTONIA, seizures=SEIZURE, gait_ataxia=ATAXIA, ataxia=ATAXIA)


@pytest.mark.parametrize(
    ("text", "found", "denied"),
    [
        ("floppy baby", ["Hypotonia"], ()),
        ("Floppy babies with seizures", ["Hypotonia", "Seizure"], ()),
        ("a baby, floppy", [], ()),
        ("gait ataxia", ["Ataxia"], ()),
        ("no seizures, hypotonia", ["Hypotonia"], ("no seizures",)),
        ("hypotonia without seizures or ataxia", ["Hypotonia"], ("without seizures", "or ataxia")),
        ("hypotonia, no seizures, then ataxia", ["Hypotonia", "Ataxia"], ("no seizures",)),
        ("no fever, ataxia", ["Ataxia"], ()),
        ("marfan syndrome", [], ()),
    ],
)
def test_a_question_is_read_for_signs_and_for_what_is_absent(text, found, denied):
    reading = read(text, PHRASES)

    assert ([sign.name for sign in reading.signs], reading.denied) == (found, denied)


def test_a_question_of_nothing_but_an_absent_sign_is_read_as_words():
    reading = read("no seizures", PHRASES)

    assert (reading.denied, reading.needed) == ((), (("no",), (fold("seizures")[0],)))


def test_a_phrase_counts_by_its_sign_or_by_all_of_its_words():
    assert read("floppy baby", PHRASES).needed == (("hp0001252", "floppy baby"),)


def test_no_word_is_marked_that_says_nothing():
    phrases = {"cherry": [(("cherry", "spot"), AskedSign("HP:0010729", "Cherry red spot of the macula", "hp0010729"))]}

    assert read("cherry spot", phrases).terms == {"cherry", "spot", "red", "macula"}


@given(
    st.lists(
        st.sampled_from(["floppy", "baby", "no", "or", fold("seizures")[0], "ataxia", "gait", "the", "x1"]), max_size=12
    )
)
def test_no_word_is_lost_or_read_twice(words):
    groups = groups_of(tuple(words), PHRASES)
    asked = [word for group in groups for word in group.asked.split()]

    assert set(asked) <= set(words)
    assert set(words) - set(asked) <= {"no", "or", "the"} or not groups


@pytest.fixture
def hypotonia(db):
    system = SignFactory(hpo_id="HP:0003011", name="Abnormality of the musculature")
    system.parents.add(SignFactory(hpo_id="HP:0000118", name="Phenotypic abnormality"))
    sign = SignFactory(hpo_id="HP:0001252", name="Hypotonia", system=system)
    sign.parents.add(system)
    SignName.objects.create(sign=sign, text="Floppy muscles", scope="EXACT", is_lay=True)
    dictionary.forget()
    return sign


def test_the_phrases_are_those_of_the_vocabulary(hypotonia):
    phrases = read_phrases()

    assert {words for words, sign in phrases["floppy"] if sign.hpo_id == "HP:0001252"} >= {
        tuple(fold("Floppy muscles"))
    }


def test_a_plain_word_finds_what_has_the_sign_says_so_and_gives_the_reason(hypotonia):
    put(
        make_entry("Prader-Willi syndrome", signs=[EntrySign("HP:0001252", 4)], body="Hypotonia."),
        make_entry("Marfan syndrome", body="Tall stature."),
    )

    results = find("floppy muscles")

    assert titles(results) == ["Prader-Willi syndrome"]
    assert [(c.typed, c.read) for c in results.corrections] == [("floppy muscles", "Hypotonia")]
    assert results.hits[0].match == "Sign: Hypotonia"


def test_of_two_that_have_a_sign_the_one_that_nearly_always_has_it_leads(hypotonia):
    put(
        make_entry("Rarely", signs=[EntrySign("HP:0001252", 1), EntrySign("HP:0000002", 1)]),
        make_entry("Nearly always", signs=[EntrySign("HP:0001252", 4), EntrySign("HP:0000002", 1)]),
    )

    assert titles(find("floppy muscles")) == ["Nearly always", "Rarely"]


def test_exactly_as_typed_reads_no_sign(hypotonia):
    put(make_entry("Prader-Willi syndrome", signs=[EntrySign("HP:0001252", 4)]))

    assert find("floppy muscles", params="exactly=1").total == 0


def test_a_name_that_is_a_sign_too_is_a_name_first(hypotonia):
    put(make_entry("Hypotonia", body="x"), make_entry("Other", signs=[EntrySign("HP:0001252", 4)]))

    results = find("hypotonia")

    assert (titles(results), results.corrections) == (["Hypotonia", "Other"], ())
