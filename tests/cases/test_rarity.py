"""How many people a description could be of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.bands import AgeBand, Sex
from cases.desk.querysets import diseases_named, shared_by
from cases.desk.rare import all_rare
from cases.emergencies import NUMBERS
from cases.models import Case, CaseSign
from cases.pairing.querysets import ZONES
from cases.rarity import ENOUGH, PEOPLE, Named, Shared, combination, expected, rare_in
from cases.states import State
from common.countries import COUNTRIES
from tests.factories.cases import in_state
from tests.factories.vocabulary import DiseaseFactory, DiseaseNameFactory
from vocabulary.models import Prevalence

ALONE, MANY = Shared(1, 2, 3, 4), Shared(10, 10, 10, 10)
GB = {"country": "GB", "age_band": "18-29", "sex": "female"}


def test_ten_are_enough_and_nine_are_not():
    assert rare_in(MANY, (), **GB) == []
    [found] = rare_in(Shared(9, 9, 9, 9), (), **GB)
    assert (found.code, found.count) == ("hub", 9)


def test_the_sentence_says_what_would_widen_it():
    [found] = rare_in(ALONE, (), **GB)
    assert "1 case with" in found.sentence
    assert "Without the sex it would be 2, with any age 3, in any country 4" in found.sentence


def test_a_disease_that_few_would_have_is_rare_and_a_common_one_is_not():
    assert rare_in(MANY, [Named("A common one", 100.0)], **GB) == []
    [found] = rare_in(MANY, [Named("A rare one", 0.0001)], **GB)
    assert found.code == "disease" and "A rare one" in found.sentence


def test_the_number_of_people_is_prevalence_times_band_times_half():
    # 1 in 100 000 of 69 million, ten years of eighty, one sex of two
    assert expected(1.0, **GB) == pytest.approx(690 / 8 / 2)
    assert expected(1.0, country="GB", age_band="", sex="untold") == pytest.approx(690)


def test_every_country_of_the_network_has_its_people():
    assert set(PEOPLE) == set(COUNTRIES)


@given(
    st.floats(0, 1000),
    st.sampled_from([*COUNTRIES, "", "XX"]),
    st.sampled_from([*AgeBand.values, ""]),
    st.sampled_from([*Sex.values, ""]),
)
def test_a_wider_description_never_means_fewer_people(per, country, age, sex):
    narrow = expected(per, country=country, age_band=age, sex=sex)
    assert 0 <= narrow <= expected(per, country=country, age_band="", sex=sex)
    assert narrow <= expected(per, country=country, age_band=age, sex="")
    assert narrow <= expected(per, country="", age_band=age, sex=sex)


def test_what_was_looked_at_changes_with_each_part_and_not_with_their_order():
    one = combination("GB", "18-29", "female", signs=[1, 2], words=["a"])
    assert one == combination("GB", "18-29", "female", signs=[2, 1], words=["a"])
    others = {
        combination("IE", "18-29", "female", signs=[1, 2], words=["a"]),
        combination("GB", "", "female", signs=[1, 2], words=["a"]),
        combination("GB", "18-29", "", signs=[1, 2], words=["a"]),
        combination("GB", "18-29", "female", signs=[12], words=["a"]),
        combination("GB", "18-29", "female", signs=[1, 2], words=[]),
    }
    assert len(others | {one}) == 6


@pytest.mark.django_db
def test_the_hub_is_counted_by_bands_and_by_all_signs(django_assert_num_queries):
    case = in_state(State.SUBMITTED, signs=2)
    signs = list(case.signs.values_list("sign_id", flat=True))

    def like(signs=signs, state=State.OPEN, **bands):
        other = in_state(state, signs=0, **bands)
        CaseSign.objects.bulk_create(CaseSign(case=other, sign_id=sign) for sign in signs)

    like()
    like(sex="male")
    like(age_band="60-69")
    like(country="NZ")
    like(signs=signs[:1])
    like(state=State.WITHDRAWN)
    like(state=State.DECLINED)
    with django_assert_num_queries(2):
        assert shared_by(case) == Shared(alike=2, any_sex=3, any_age=3, any_country=3)


@pytest.mark.django_db
def test_ten_alike_cases_are_enough():
    case = in_state(State.SUBMITTED, signs=0)
    for _ in range(ENOUGH - 2):
        in_state(State.OPEN, signs=0)
    assert [one.count for one in all_rare(case)] == [9]
    in_state(State.OPEN, signs=0)
    assert all_rare(case) == []


@pytest.mark.django_db
def test_a_disease_is_named_by_a_key_word_and_the_widest_figure_counts():
    named, other = DiseaseFactory(name="Zebra syndrome"), DiseaseFactory(name="Another")
    DiseaseNameFactory(disease=named, text="Stripes")
    for mean in (0.2, 1.5, None):
        Prevalence.objects.create(disease=named, kind="Point prevalence", mean_per_100000=mean, where="Worldwide")
    Prevalence.objects.create(disease=other, kind="Point prevalence", mean_per_100000=9, where="Worldwide")
    for words in (["zebra Syndrome"], ["stripes", "unsteady"], ["stripes", "Zebra syndrome"]):
        assert diseases_named(Case(key_words=words)) == [Named("Zebra syndrome", 1.5)]
    assert diseases_named(Case(key_words=["unsteady"])) == []
    assert diseases_named(Case(key_words=[])) == []


def test_every_country_has_its_population_its_emergency_number_and_a_time_zone_for_its_volunteers():
    assert PEOPLE.keys() == COUNTRIES.keys() == ZONES.keys() == NUMBERS.keys()
