"""When a reader was here before, what it costs to know, and what is new since."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import APIToken

from accounts.models import User
from accounts.roles import Role
from common.audience import Audience
from search.models import ReaderVisit, SearchEntry
from search.visits import actions
from search.visits.actions import note_visit
from tests.factories.accounts import UserFactory
from tests.factories.search import LONG_AGO, come_back, make_entry, put, save

pytestmark = pytest.mark.django_db
NEW = "/api/hub/v1/new"
MINUTE = timedelta(minutes=1)


def stay(reader, *minutes):
    """Let `reader` be here at these minutes; return the visit after the last."""
    for minute in minutes:
        note_visit(by=reader, now=LONG_AGO + minute * MINUTE)
    return ReaderVisit.objects.get(reader=reader)


def away(reader, **ago):
    ReaderVisit.objects.filter(reader=reader).update(current_at=timezone.now() - timedelta(**ago))


def visit_queries(client, address, **headers):
    """Return what is asked of the table of visits: SELECT, INSERT, UPDATE."""
    with CaptureQueriesContext(connection) as captured:
        client.get(address, headers=headers)
    return [query["sql"].split()[0] for query in captured if "search_readervisit" in query["sql"]]


@pytest.mark.parametrize(("minutes", "current", "previous"), [
    ([0], 0, None), ([0, 4], 0, None), ([0, 5], 5, None), ([0, 20, 45, 60], 60, None), ([0, 30], 30, None),
    ([0, 31], 31, 0), ([0, 10, 50], 50, 10), ([0, 10, 50, 60], 60, 10), ([0, 10, 50, 100], 100, 50), ([5, 0], 5, None),
])  # fmt: skip
def test_half_an_hour_of_silence_begins_a_new_visit(minutes, current, previous):
    visit = stay(UserFactory(), *minutes)

    assert visit.current_at == LONG_AGO + current * MINUTE
    assert visit.previous_at == (None if previous is None else LONG_AGO + previous * MINUTE)


def test_of_two_requests_at_once_the_slower_changes_nothing(monkeypatch):
    reader = UserFactory()
    stay(reader, 0)
    stale = ReaderVisit.objects.get()
    stay(reader, 60)
    monkeypatch.setattr(ReaderVisit.objects, "get_or_create", lambda **kwargs: (stale, False))

    told = note_visit(by=reader, now=LONG_AGO + 61 * MINUTE)

    assert told.previous_at == LONG_AGO
    assert ReaderVisit.objects.get().current_at == LONG_AGO + 60 * MINUTE


@pytest.mark.parametrize("address", ["/", "/diseases/", "/search/", "/polls/", "/api/hub/v1/content", "/nothing-here/"])
def test_reading_anywhere_is_a_visit_at_the_price_of_one_read_and_a_write_in_five_minutes(client, member, address):
    assert visit_queries(client, address) == ["SELECT", "INSERT"]
    assert visit_queries(client, address) == ["SELECT"]
    away(member, minutes=6)
    assert visit_queries(client, address) == ["SELECT", "UPDATE"]
    assert visit_queries(client, address) == ["SELECT"]


@pytest.mark.parametrize("address", ["/", "/search/", "/api/hub/v1/content", "/healthz"])
def test_visitors_cost_nothing(client, address):
    assert visit_queries(client, address) == []


def test_what_does_not_ask_who_reads_is_no_visit(client, member):
    assert visit_queries(client, "/healthz") == []


def test_a_token_visits_only_by_asking_what_is_new(client, member):
    client.logout()
    _, text = APIToken.create_token(user=member, name="client")

    assert visit_queries(client, "/api/hub/v1/content", Authorization=f"Bearer {text}") == []
    assert visit_queries(client, "/api/hub/v1/saved-searches", Authorization=f"Bearer {text}") == []
    assert visit_queries(client, NEW, Authorization=f"Bearer {text}") == ["SELECT", "INSERT"]


def test_a_busy_database_keeps_nobody_from_reading(client, member, monkeypatch):
    def busy(**kwargs):
        raise DatabaseError("database is locked")

    monkeypatch.setattr(actions, "note_visit", busy)

    assert client.get("/").status_code == 200
    assert client.get(NEW).json() == {"since": None, "total": 0, "items": []}


def test_on_the_first_visit_nothing_is_new_and_the_section_is_left_out(client, member):
    put(make_entry("Ataxia", kind="article"))

    assert client.get(NEW).json() == {"since": None, "total": 0, "items": []}
    assert "New since your last visit" not in client.get("/").content.decode()


def test_what_came_while_away_is_new_until_the_next_visit(client, member):
    put(make_entry("Old", kind="article"))
    SearchEntry.objects.update(added_at=timezone.now() - timedelta(days=9))
    client.get("/")
    away(member, days=2)
    put(make_entry("Fresh ataxia", kind="article", notes=("5 min read",)))

    for address in ("/polls/", "/", "/"):
        page = client.get(address).content.decode()
    told = client.get(NEW).json()
    assert page.index("New since your last visit") < page.index("Fresh ataxia") < page.index("5 min read")
    assert "in all" not in page
    assert (told["total"], [item["title"] for item in told["items"]]) == (1, ["Fresh ataxia"])

    SearchEntry.objects.update(added_at=timezone.now() - timedelta(hours=2))
    away(member, minutes=40)
    assert client.get(NEW).json()["total"] == 0
    assert "New since your last visit" not in client.get("/").content.decode()


def test_the_link_finds_what_the_section_counts(client, member):
    put(*(make_entry(f"Article {number}", kind="article") for number in range(8)))
    come_back(member)

    page = client.get("/").content.decode()
    link = page.split("/search/?since=")[1].split('"')[0].replace("&amp;", "&")

    assert "8 in all" in page
    assert client.get(f"/search/?since={link}").context["results"].total == 8


def test_diseases_are_new_when_they_are_curated_and_the_rest_whatever_it_is(client, member):
    put(
        make_entry("Facts only"), make_entry("Curated", curated=True),
        *(make_entry(kind.title(), kind=kind) for kind in ("article", "poll", "collection", "page")),
    )  # fmt: skip
    come_back(member)

    told = client.get(NEW).json()

    assert {item["title"] for item in told["items"]} == {"Curated", "Article", "Poll", "Collection", "Page"}


def test_a_load_that_brings_all_at_one_moment_is_told_in_a_steady_order(client, member):
    put(*(make_entry(f"Article {number}", kind="article") for number in range(9)))
    SearchEntry.objects.update(added_at=timezone.now())
    come_back(member)

    told = client.get(NEW).json()

    assert told["total"] == 9
    assert [item["title"] for item in told["items"]] == [f"Article {number}" for number in (8, 7, 6, 5, 4, 3)]


def test_outsiders_hear_nothing_of_what_only_members_read(client, member):
    put(make_entry("For all", kind="article"), make_entry("Members", kind="article", audience=Audience.MEMBERS))
    come_back(member)
    assert client.get(NEW).json()["total"] == 2

    User.objects.filter(pk=member.pk).update(role=Role.FAMILY)

    assert [item["title"] for item in client.get(NEW).json()["items"]] == ["For all"]
    assert client.get(NEW).json()["total"] == 1
    assert "Members" not in client.get("/").content.decode()


def test_a_visitor_is_told_to_sign_in_by_the_api_and_sees_no_section(client):
    put(make_entry("Ataxia", kind="article"))

    assert client.get(NEW).status_code == 401
    assert "New since your last visit" not in client.get("/").content.decode()


def test_the_home_page_costs_the_same_whatever_came_and_was_saved(client, member):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get("/")
        return len(captured)

    come_back(member)
    put(make_entry("Article", kind="article"))
    client.get("/")
    few = queries()
    put(*(make_entry(f"Article {number}", kind="article") for number in range(20)))
    for number in range(20):
        save(member, f"q=word{number}")

    assert queries() == few


def test_asking_what_is_new_costs_one_query_beside_the_visit(client, member):
    put(*(make_entry(f"Article {number}", kind="article") for number in range(9)))
    come_back(member)
    client.get(NEW)
    with CaptureQueriesContext(connection) as captured:
        client.get(NEW)

    tables = [query["sql"].split(" FROM ")[1].split()[0].strip('"') for query in captured]
    assert tables == ["django_session", "accounts_user", "search_readervisit", "search_searchentry"]


def test_who_leaves_takes_the_visit_along(member):
    come_back(member)

    member.delete()

    assert not ReaderVisit.objects.exists()
