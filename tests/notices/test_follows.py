import json

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.models import Event
from notices import actions
from notices.actions import follow, unfollow
from notices.models import Follow
from notices.things import thing_of
from tests.factories.accounts import UserFactory
from tests.factories.content import make_library
from tests.factories.vocabulary import DiseaseFactory, SignFactory
from vocabulary.models import SignAlias

pytestmark = pytest.mark.django_db
FOLLOWS = "/api/hub/v1/me/follows"


def add(client, **wanted):
    return client.post(FOLLOWS, json.dumps(wanted), content_type="application/json")


def test_a_disease_and_a_sign_are_followed_once_and_listed_the_newest_first(client):
    client.force_login(UserFactory())
    disease, sign = DiseaseFactory(), SignFactory(hpo_id="HP:0001251")
    assert add(client, orpha_code=disease.orpha_code).status_code == 201
    assert add(client, hpo_id=sign.hpo_id).status_code == 201
    assert add(client, hpo_id=sign.hpo_id).status_code == 200
    told = client.get(FOLLOWS).json()
    assert told["total"] == 2
    assert [(row["code"], row["name"]) for row in told["items"]] == [
        (sign.hpo_id, sign.name),
        (disease.key, disease.name),
    ]


@pytest.mark.parametrize(
    ("wanted", "status"),
    [
        ({}, 422),
        ({"orpha_code": 1, "hpo_id": "HP:0001251"}, 422),
        ({"orpha_code": 0}, 422),
        ({"orpha_code": 10**9}, 422),
        ({"hpo_id": "HP:1"}, 422),
        ({"orpha_code": 12345}, 404),
        ({"hpo_id": "HP:0009999"}, 404),
    ],
)
def test_what_is_not_there_cannot_be_followed(client, wanted, status):
    client.force_login(UserFactory())
    assert add(client, **wanted).status_code == status
    assert not Follow.objects.exists()


def test_a_group_of_diseases_has_no_page_and_is_not_followed(client):
    client.force_login(UserFactory())
    assert add(client, orpha_code=DiseaseFactory(group=True).orpha_code).status_code == 404


def test_nobody_ends_or_sees_what_somebody_else_follows(client):
    followed, _ = follow(thing=DiseaseFactory(), by=UserFactory(), now=timezone.now())
    client.force_login(UserFactory())
    assert client.get(FOLLOWS).json()["items"] == []
    assert client.delete(f"{FOLLOWS}/{followed.pk}").status_code == 404
    assert client.post(f"/accounts/follows/{followed.pk}/end/").status_code == 404
    assert client.delete(f"{FOLLOWS}/{2**80}").status_code == 422
    assert Follow.objects.count() == 1


def test_the_list_is_bounded_and_the_refusal_says_what_to_do(monkeypatch, client):
    monkeypatch.setattr(actions, "FOLLOWS_MOST", 2)
    user = UserFactory()
    diseases = DiseaseFactory.create_batch(3)
    for disease in diseases[:2]:
        follow(thing=disease, by=user, now=timezone.now())
    with pytest.raises(ValidationError, match="Take one off"):
        follow(thing=diseases[2], by=user, now=timezone.now())
    assert not follow(thing=diseases[0], by=user, now=timezone.now())[1]
    client.force_login(user)
    answer = client.post("/accounts/follows/", {"code": diseases[2].key})
    assert answer.status_code == 422
    assert diseases[2].key in answer.content.decode()


def test_what_somebody_reads_about_is_not_written_into_the_log_for_ever():
    user = UserFactory()
    followed, _ = follow(thing=DiseaseFactory(), by=user, now=timezone.now())
    unfollow(follow_id=followed.pk, by=user)
    assert not Event.objects.exists()


@pytest.mark.parametrize("text", ["ORPHA:909", "orpha909", "909", " ORPHA:909 "])
def test_a_disease_is_known_by_its_code_however_it_is_written(text):
    disease = DiseaseFactory(orpha_code=909)
    assert thing_of(text) == disease


def test_a_sign_is_known_by_its_id_and_by_a_former_one():
    sign = SignFactory(hpo_id="HP:0001251")
    SignAlias.objects.create(sign=sign, hpo_id="HP:0007050")
    assert thing_of("hp:0001251") == thing_of("HP0007050") == sign


@pytest.mark.parametrize("text", ["Fabry", "OMIM:1", "ORPHA:1", "HP:9999999", "\x00", "９０９"])
def test_what_is_no_code_is_refused_with_an_example_or_as_unknown(client, text):
    client.force_login(UserFactory())
    answer = client.post("/accounts/follows/", {"code": text})
    assert answer.status_code == 422
    assert "Please look at this" in answer.content.decode()


def test_the_button_of_a_disease_follows_it_and_leads_back(client):
    page = make_library().curated
    client.force_login(UserFactory())
    html = client.get(page.url).content.decode()
    assert "Follow<span" in html
    answer = client.post("/accounts/follows/", {"code": f"ORPHA:{page.disease.orpha_code}", "next": page.url})
    assert answer["Location"] == page.url
    html = client.get(page.url).content.decode()
    assert "Following<span" in html
    [followed] = Follow.objects.all()
    listed = client.get("/accounts/follows/").content.decode()
    assert f'href="{page.url}"' in listed
    assert client.post(f"/accounts/follows/{followed.pk}/end/", {"next": page.url})["Location"] == page.url
    assert not Follow.objects.exists()


def test_a_form_leads_to_no_other_site(client):
    client.force_login(UserFactory())
    answer = client.post("/accounts/follows/", {"code": DiseaseFactory().key, "next": "https://evil.example/"})
    assert answer["Location"] == "/accounts/follows/"


def asked(client, address, table=""):
    """Return how many questions a page asks the database, of one table if it is named."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return sum(table in query["sql"] for query in captured.captured_queries)


def test_the_button_costs_visitors_nothing_and_readers_one_question(client):
    page = make_library().curated
    assert asked(client, page.url, "notices_follow") == 0
    client.force_login(UserFactory())
    assert asked(client, page.url, "notices_follow") == 1


def test_the_page_of_follows_asks_no_more_for_many_than_for_one(client):
    user = UserFactory()
    client.force_login(user)
    follow(thing=DiseaseFactory(), by=user, now=timezone.now())
    few = asked(client, "/accounts/follows/")
    for thing in (*DiseaseFactory.create_batch(8), *SignFactory.create_batch(8)):
        follow(thing=thing, by=user, now=timezone.now())
    assert asked(client, "/accounts/follows/") == few
