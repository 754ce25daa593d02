import json

import pytest
from django.test import Client
from wagtail.models import APIToken

from search.models import SavedSearch
from search.saved.actions import SAVED_MOST
from tests.factories.accounts import UserFactory
from tests.factories.search import make_entry, put, save

pytestmark = pytest.mark.django_db
API = "/api/hub/v1/saved-searches"


def send(client, method, path="", body=None, **headers):
    data = json.dumps(body) if body is not None else ""
    return getattr(client, method)(API + path, data, content_type="application/json", headers=headers)


def test_a_search_is_saved_listed_renamed_seen_and_deleted(client, member):
    put(make_entry("Ataxia", kind="article"))

    made = send(client, "post", body={"query": "q=ataxia&kind=article&page=2", "name": "Gait"})
    assert made.status_code == 201
    path = f"/{made.json()['id']}"
    SavedSearch.objects.update(seen_at="2026-01-01T08:00:00Z")
    [row] = client.get(API).json()["items"]
    assert row == made.json() | {
        "seen_at": "2026-01-01T08:00:00Z", "new": 1, "total": 1, "query": "q=ataxia&kind=article", "words": "ataxia",
        "filters": ["Article"], "name": "Gait", "url": "/search/?q=ataxia&kind=article", "problem": None,
    }  # fmt: skip

    assert send(client, "patch", path, {"name": "Heels"}).json()["name"] == "Heels"
    SavedSearch.objects.update(saved_at="2026-01-01T08:00:00Z")
    assert send(client, "post", f"{path}/seen").json()["seen_at"] > "2026-01-01T08:00:00Z"

    assert send(client, "delete", path).status_code == 204
    assert client.get(API).json() == {"total": 0, "page": 1, "pages": 1, "items": []}


def test_the_same_search_is_answered_as_it_was(client, member):
    first = send(client, "post", body={"query": "q=ataxia", "name": "First"}).json()

    again = send(client, "post", body={"query": "?q=ataxia&page=2", "name": "Second"})

    assert again.status_code == 200
    assert again.json() == first


@pytest.mark.parametrize(("method", "path"), [
    ("get", ""), ("post", ""), ("patch", "/1"), ("delete", "/1"), ("post", "/1/seen"),
])  # fmt: skip
def test_a_visitor_is_told_to_sign_in(client, method, path):
    answer = send(client, method, path)

    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(("method", "path"), [("patch", ""), ("delete", ""), ("post", "/seen")])
def test_what_somebody_else_saved_is_not_there(client, member, method, path):
    hers = save(UserFactory(), "q=ataxia")

    answers = [send(client, method, f"/{pk}{path}", {"name": "mine"}) for pk in (hers.pk, 999_999)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert SavedSearch.objects.get().name == hers.name
    assert client.get(API).json()["items"] == []


@pytest.mark.parametrize(("method", "path"), [("post", ""), ("patch", "/{}"), ("delete", "/{}"), ("post", "/{}/seen")])
def test_a_session_without_csrf_token_changes_nothing_and_a_token_needs_none(member, method, path):
    saved = save(member, "q=ataxia")
    path, body = path.format(saved.pk), {"query": "q=more", "name": "changed"}
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(member)

    assert send(strict, method, path, body).status_code == 403
    assert [(kept.name, kept.seen_at) for kept in SavedSearch.objects.all()] == [(saved.name, saved.seen_at)]

    _, text = APIToken.create_token(user=member, name="client")
    answer = send(Client(enforce_csrf_checks=True), method, path, body, Authorization=f"Bearer {text}")
    assert answer.status_code in (200, 201, 204)


@pytest.mark.parametrize(("body", "field"), [
    ({"query": "kind=invented"}, "kind"), ({"query": "q=x", "name": "x" * 81}, "payload.name"), ({}, "payload.query"),
    ({"query": "q=x" * 2000}, "payload.query"), ({"query": "&".join(f"year={n}" for n in range(1980, 2001))}, "year"),
])  # fmt: skip
def test_what_cannot_be_kept_is_refused_by_the_name_of_its_field(client, member, body, field):
    answer = send(client, "post", body=body)

    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_a_full_list_is_a_problem_with_a_sentence(client, member):
    for number in range(SAVED_MOST):
        save(member, f"q=word{number}")

    answer = send(client, "post", body={"query": "q=more"})

    assert answer.status_code == 422
    assert "Delete one" in answer.json()["detail"]
    assert client.get(f"{API}?page=3").json()["pages"] == 3
    assert len(client.get(f"{API}?page=3").json()["items"]) == 10
    assert client.get(f"{API}?page=4").status_code == 422


def test_a_search_that_no_longer_reads_says_why_and_has_no_numbers(client, member):
    saved = save(member, "q=ataxia", "Gone")
    SavedSearch.objects.update(params="kind=gone")

    [row] = client.get(API).json()["items"]
    assert row["problem"].startswith("“kind” is one of")
    assert (row["url"], row["total"], row["new"]) == (None, None, None)
    assert send(client, "post", f"/{saved.pk}/seen").status_code == 422
    assert send(client, "patch", f"/{saved.pk}", {"name": "x"}).status_code == 422
    assert send(client, "delete", f"/{saved.pk}").status_code == 204
