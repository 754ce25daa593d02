import pytest

from content.models import DiseaseIndexPage
from tests.factories.content import make_disease_page
from tests.factories.diseases import make_bare_disease

pytestmark = pytest.mark.django_db
NAMES = ["Marfan syndrome", "MALT lymphoma", "maple syrup urine disease", "10p13 deletion", "Zebra syndrome"]


@pytest.fixture
def diseases():
    return [make_disease_page(disease=make_bare_disease(name, number)) for number, name in enumerate(NAMES, start=900)]


def context_of(rf, query=""):
    request = rf.get(f"/diseases/{query}")
    request.user = type("Visitor", (), {"is_authenticated": False})()
    return DiseaseIndexPage.objects.get().get_context(request)


def test_each_letter_says_how_many_diseases_it_holds(rf, diseases):
    letters = dict(context_of(rf)["letters"])
    assert {letter: count for letter, count in letters.items() if count} == {"M": 3, "Z": 1, "#": 1}


def test_letters_count_what_the_filters_leave_whatever_letter_is_chosen(rf, diseases):
    letters = dict(context_of(rf, "?state=curated&letter=M")["letters"])
    assert not any(letters.values())


def test_capitals_do_not_come_before_small_letters(rf, diseases):
    titles = [page.title for page in context_of(rf, "?letter=M")["items"]]
    assert titles == ["MALT lymphoma", "maple syrup urine disease", "Marfan syndrome"]


def test_the_list_asks_as_many_queries_for_one_disease_as_for_five(client, diseases, django_assert_max_num_queries):
    client.get("/diseases/")
    with django_assert_max_num_queries(15) as few:
        client.get("/diseases/?letter=Z")
    with django_assert_max_num_queries(15) as many:
        client.get("/diseases/")
    assert len(few) == len(many)
