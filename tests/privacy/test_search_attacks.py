"""Ways in which the search could tell, keep or be made to do what it must not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from common.audience import Audience
from search.engines import engine, remote_engine
from search.engines.elasticsearch import documents
from search.facets import label_of
from search.models import SavedSearch, SearchEntry
from tests.factories import content as make
from tests.factories.accounts import UserFactory
from tests.factories.search import LONG_AGO, PUBLIC, find, make_entry, put, save, settle, titles
from tests.search.engines import only_the_first, searching_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def real(db, settings, elasticsearch_search_url):
    with searching_with(settings, elasticsearch_search_url):
        yield


@pytest.fixture(params=["database", "elasticsearch"])
def each_engine(db, request, settings, monkeypatch):
    only_the_first(monkeypatch)
    url = request.getfixturevalue("elasticsearch_search_url") if request.param == "elasticsearch" else "database://"
    with searching_with(settings, url):
        yield


def test_values_that_strangers_invent_are_not_kept_for_ever():
    assert label_of.cache_info().maxsize is not None


@pytest.mark.parametrize("how", ["unpublished", "for members only"])
def test_what_was_withdrawn_is_not_served_by_an_engine_that_has_not_heard_of_it(client, real, how):
    make.make_library()
    page = make.make_article(title="Quokkatitle", summary="A quokkasummary that must go")
    settle()
    assert client.get("/api/hub/v1/search?q=quokkatitle").json()["engine"] == "elasticsearch"

    if how == "unpublished":
        page.unpublish()
    else:
        page.audience = Audience.MEMBERS
        page.save_revision().publish()
    waited = timezone.now() - timedelta(seconds=2)  # no worker runs, or it may not write
    SearchEntry.objects.filter(version__gt=1).update(changed_at=waited)
    engine().tells_too_much.next_look = 0

    answer = client.get("/api/hub/v1/search?q=quokkatitle").json()
    assert (answer["total"], answer["engine"]) == (0, "database")
    assert client.get("/api/hub/v1/suggest?q=quokkat").json()["suggestions"] == []


def test_once_the_engine_has_heard_of_a_withdrawal_it_answers_again(client, real):
    make.make_library()
    make.make_article(title="Quokkatitle").unpublish()
    settle()
    engine().tells_too_much.next_look = 0

    assert client.get("/api/hub/v1/search?q=quokkatitle").json()["engine"] == "elasticsearch"


@pytest.mark.parametrize("way", ["refused by the engine", "not even written"])
def test_an_entry_that_cannot_be_indexed_withdraws_its_open_copy_and_sends_nobody_to_the_reserve(
    real, monkeypatch, way
):
    put(make_entry("Quokka", key="K:1"), make_entry("Marfan syndrome"))
    settle()
    wrong = "no number" if way == "refused by the engine" else None
    monkeypatch.setattr(documents, "push_of", lambda entry: 0 if entry.title != "Quokka" else wrong or 1 / 0)

    put(make_entry("Quokka", key="K:1", audience=Audience.MEMBERS))
    settle()
    SearchEntry.objects.exclude(error="").update(changed_at=LONG_AGO)
    remote_engine().refresh()
    engine().tells_too_much.next_look = 0

    assert SearchEntry.objects.get(key="K:1").error
    assert (find("quokka", PUBLIC).total, find("quokka", PUBLIC).engine) == (0, "elasticsearch")


def test_when_something_was_for_members_only_is_not_told_by_since():
    put(make_entry("Quokka", key="K:1", audience=Audience.MEMBERS))
    SearchEntry.objects.update(added_at=LONG_AGO)

    put(make_entry("Quokka", key="K:1"))

    assert find("quokka", PUBLIC, params=f"since={timezone.now():%Y-%m-%d}").total == 1


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Purpose": "prefetch"}])
def test_a_link_from_elsewhere_changes_nothing(client, headers):
    reader = UserFactory(role=Role.PHYSICIAN)
    client.force_login(reader)
    saved = save(reader, "q=ataxia")
    SavedSearch.objects.update(seen_at=LONG_AGO)

    client.get(f"/search/saved/{saved.pk}/", headers=headers)

    assert SavedSearch.objects.get().seen_at == LONG_AGO


LONG_WORDS = " ".join("".join(chr(0x4E00 + (n * 37 + k * 11) % 20000) for k in range(64)) for n in range(6))


def test_words_that_are_dear_to_correct_are_not_corrected(real, client):
    put(make_entry("Marfan syndrome"))
    settle()

    for _ in range(4):
        client.get("/api/hub/v1/search", {"q": LONG_WORDS})

    assert not engine().breaker.is_open
    assert client.get("/api/hub/v1/search?q=marfan").json()["engine"] == "elasticsearch"


def test_words_of_entries_that_became_hidden_do_not_crowd_out_a_correction(each_engine):
    letters = "abcdefghijklmnopqrstuvwxyz"
    near = [make_entry(f"quokkatosi{a}", key=f"K:{a}") for a in letters] + [
        make_entry(f"quokkatos{a}x", key=f"L:{a}") for a in letters[:20]
    ]
    put(make_entry("Quokkatosis"), *near)
    settle()
    put(*(make_entry(entry.title, key=entry.key, audience=Audience.MEMBERS) for entry in near))

    assert titles(find("quokkatoses", PUBLIC))[:1] == ["Quokkatosis"]
