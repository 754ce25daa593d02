"""A reply that the scanner is unsure of, from its writer to a moderator and to those who read it, over HTTP."""

import json

import pytest

from cases.models import Hold, Reply
from notices.models import Notice
from tests.cases.thread.scanner import HELD
from tests.factories.accounts import UserFactory
from tests.factories.cases import member, moderator, open_case, opinion_on

pytestmark = pytest.mark.django_db
API = "/api/hub/v1"
WORDS = f"Seen in {HELD}, ask @"


@pytest.fixture
def case():
    return open_case()


@pytest.fixture
def author(case):
    return reader_of(case)


def reader_of(case):
    reader = member()
    opinion_on(case, author=reader)
    return reader


def sent_to_a_moderator(browse, case, author, colleague):
    form = {"kind": "test", "text": f"{WORDS}{colleague.display_name}.", "to_moderator": "on"}
    assert browse(author).post(f"/cases/{case.pk}/replies/", form).status_code == 302
    return Reply.objects.get()


def heard(user):
    return set(Notice.objects.filter(user=user).values_list("subject_kind", "happened"))


def reads(browse, user, case):
    """Say whether somebody finds it: on the page and in the API alike."""
    found = {
        HELD in browse(user).get(address).text for address in (f"/cases/{case.pk}/", f"{API}/cases/{case.pk}/replies")
    }
    assert len(found) == 1
    return found.pop()


def show_on_page(client, reply):
    address = f"/cases/desk/replies/{reply.pk}/"
    assert address in client.get("/cases/desk/reports/").text
    page = client.get(address)
    assert HELD in page.text
    seen = page.context["seen"]
    assert client.post(address, {"what": "show", "seen": seen}).status_code == 302


def show_by_api(client, reply):
    [kept] = client.get(f"{API}/cases/replies/kept").json()["items"]
    assert kept["id"] == str(reply.pk)
    told = {"data": {"seen": kept["version"]}, "content_type": "application/json"}
    assert client.post(f"{API}/cases/replies/{reply.pk}/return", **told).json() == {"is_shown": True}


@pytest.mark.parametrize("show", [show_on_page, show_by_api])
def test_a_held_reply_waits_a_moderator_is_told_clears_it_and_then_it_appears(browse, case, author, show):
    one, colleague, follower = moderator(), member(), reader_of(case)
    reply = sent_to_a_moderator(browse, case, author, colleague)
    assert [reads(browse, user, case) for user in (author, follower, case.liaison)] == [True, False, False]
    assert heard(one) == {("reply", "held")}
    assert heard(follower) == heard(colleague) == heard(case.liaison) == set()
    show(browse(one), reply)
    assert Hold.objects.get().cleared_by == one
    assert [reads(browse, user, case) for user in (author, follower, case.liaison)] == [True, True, True]
    assert heard(follower) == heard(author) == {("case", "news")}
    assert heard(case.liaison) == {("case", "reply")}
    assert heard(colleague) == {("case", "mention")}
    case.refresh_from_db()
    assert case.first_reply_at and "Waits for a moderator" not in browse(author).get(f"/cases/{case.pk}/").text


def test_the_notice_leads_a_moderator_to_the_reply_and_nobody_else_anywhere(browse, case, author):
    one = moderator()
    reply = sent_to_a_moderator(browse, case, author, member())
    inbox = browse(one).get("/api/hub/v1/me/inbox").json()["items"]
    assert [(item["address"], item["sentence"]) for item in inbox] == [
        (f"/cases/desk/replies/{reply.pk}/", "A reply waits for you to look at it.")
    ]
    for other in (author, case.liaison, UserFactory()):
        assert browse(other).get(f"/cases/desk/replies/{reply.pk}/").status_code == 404


def refuse_on_page(client, reply):
    answer = client.post(f"/cases/desk/replies/{reply.pk}/", {"what": "refuse", "reason": "place"})
    assert answer.status_code == 302


def refuse_by_api(client, reply):
    body = json.dumps({"reason": "place"})
    answer = client.post(f"{API}/cases/replies/{reply.pk}/refusal", body, content_type="application/json")
    assert answer.status_code == 204


@pytest.mark.parametrize("refuse", [refuse_on_page, refuse_by_api])
def test_a_refused_reply_stays_with_its_author_who_hears_of_it_and_reads_why(browse, case, author, refuse):
    follower = reader_of(case)
    reply = sent_to_a_moderator(browse, case, author, member())
    refuse(browse(moderator()), reply)
    assert heard(author) == {("case", "news")} and heard(follower) == set()
    page = browse(author).get(f"/cases/{case.pk}/").text
    assert "Hidden by a moderator: a place, school or hospital, only you see it" in page
    assert f"{reply.pk}/change/" not in page and f"{reply.pk}/delete/" not in page
    [item] = browse(author).get(f"{API}/cases/{case.pk}/replies").json()["items"]
    assert item["hidden_for"] == "A place, school or hospital"
    assert [reads(browse, user, case) for user in (follower, case.liaison)] == [False, False]
    case.refresh_from_db()
    assert case.first_reply_at is None
