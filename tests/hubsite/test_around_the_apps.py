"""What hubsite puts around the apps: health, Wagtail's API, the dashboard's failures, the lines under every page."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from content.actions.disease_pages import sync_disease_pages
from search.actions import rebuild
from search.models import SearchEntry
from tests.content.trees import article, disease, disease_pages
from tests.factories.accounts import UserFactory, give_role
from vocabulary.models import LoadRun

pytestmark = pytest.mark.django_db


def test_the_process_is_alive_without_asking_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"ok"


def test_readiness_follows_the_database(client, monkeypatch):
    assert client.get("/readyz").json() == {"database": "ok"}

    def away():
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", away)
    assert client.get("/readyz").status_code == 503


def test_readiness_does_not_depend_on_the_search_engine(client, settings):
    settings.SEARCH_URL = "elasticsearch://127.0.0.1:9/nobody"
    assert client.get("/readyz").status_code == 200


def test_no_answer_of_wagtails_api_is_kept_by_a_shared_cache(client):
    page = article()
    for address in ("/api/v2/pages/", f"/api/v2/pages/{page.pk}/"):
        assert "private" in client.get(address)["Cache-Control"]


def test_the_dashboard_shows_a_failed_load_until_the_source_was_loaded_again(client):
    editor = UserFactory()
    give_role(editor, Role.EDITOR)
    client.force_login(editor)
    now = timezone.now()
    times = {"started_at": now, "finished_at": now}
    LoadRun.objects.create(source="mondo", outcome="failed", message="mondo.tsv, line 7: too few columns", **times)
    assert "line 7: too few columns" in client.get("/admin/").content.decode()
    later = {name: now + timedelta(minutes=1) for name in times}
    LoadRun.objects.create(source="mondo", outcome="loaded", **later)
    assert "line 7" not in client.get("/admin/").content.decode()


def test_the_dashboard_says_how_much_waits_for_the_index(client):
    editor = UserFactory()
    give_role(editor, Role.EDITOR)
    client.force_login(editor)
    article()
    SearchEntry.objects.update(indexed_version=0)
    assert "1 change waits for the search index" in " ".join(client.get("/admin/").content.decode().split())


def test_api_answers_cost_the_same_queries_whatever_the_number_of_pages(client, django_assert_num_queries):
    disease_pages(3)
    rebuild()
    for more in (0, 60):
        for number in range(100, 100 + more):
            disease(number)
        sync_disease_pages()
        rebuild()
        with django_assert_num_queries(1):
            assert client.get("/api/hub/v1/diseases/1").status_code == 200
        with django_assert_num_queries(2):
            assert client.get("/api/hub/v1/diseases?size=2").json()["total"] == 3 + more


@pytest.mark.parametrize("kind", ["content.ArticlePage", "content.DiseasePage"])
def test_a_list_of_wagtails_api_costs_the_same_queries_for_two_pages_and_for_eight(client, kind):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            rows = client.get("/api/v2/pages/", {"type": kind, "fields": "*"}).json()["items"]
        return len(rows), len(captured)

    disease_pages(2)
    for number in range(2):
        article(f"Article {number}")
    few = queries()
    for number in range(2, 8):
        article(f"Article {number}")
        disease(1000 + number)
    sync_disease_pages()
    many = queries()
    assert (few[0], many[0]) == (2, 8)
    assert many[1] <= few[1]
