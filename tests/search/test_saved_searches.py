"""Saved searches on the site: keeping, counting, opening, and who may."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from common.audience import Audience
from search.models import SavedSearch, SearchEntry
from search.query import SearchQuery
from search.saved.actions import SAVED_MOST, save_search
from search.saved.questions import name_for, question_of
from tests.factories.accounts import UserFactory
from tests.factories.search import LONG_AGO, find, make_entry, put, save

pytestmark = pytest.mark.django_db
LIST = "/search/saved/"


def add(client, params, name=""):
    return client.post("/search/saved/add/", {"params": params, "name": name}, follow=True)


def cards(client, page=1):
    return client.get(LIST, {"page": page}).context["cards"]


def text_of(response):
    return " ".join(re.sub("<[^>]+>", " ", response.content.decode()).split())


@pytest.mark.parametrize("role", Role)
def test_every_role_saves_a_search_and_is_led_back_to_it(client, role):
    client.force_login(UserFactory(role=role))

    response = add(client, "q=ataxia&kind=article&page=3&since=2026-01-01&size=50", "Gait")

    assert response.redirect_chain[-1][0] == "/search/?q=ataxia&kind=article"
    assert "Saved as “Gait”" in text_of(response)
    assert response.context["saving"].saved == SavedSearch.objects.get(params="q=ataxia&kind=article", name="Gait")


def test_the_search_page_offers_a_name_and_then_says_that_it_is_saved(client, member):
    page = client.get("/search/?q=ataxia&kind=article&kind=video").content.decode()
    assert 'name="name" maxlength="80" value="ataxia, Article, Video"' in page

    add(client, "q=ataxia&kind=article&kind=video")

    page = text_of(client.get("/search/?q=ataxia&kind=video&kind=article&page=2"))
    assert "Saved as ataxia, Article, Video" in page
    assert "Save this search" not in page


def test_a_visitor_is_asked_to_sign_in_and_comes_back_to_the_search(client):
    page = client.get("/search/?q=ataxia&kind=video").content.decode()

    assert "/accounts/login/?next=%2Fsearch%2F%3Fq%3Dataxia%26kind%3Dvideo" in page
    assert "Save this search" not in page


@pytest.mark.parametrize(("method", "path"), [
    ("get", ""), ("post", "add/"), ("get", "1/"), ("get", "1/new/"), ("post", "1/rename/"), ("post", "1/delete/"),
])  # fmt: skip
def test_a_visitor_is_sent_to_sign_in_from_every_door(client, method, path):
    response = getattr(client, method)(LIST + path)

    assert response.status_code == 302
    assert response.url == f"/accounts/login/?next={LIST}{path if method == 'get' else ''}"


@pytest.mark.parametrize(("method", "path"), [("get", ""), ("get", "new/"), ("post", "rename/"), ("post", "delete/")])
def test_what_somebody_else_saved_is_not_there(client, member, method, path):
    hers = save(UserFactory(), "q=ataxia", "hers")

    response = getattr(client, method)(f"{LIST}{hers.pk}/{path}", {"name": "mine"})

    assert response.status_code == 404
    hers.refresh_from_db()
    assert (hers.name, hers.seen_at) == ("hers", LONG_AGO)
    assert cards(client) == []


@pytest.mark.parametrize("path", ["add/", "1/rename/", "1/delete/"])
def test_nothing_is_changed_by_a_link_or_without_the_csrf_token(member, path):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(member)

    assert strict.get(LIST + path).status_code == 405
    assert strict.post(LIST + path).status_code == 403


def test_the_same_search_is_kept_once_and_the_reader_is_told(client, member):
    add(client, "q=ataxia&kind=article&kind=video", "First")

    response = add(client, "?kind=video&q=ataxia&kind=article&page=2", "Second")

    assert "You had saved this search before, as “First”." in text_of(response)
    assert [saved.name for saved in SavedSearch.objects.all()] == ["First"]


def test_two_readers_keep_the_same_search(member):
    save(member, "q=ataxia")
    save(UserFactory(), "q=ataxia")

    assert SavedSearch.objects.count() == 2


def test_a_full_list_says_so_and_still_knows_what_is_in_it(client, member):
    for number in range(SAVED_MOST):
        save(member, f"q=word{number}")

    assert "You have 50 saved searches" in text_of(add(client, "q=more"))
    assert "You had saved this search before" in text_of(add(client, "q=word1"))
    assert SavedSearch.objects.count() == SAVED_MOST


@pytest.mark.parametrize(("params", "name", "field"), [
    ("kind=invented", "", "kind"), ("since=never", "", "since"), ("q=a", "x" * 81, "name"),
    ("&".join(f"speciality={'ы' * 80}{n}" for n in range(9)), "", "query"),
])  # fmt: skip
def test_what_cannot_be_kept_is_refused_by_name(member, params, name, field):
    with pytest.raises(ValidationError) as refusal:
        save_search(params=params, name=name, by=member, now=LONG_AGO)

    assert list(refusal.value.message_dict) == [field]
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize(("params", "name"), [
    ("", "Everything on the hub"), ("q=ataxia", "ataxia"), ("kind=video", "Video"),
    ("q=gait&curated=1&year=-2023&exactly=1&sort=newest", "gait, 2023 or earlier, Curated, Exactly as typed, Newest"),
    ("q=" + "x" * 79 + "&kind=video", "x" * 79 + "…"),
])  # fmt: skip
def test_a_search_is_called_after_what_it_asks(params, name):
    assert name_for(question_of(params)) == name
    assert save(UserFactory(), params, " ").name == name


def test_what_is_kept_asks_the_same_again():
    asked = SearchQuery(
        text="tall & thin + “aorta”", kinds=("article", "video"), years=("-2023",), diseases=("OMIM:154700",),
        audience=("members",), onset=("Adult",), curated=False, sort="title", exactly=True,
    )  # fmt: skip

    assert question_of(asked.as_params()) == asked


def test_the_list_is_the_readers_own_with_the_newest_first(client, member):
    put(make_entry("Ataxia", kind="article"))
    save(member, "q=ataxia&kind=article", "Old", LONG_AGO)
    save(member, "q=nowhere", "New", LONG_AGO + timedelta(days=1))
    save(UserFactory(), "q=ataxia", "Somebody's")

    new, old = cards(client)

    assert (new.saved.name, new.total, new.new) == ("New", 0, 0)
    assert (old.saved.name, old.words, old.labels, old.total, old.new) == ("Old", "ataxia", ("Article",), 1, 1)


def test_opening_runs_the_search_and_nothing_in_it_is_new_any_more(client, member):
    put(make_entry("Ataxia"))
    SearchEntry.objects.update(added_at=timezone.now() - timedelta(hours=1))
    saved = save(member, "q=ataxia&sort=newest")
    assert cards(client)[0].new == 1

    response = client.get(f"{LIST}{saved.pk}/", follow=True)

    assert response.redirect_chain == [("/search/?q=ataxia&sort=newest", 302)]
    assert response.context["results"].total == 1
    assert (cards(client)[0].total, cards(client)[0].new) == (1, 0)


def test_only_what_is_new_is_what_the_number_counted(client, member):
    put(make_entry("Old ataxia", key="K:1"), make_entry("New ataxia", key="K:2"))
    SearchEntry.objects.filter(key="K:1").update(added_at=LONG_AGO - timedelta(days=1))
    SearchEntry.objects.filter(key="K:2").update(added_at=LONG_AGO + timedelta(days=1))
    saved = save(member, "q=ataxia", now=LONG_AGO.replace(microsecond=900_000))
    assert (cards(client)[0].total, cards(client)[0].new) == (2, 1)

    response = client.get(f"{LIST}{saved.pk}/new/", follow=True)

    assert response.context["query"].since == LONG_AGO
    assert [hit.title for hit in response.context["results"].hits] == ["New ataxia"]
    assert cards(client)[0].new == 0


def test_looking_at_the_head_of_a_saved_search_opens_nothing(client, member):
    saved = save(member, "q=ataxia")

    assert client.head(f"{LIST}{saved.pk}/").status_code == 405
    assert SavedSearch.objects.get().seen_at == saved.seen_at


def test_a_search_that_no_longer_reads_is_shown_as_such_and_can_only_be_deleted(client, member):
    saved = save(member, "q=ataxia", "Gone")
    SavedSearch.objects.update(params="kind=gone")

    page = client.get(LIST)
    assert "This search can no longer be read" in text_of(page)
    assert "Rename" not in text_of(page)
    for answer in (client.get(f"{LIST}{saved.pk}/", follow=True),
                   client.post(f"{LIST}{saved.pk}/rename/", {"name": "x"}, follow=True)):  # fmt: skip
        assert answer.redirect_chain == [(LIST, 302)]
        assert "It can only be deleted." in text_of(answer)
    assert SavedSearch.objects.get().name == "Gone"

    client.post(f"{LIST}{saved.pk}/delete/")
    assert not SavedSearch.objects.exists()


def test_renaming_keeps_the_page_and_refuses_no_name(client, member):
    saved = save(member, "q=ataxia")

    answer = client.post(f"{LIST}{saved.pk}/rename/?page=2", {"name": "  Gait \0 and more "}, follow=True)
    assert answer.redirect_chain == [(f"{LIST}?page=2", 302)]
    assert SavedSearch.objects.get().name == "Gait and more"

    assert "Give it a name." in text_of(client.post(f"{LIST}{saved.pk}/rename/", {"name": " "}, follow=True))
    assert SavedSearch.objects.get().name == "Gait and more"


def test_a_reader_who_lost_membership_counts_as_others_do(client, member):
    put(make_entry("Ataxia for all"), make_entry("Ataxia for members", audience=Audience.MEMBERS))
    save(member, "q=ataxia")
    assert (cards(client)[0].total, cards(client)[0].new) == (2, 2)

    User.objects.filter(pk=member.pk).update(role=Role.REGISTERED)

    assert (cards(client)[0].total, cards(client)[0].new) == (1, 1)


def test_who_leaves_takes_the_saved_searches_along(member):
    save(member, "q=ataxia")
    other = save(UserFactory(), "q=ataxia")

    member.delete()

    assert list(SavedSearch.objects.all()) == [other]


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_list_costs_the_two_searches_of_each_and_no_query_more(client, member):
    put(*(make_entry(f"Ataxia {number}") for number in range(20)))
    with CaptureQueriesContext(connection) as asked:
        find("ataxia 0")
    save(member, "q=ataxia 0")
    client.get(LIST)
    one = queries(client, LIST)

    for number in range(1, 20):
        save(member, f"q=ataxia {number}")

    assert queries(client, LIST) <= one + 19 * 2 * len(asked)


def test_searches_seen_since_the_last_arrival_cost_one_search_each(client, member):
    put(make_entry("Ataxia"))
    save(member, "q=ataxia")
    client.get(LIST)
    before = queries(client, LIST)

    SearchEntry.objects.update(added_at=LONG_AGO - timedelta(days=1))

    with CaptureQueriesContext(connection) as asked:
        find("ataxia")
    assert queries(client, LIST) == before - len(asked)


def test_a_page_shows_at_most_twenty(client, member):
    for number in range(21):
        save(member, f"q=word{number}")

    assert (len(cards(client)), len(cards(client, page=2))) == (20, 1)


def test_a_search_by_a_reader_costs_one_query_more_to_know_whether_it_is_saved(client, member):
    put(make_entry("Ataxia"))
    client.get("/search/?q=ataxia")
    before = queries(client, "/search/?q=ataxia")
    for number in range(20):
        save(member, f"q=word{number}")

    assert queries(client, "/search/?q=ataxia") == before
    with CaptureQueriesContext(connection) as captured:
        client.get("/search/?q=ataxia")
    assert len([query for query in captured if "search_savedsearch" in query["sql"]]) == 1
    client.logout()
    with CaptureQueriesContext(connection) as captured:
        client.get("/search/?q=ataxia")
    assert not [query for query in captured if "search_savedsearch" in query["sql"]]


def test_the_page_of_saved_searches_is_kept_by_no_cache(client, member):
    assert "no-store" in client.get(LIST)["Cache-Control"]
