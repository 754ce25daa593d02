import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from polls.models import Ballot
from polls.search_entries import poll_entry
from tests.factories.polls import DAY, BallotFactory, PollFactory
from tests.polls.conftest import reader_of

pytestmark = pytest.mark.django_db
RESULT_WORDS = ("member answered", "members answered", " %", "interval", "<table", "<rect")


def poll_now(**kwargs):
    return PollFactory(now=timezone.now(), **kwargs)


def card_in(html):
    """Return the card alone, without what the page says about polls in general."""
    return re.search(r'<section class="card stack-s poll".*?</section>', html, re.DOTALL).group()


def as_seen_by(client, reader, poll):
    if reader:
        client.force_login(reader)
    return client.get(reverse("polls:detail", args=[poll.pk]))


def vote(client, poll, option, **extra):
    return client.post(reverse("polls:vote", args=[poll.pk]), {"option": option} | extra.pop("data", {}), **extra)


def test_before_voting_the_page_holds_the_form_and_no_trace_of_results(client, physician):
    poll = poll_now()
    BallotFactory(poll=poll, member=reader_of(Role.PHYSICIAN), option=poll.options.first())

    html = card_in(as_seen_by(client, physician, poll).content.decode())

    assert 'type="radio"' in html
    assert not [word for word in RESULT_WORDS if word in html]


def test_without_script_a_vote_leads_back_to_the_page_it_came_from_with_the_result(client, physician):
    poll = poll_now()
    client.force_login(physician)

    response = vote(client, poll, poll.options.get(text="Brain MRI").pk, data={"next": "/polls/?page=2#poll-1"})

    assert response.status_code == 302
    assert response.url == "/polls/?page=2#poll-1"
    html = card_in(client.get(f"/polls/{poll.pk}/").content.decode())
    assert "1 member answered" in html
    assert "100 %" in html
    assert html.count("Your vote") == 1


@pytest.mark.parametrize("unsafe", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "http:///x", ""])
def test_an_unsafe_way_back_leads_to_the_poll_instead(client, physician, unsafe):
    poll = poll_now()
    client.force_login(physician)

    response = vote(client, poll, "not-sure", data={"next": unsafe})

    assert response.url == f"/polls/{poll.pk}/#poll-{poll.pk}"


def test_with_htmx_the_answer_is_the_card_alone_and_takes_the_focus(client, physician):
    poll = poll_now()
    client.force_login(physician)

    response = vote(client, poll, "not-sure", headers={"HX-Request": "true"})

    html = response.content.decode()
    assert html.strip().startswith("<section")
    assert "<html" not in html
    assert 'role="status" tabindex="-1" autofocus' in html
    assert "1 member answered" in html


@pytest.mark.parametrize(("option", "sentence"), [
    ("", "Choose an answer first."), ("abc", "Choose an answer first."), ("١", "Choose an answer first."),
    ("999999", "Choose one of the answers of this poll."), ("9" * 5000, "Choose an answer first."),
])  # fmt: skip
def test_a_vote_without_a_usable_answer_is_refused_with_the_form(client, physician, option, sentence):
    poll = poll_now()
    client.force_login(physician)

    plain = vote(client, poll, option, data={"next": "/somewhere/"})
    swapped = vote(client, poll, option, headers={"HX-Request": "true"})

    assert plain.status_code == 422
    assert swapped.status_code == 200
    for html in (plain.content.decode(), swapped.content.decode()):
        assert sentence in html
        assert 'type="radio"' in html
    assert 'name="next" value="/somewhere/"' in plain.content.decode()
    assert not Ballot.objects.exists()


def test_a_vote_after_the_end_is_refused_and_the_result_shown(client, physician):
    poll = poll_now(closed=True)
    client.force_login(physician)

    response = vote(client, poll, "not-sure")

    assert response.status_code == 403
    assert "so this answer was not counted" in response.content.decode()
    assert "Nobody answered before the poll closed." in response.content.decode()


def test_a_vote_needs_the_csrf_token(physician):
    poll, strict = poll_now(), Client(enforce_csrf_checks=True)
    strict.force_login(physician)

    assert vote(strict, poll, "not-sure").status_code == 403
    page = strict.get(f"/polls/{poll.pk}/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page).group(1)
    assert vote(strict, poll, "not-sure", data={"csrfmiddlewaretoken": token}).status_code == 302


def test_a_visitor_reads_a_public_poll_and_is_led_to_sign_in(client):
    poll = poll_now(public=True)

    html = card_in(as_seen_by(client, None, poll).content.decode())
    response = vote(client, poll, "not-sure")

    assert 'type="radio"' not in html
    assert f"?next=%2Fpolls%2F{poll.pk}%2F%23poll-{poll.pk}" in html
    assert response.status_code == 302
    assert response.url.endswith(f"?next=/polls/{poll.pk}/")
    assert not Ballot.objects.exists()


@pytest.mark.parametrize(("role", "traits", "status"), [
    (None, {}, 404), (Role.FAMILY, {}, 404), (Role.PHYSICIAN, {}, 200), (Role.PHYSICIAN, {"scheduled": True}, 404),
    (Role.EDITOR, {"scheduled": True}, 200), (None, {"scheduled": True, "public": True}, 404),
])  # fmt: skip
def test_a_poll_that_a_reader_may_not_know_of_is_404_everywhere(client, role, traits, status):
    poll = poll_now(**traits)
    response = as_seen_by(client, reader_of(role) if role else None, poll)

    assert response.status_code == status
    assert (poll.question in client.get("/polls/").content.decode()) is (status == 200)
    if status == 404:
        assert vote(client, poll, "not-sure").status_code == 404


def test_the_list_costs_the_same_for_one_poll_and_for_twenty(client, physician, django_assert_max_num_queries):
    client.force_login(physician)
    for _ in range(20):
        BallotFactory(poll=poll_now(closes_at=timezone.now() + DAY), member=physician)

    with django_assert_max_num_queries(13) as captured:
        html = client.get("/polls/").content.decode()

    assert len([q for q in captured if "polls_" in q["sql"]]) == 2
    assert html.count("You answered") == 20
    assert not [word for word in RESULT_WORDS if word in html.split("<h1>")[1]]


def test_no_answer_of_a_poll_is_kept_by_a_cache(client, physician):
    response = as_seen_by(client, physician, poll_now())

    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]


def test_what_an_editor_writes_is_shown_as_text(client, physician):
    poll = poll_now(question="<script>alert(1)</script>", options=["<b>a</b>", "&amp;"])

    html = as_seen_by(client, physician, poll).content.decode()

    assert "<script>alert" not in html
    assert "&lt;b&gt;a&lt;/b&gt;" in html


def test_a_demonstration_says_wherever_it_stands_that_its_votes_are_invented(client, physician):
    poll = poll_now(is_demonstration=True)
    client.force_login(physician)

    for address in ("/polls/", poll.get_absolute_url()):
        assert "Demonstration, invented votes" in client.get(address).content.decode()
    assert poll_entry(poll).notes == ["Demonstration, invented votes"]
    assert poll_entry(poll_now()).notes == []
