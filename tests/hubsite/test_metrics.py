import pytest

from accounts.roles import Role
from search import health
from search.engines.away import EngineAway
from tests.factories.accounts import UserFactory
from tests.factories.search import make_entry, put

pytestmark = pytest.mark.django_db


@pytest.fixture
def token(settings):
    settings.METRICS_TOKEN = "let-the-monitor-in"
    return {"Authorization": "Bearer let-the-monitor-in"}


def test_the_monitor_reads_how_the_search_is(client, token):
    put(make_entry("Marfan syndrome"))

    answer = client.get("/metrics", headers=token)

    assert answer.status_code == 200
    assert "hub_search_engine_up 1.0" in answer.content.decode()
    assert "hub_search_entries 1.0" in answer.content.decode()
    assert "hub_search_outbox_lag_seconds 0.0" in answer.content.decode()


def test_an_engine_that_is_away_is_a_figure_and_no_failure(client, token, monkeypatch):
    class Away:
        name = "elasticsearch"

        def status(self):
            raise EngineAway("gone")

    monkeypatch.setattr(health, "engine", Away)

    answer = client.get("/metrics", headers=token)

    assert answer.status_code == 200
    assert "hub_search_engine_up 0.0" in answer.content.decode()


@pytest.mark.parametrize("role", [None, *sorted(set(Role.values) - {Role.ADMINISTRATOR})])
def test_to_anybody_else_there_is_nothing_there(client, token, role):
    if role:
        client.force_login(UserFactory(role=role))

    answer = client.get("/metrics")

    assert answer.status_code == 404
    assert "hub_search" not in answer.content.decode()


def test_an_administrator_reads_them_too(client):
    client.force_login(UserFactory(role=Role.ADMINISTRATOR))

    assert client.get("/metrics").status_code == 200


@pytest.mark.parametrize("sent", ["", "Bearer ", "Bearer let-the-monitor-", "let-the-monitor-in-too", "Bearer é"])
def test_a_wrong_token_opens_nothing(client, token, sent):
    assert client.get("/metrics", headers={"Authorization": sent}).status_code == 404


def test_without_a_token_in_the_settings_no_token_opens(client, settings):
    settings.METRICS_TOKEN = ""

    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
