import pytest

from common.audience import Audience
from tests.factories.search import make_entry, put

pytestmark = pytest.mark.django_db


def put_some():
    put(
        make_entry("Marfan syndrome", synonyms=["MFS"], specialities=["Cardiology"], summary="A widening aorta."),
        make_entry("The tall swimmer", kind="article", audience=Audience.MEMBERS, body="Marfan was missed"),
    )


def test_the_page_shows_hits_and_facets(client):
    put_some()

    response = client.get("/search/?q=marfan")

    assert response.status_code == 200
    assert "<mark>Marfan</mark> syndrome" in response.content.decode()
    assert [hit.title for hit in response.context["results"].hits] == ["Marfan syndrome"]
    assert "search/page.html" in [template.name for template in response.templates]


def test_a_member_finds_more(client, member):
    put_some()

    assert client.get("/search/?q=marfan").context["results"].total == 2


def test_htmx_gets_only_the_results_but_all_when_it_goes_back(client):
    put_some()

    part = client.get("/search/?q=marfan", headers={"HX-Request": "true"})
    whole = client.get("/search/?q=marfan", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})

    assert "<html" not in part.content.decode()
    assert "<html" in whole.content.decode()


@pytest.mark.parametrize("path", ["/search/?q=marfan", "/search/suggest/?q=marf", "/search/?page=0"])
def test_no_shared_cache_keeps_what_depends_on_the_reader(client, path):
    response = client.get(path)

    assert "private" in response["Cache-Control"]
    assert {"Cookie", "HX-Request"} <= {name.strip() for name in response["Vary"].split(",")}


def test_a_parameter_that_cannot_be_read_is_named(client):
    response = client.get("/search/?q=marfan&page=0")

    assert response.status_code == 400
    assert response.context["problem"].name == "page"
    assert response.context["problem"].message in response.content.decode()


def test_an_empty_result_offers_ways_out_with_their_numbers(client):
    put_some()

    ways = client.get("/search/?q=marfan&kind=video&speciality=Cardiology").context["ways_out"]

    assert [(way.label, way.count, way.url) for way in ways] == [
        ("Remove “Video”", 1, "/search/?q=marfan&speciality=Cardiology"),
        ("Remove all filters", 1, "/search/?q=marfan"),
    ]


def test_a_correction_leads_back_to_the_words_as_typed(client):
    put_some()

    context = client.get("/search/?q=marfn+syndrome").context

    assert context["results"].corrections[0].read == "Marfan"
    assert context["exactly_url"] == "/search/?q=marfn+syndrome&exactly=1"
    exactly = client.get(context["exactly_url"]).context
    assert (exactly["results"].total, exactly["did_you_mean_url"]) == (0, "/search/?q=Marfan+syndrome")


def test_suggestions_are_a_list_of_links(client):
    put_some()

    response = client.get("/search/suggest/?q=mf")

    assert "also called MFS" in response.content.decode()
    assert client.get("/search/suggest/").context["suggestions"] == ()


@pytest.mark.parametrize("path", ["/search/", "/search/suggest/"])
def test_searching_changes_nothing(client, path):
    assert client.post(path, {"q": "x"}).status_code == 405
