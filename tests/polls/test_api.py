import json

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import APIToken

from accounts.roles import Role
from polls.models import Ballot
from tests.factories.polls import BallotFactory, PollFactory
from tests.polls.conftest import reader_of

pytestmark = pytest.mark.django_db
API = "/api/hub/v1/polls"


def poll_now(**kwargs):
    return PollFactory(now=timezone.now(), **kwargs)


def put(client, poll, body, **headers):
    body = body if isinstance(body, str) else json.dumps(body)
    return client.put(f"{API}/{poll.pk}/ballot", body, content_type="application/json", headers=headers)


def test_before_voting_results_are_null_and_no_number_follows_from_ballots(client, physician):
    poll = poll_now()
    client.force_login(physician)
    before = client.get(f"{API}/{poll.pk}").json()
    BallotFactory(poll=poll, member=reader_of(Role.PHYSICIAN), option=poll.options.first())

    after = client.get(f"{API}/{poll.pk}").json()

    assert after["results"] is None
    assert after["ballot"] is None
    assert after == before, "an answer of somebody else changes nothing"


def test_a_vote_answers_with_the_results_and_can_be_changed(client, physician):
    poll = poll_now()
    option = poll.options.get(text="Brain MRI")
    client.force_login(physician)

    first = put(client, poll, {"option": option.pk}).json()
    second = put(client, poll, {"option": None}).json()

    assert first["ballot"]["option"] == option.pk
    assert first["results"]["answers"] == 1
    row = first["results"]["rows"][0]
    assert (row["option"], row["votes"], row["share"]) == (option.pk, 1, 1.0)
    assert 0 <= row["low"] <= row["share"] <= row["high"] <= 1
    assert second["ballot"]["option"] is None
    assert second["results"]["rows"][-1]["votes"] == 1


def test_a_token_votes_without_cookie(physician):
    poll = poll_now()
    _, text = APIToken.create_token(user=physician, name="client")
    client = Client(enforce_csrf_checks=True)

    response = put(client, poll, {"option": None}, Authorization=f"Bearer {text}")

    assert response.status_code == 200
    assert Ballot.objects.get().member == physician


def test_a_session_without_csrf_token_does_not_vote(physician):
    client = Client(enforce_csrf_checks=True)
    client.force_login(physician)

    response = put(client, poll_now(), {"option": None})

    assert response.status_code == 403
    assert response["Content-Type"] == "application/problem+json"
    assert not Ballot.objects.exists()


@pytest.mark.parametrize(("role", "traits", "status"), [
    (None, {"public": True}, 401), (Role.EDITOR, {}, 403), (Role.FAMILY, {}, 404), (Role.FAMILY, {"public": True}, 403),
    (Role.PHYSICIAN, {"closed": True}, 403), (Role.PHYSICIAN, {"scheduled": True}, 404),
])  # fmt: skip
def test_a_vote_that_does_not_count_is_a_problem_with_a_sentence(client, role, traits, status):
    poll = poll_now(**traits)
    if role:
        client.force_login(reader_of(role))

    response = put(client, poll, {"option": None})

    assert response.status_code == response.json()["status"] == status
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["detail"].endswith(".")
    assert not Ballot.objects.exists()


@pytest.mark.parametrize(
    "body", [{}, {"option": "1"}, {"option": True}, {"option": 10**30}, {"option": 1.5}, [], "{", ""]
)
def test_a_malformed_vote_is_a_problem_and_changes_nothing(client, physician, body):
    client.force_login(physician)

    response = put(client, poll_now(), body)

    assert response.status_code in (400, 422)
    assert response["Content-Type"] == "application/problem+json"
    assert not Ballot.objects.exists()


def test_an_option_of_another_poll_is_refused_by_name_of_the_field(client, physician):
    client.force_login(physician)

    response = put(client, poll_now(), {"option": poll_now().options.first().pk})

    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "option"


@pytest.mark.parametrize("path", ["/999", "/99999999999999999999999999", "/0"])
def test_an_unknown_poll_is_404(client, path):
    assert client.get(API + path).status_code == 404


def test_the_list_holds_what_the_caller_may_know_of_and_no_results(client, physician):
    public, members = poll_now(public=True, closed=True), poll_now()
    poll_now(scheduled=True)
    BallotFactory(poll=public, member=physician)

    assert [item["id"] for item in client.get(API).json()["items"]] == [public.pk]
    client.force_login(physician)
    answer = client.get(API).json()
    assert [item["id"] for item in answer["items"]] == [members.pk, public.pk]
    fields = {"id", "question", "state", "audience", "is_demonstration", "opens_at", "closes_at", "url"}
    assert set(answer["items"][0]) == fields
    assert [item["state"] for item in answer["items"]] == ["open", "closed"]


def test_the_list_goes_on_where_it_stopped(client, django_assert_num_queries):
    now = timezone.now()
    polls = [PollFactory(now=now, public=True) for _ in range(5)]
    with django_assert_num_queries(1):
        answer = client.get(f"{API}?limit=2").json()

    seen = [item["id"] for item in answer["items"]]
    while answer["next"]:
        answer = client.get(answer["next"]).json()
        seen += [item["id"] for item in answer["items"]]

    assert seen == [poll.pk for poll in reversed(polls)]


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "after=x", "after=999999"])
def test_a_malformed_list_names_the_field(client, query):
    response = client.get(f"{API}?{query}")

    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == query.split("=")[0]
