"""The signs a disease is found by: how much each weighs, and the broader terms above them."""

import pytest

from tests.factories.vocabulary import DiseaseFactory, DiseaseSignFactory, SignFactory
from vocabulary.broader import above, weighted_signs
from vocabulary.models import Sign
from vocabulary.querysets import facts_in_bulk, facts_of, sign_parents

ROOT, EYE = "HP:0000118", "HP:0000478"


@pytest.fixture
def tree(db) -> dict[str, Sign]:
    """Phenotypic abnormality > eye > vision > field > {left, right}, where the last also stands under vision itself."""
    above_all, root = SignFactory(hpo_id="HP:0000001"), SignFactory(hpo_id=ROOT)
    eye = SignFactory(hpo_id=EYE)
    root.parents.add(above_all)
    eye.parents.add(root)
    Sign.objects.filter(pk=eye.pk).update(system=eye)
    vision, field, left, right = (SignFactory(hpo_id=f"HP:100000{n}", system=eye) for n in range(1, 5))
    vision.parents.add(eye)
    field.parents.add(vision)
    left.parents.add(field)
    right.parents.add(field, vision)
    return {"eye": eye, "vision": vision, "field": field, "left": left, "right": right}


def found(*rows, **cells) -> dict[str, int]:
    disease = DiseaseFactory()
    for row in rows or [{}]:
        DiseaseSignFactory(disease=disease, **{**cells, **row})
    return weighted_signs(facts_of(disease).signs, sign_parents(disease))


@pytest.mark.parametrize(
    ("cells", "weight"),
    [
        ({"low": 100, "high": 100}, 4),
        ({"low": 80, "high": 99}, 4),
        ({"low": 30, "high": 79}, 3),
        ({"low": 5, "high": 29}, 2),
        ({"low": 1, "high": 4}, 1),
        ({}, 1),
        ({"patients_with": 24, "patients": 30, "low": 80, "high": 80}, 4),
        ({"patients_with": 4, "patients": 5, "low": 80, "high": 80}, 4),
        ({"patients_with": 1, "patients": 1, "low": 100, "high": 100}, 3),
        ({"patients_with": 1, "patients": 4, "low": 25, "high": 25}, 2),
        ({"patients_with": 1, "patients": 100, "low": 1, "high": 1}, 1),
    ],
)
@pytest.mark.django_db
def test_a_sign_weighs_the_more_the_more_patients_have_it_and_few_patients_prove_little(cells, weight):
    assert list(found(**cells).values()) == [weight]


def test_a_disease_is_found_by_the_broader_terms_but_not_by_organ_systems_or_what_is_above_them(tree):
    assert found({"sign": tree["right"], "low": 80, "high": 99}) == {"HP:1000001": 1, "HP:1000002": 1, "HP:1000004": 4}


def test_a_broader_term_that_is_noted_itself_keeps_its_own_weight(tree):
    rows = {"sign": tree["field"], "low": 30, "high": 79}, {"sign": tree["left"], "low": 5, "high": 29}

    assert found(*rows) == {"HP:1000001": 1, "HP:1000002": 3, "HP:1000003": 2}


def test_an_absent_sign_brings_neither_itself_nor_what_is_above_it(tree):
    assert found({"sign": tree["left"], "is_absent": True}) == {}


def test_an_organ_system_that_a_source_notes_is_a_sign_like_any_other(tree):
    assert found({"sign": tree["eye"]}) == {EYE: 1}


def test_signs_stand_in_the_order_of_their_ids_whatever_the_order_of_the_rows(tree):
    rows = [{"sign": tree[name]} for name in ("right", "eye", "left")]

    assert list(found(*rows)) == list(found(*rows[::-1])) == [EYE, *(f"HP:100000{n}" for n in range(1, 5))]


def test_what_is_above_one_disease_is_read_in_one_query_and_says_the_same_as_the_whole(tree, django_assert_num_queries):
    disease = DiseaseSignFactory(sign=tree["right"]).disease
    with django_assert_num_queries(1):
        its = sign_parents(disease)
    with django_assert_num_queries(1):
        everything = sign_parents()

    assert sorted(its["HP:1000004"]) == ["HP:1000001", "HP:1000002"]
    assert "HP:1000003" in everything and "HP:1000003" not in its
    [facts] = facts_in_bulk([disease.pk])
    assert weighted_signs(facts.signs, its) == weighted_signs(facts.signs, everything)


def test_a_new_parent_shows_at_once(tree):
    disease = DiseaseSignFactory(sign=tree["left"]).disease
    sign_parents(disease)
    new = SignFactory(system=tree["eye"])
    tree["left"].parents.add(new)

    assert new.hpo_id in sign_parents(disease)["HP:1000003"]


def test_terms_that_go_round_end():
    assert above(["a"], {"a": ["b"], "b": ["c"], "c": ["a"]}) == {"a", "b", "c"}
