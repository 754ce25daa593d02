import json
from datetime import date

import pytest

from common.audience import Audience
from search.actions import upsert
from search.schemas import CardListOut, SearchOut, SuggestOut
from tests.factories.search import make_entry, put

pytestmark = pytest.mark.django_db
API = "/api/hub/v1"


def put_some():
    put(
        make_entry("Marfan syndrome", codes=["ORPHA:558"], genes=["FBN1"], specialities=["Cardiology"], curated=True),
        make_entry("Loeys-Dietz syndrome", inheritance=["Autosomal dominant"], onset=["Childhood"]),
        make_entry("When the root is small", kind="video", lines=[(3, "marfan is said")], date=date(2026, 3, 1)),
        make_entry("The tall swimmer", kind="article", audience=Audience.MEMBERS, date=date(2025, 3, 1), body="marfan"),
    )


def get(client, path, status=200):
    response = client.get(API + path)
    assert response.status_code == status, response.content
    return response.json()


def test_a_search_answers_as_its_schema_says(client, member):
    put_some()

    answer = get(client, "/search?q=marfan")

    assert SearchOut.model_validate(answer).total == 3
    assert answer["hits"][0]["card"]["title"] == "Marfan syndrome"
    assert answer["hits"][0]["title_html"] == "<mark>Marfan</mark> syndrome"
    spoken = next(hit["spoken"] for hit in answer["hits"] if hit["kind"] == "video")
    assert spoken["clock"] == "0:03"


def test_no_text_of_a_page_can_be_taken_for_a_card(client):
    put(make_entry('"card": null}', summary='x "card": null} marfan \\"card": null}', codes=['A:"card": null}']))

    hit = get(client, "/search?q=marfan")["hits"][0]

    assert hit["title"] == hit["card"]["title"] == '"card": null}'


def test_others_get_less(client):
    put_some()

    answer = get(client, "/search?q=marfan")

    assert answer["total"] == 2
    assert "swimmer" not in json.dumps(answer)


def test_suggestions_answer_as_their_schema_says(client):
    put_some()

    answer = get(client, "/suggest?q=marf&limit=1")

    assert SuggestOut.model_validate(answer).suggestions[0].title == "Marfan syndrome"


@pytest.mark.parametrize(
    ("path", "titles"),
    [
        ("/diseases", ["Loeys-Dietz syndrome", "Marfan syndrome"]),
        ("/diseases?gene=FBN1", ["Marfan syndrome"]),
        ("/diseases?inheritance=Autosomal+dominant&onset=Childhood", ["Loeys-Dietz syndrome"]),
        ("/diseases?speciality=Cardiology", ["Marfan syndrome"]),
        ("/diseases?curated=true", ["Marfan syndrome"]),
        ("/diseases?prefix=loe", ["Loeys-Dietz syndrome"]),
        ("/content", ["When the root is small"]),
        ("/content?kind=video&year=2026", ["When the root is small"]),
        ("/content?kind=article", []),
        ("/content?audience=members", []),
        ("/content?disease=ORPHA:558", []),
    ],
)
def test_lists_can_be_narrowed(client, path, titles):
    put_some()

    answer = get(client, path)

    assert [card["title"] for card in answer["items"]] == titles
    assert CardListOut.model_validate(answer).total == len(titles)


def test_a_list_is_walked_by_its_cursor(client):
    put_some()

    first = get(client, "/diseases?size=1")
    second = get(client, f"/diseases?size=1&cursor={first['cursor']}")

    assert [first["items"][0]["title"], second["items"][0]["title"]] == ["Loeys-Dietz syndrome", "Marfan syndrome"]
    assert (first["total"], second["cursor"]) == (2, None)


MANY = "&".join(f"onset={n}" for n in range(21))
UNREADABLE = {
    "page": ("/search?page=0", "/search?page=501", "/search?page=x"),
    "size": ("/search?size=51", "/diseases?size=0"),
    "kind": ("/search?kind=x", "/content?kind=disease"),
    "audience": ("/search?audience=x", "/content?audience=x"),
    "year": ("/search?year=x", "/content?year=26"),
    "disease": ("/search?disease=x", "/content?disease=marfan"),
    "curated": ("/search?curated=x", "/diseases?curated=x"),
    "cursor": ("/diseases?cursor=x", "/content?cursor=WzFd"),
    "sort": ("/search?sort=x",),
    "onset": (f"/search?{MANY}",),
    "limit": ("/suggest?limit=0",),
}


@pytest.mark.parametrize(("field", "path"), [(field, path) for field, paths in UNREADABLE.items() for path in paths])
def test_what_cannot_be_read_is_named(client, field, path):
    problem = get(client, path, status=422)

    assert problem["status"] == 422
    assert [error["field"] for error in problem["errors"]] == [field]


@pytest.mark.parametrize("path", ["/search?q=x", "/suggest?q=x", "/diseases", "/content"])
def test_no_shared_cache_keeps_an_answer(client, path):
    assert client.get(API + path)["Cache-Control"] == "private"


QUERIES = {
    "/search?q=ataxia": 3, "/search?q=ataxia+3": 3, "/search?kind=disease": 2, "/search?q=ataxia&disease=ORPHA:1": 3,
    "/search?q=ataxai": 9, "/search?q=ataxia+zzzzz": 12, "/suggest?q=atax": 2, "/diseases": 2, "/content": 2,
}  # fmt: skip


@pytest.mark.parametrize("there", [30, 300])
@pytest.mark.parametrize("path", QUERIES)
def test_an_answer_costs_the_same_number_of_queries_however_much_there_is(
    client, path, there, django_assert_num_queries
):
    upsert(make_entry(f"Ataxia {n}", specialities=["Neurology"], body="gait") for n in range(there))
    client.get(API + path)

    with django_assert_num_queries(QUERIES[path]):
        client.get(API + path)
