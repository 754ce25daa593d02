from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.audience import Audience
from search.actions import entries, rebuild, rebuilding, remove, upsert
from search.engines import database_engine
from search.models import SearchEntry, SearchFacet, SearchTotal
from tests.factories.search import find, make_entry, put, titles

pytestmark = pytest.mark.django_db


def versions():
    return dict(SearchEntry.objects.values_list("key", "version"))


def test_a_new_entry_is_stored_with_its_facets_and_indexed():
    put(
        make_entry(
            "Marfan syndrome",
            key="K:1",
            specialities=["Cardiology"],
            genes=["FBN1"],
            diseases=[7],
            date=date(2026, 1, 2),
        )
    )

    entry = SearchEntry.objects.get()
    facets = set(SearchFacet.objects.values_list("name", "value", "kind", "audience"))

    assert (entry.version, entry.indexed_version, entry.deleted, entry.title_key) == (1, 1, False, "marfan syndrome")
    assert entry.day == date(2026, 1, 2).toordinal()
    assert {pair[:2] for pair in facets} == {("speciality", "Cardiology"), ("gene", "FBN1"), ("disease", "7")}
    assert {pair[2:] for pair in facets} == {("disease", "public")}


def test_what_did_not_change_keeps_its_version():
    entry = make_entry("Marfan syndrome", key="K:1")

    assert [put(entry), put(entry)] == [1, 0]
    assert versions() == {"K:1": 1}


def test_a_change_bumps_the_version_and_replaces_the_facets():
    put(make_entry("Marfan syndrome", key="K:1", specialities=["Cardiology", "Genetics"]))

    changed = put(make_entry("Marfan syndrome", key="K:1", specialities=["Genetics"]))

    assert (changed, versions()) == (1, {"K:1": 2})
    assert list(SearchFacet.objects.values_list("value", flat=True)) == ["Genetics"]
    assert SearchEntry.objects.get().indexed_version == 2


def test_removing_leaves_a_tombstone_and_no_facets():
    put(make_entry("Marfan syndrome", key="K:1", specialities=["Cardiology"]))

    assert [remove(kind="disease", key="K:1"), remove(kind="disease", key="K:1")] == [True, False]

    entry = SearchEntry.objects.get()
    assert (entry.deleted, entry.version, entry.indexed_version) == (True, 2, 2)
    assert not SearchFacet.objects.exists()
    assert not remove(kind="disease", key="unknown")


def test_a_removed_entry_can_come_back():
    entry = make_entry("Marfan syndrome", key="K:1")
    put(entry)
    remove(kind="disease", key="K:1")

    assert put(entry) == 1
    assert (versions(), titles(find("marfan"))) == ({"K:1": 3}, ["Marfan syndrome"])


def test_totals_follow_every_change():
    put(make_entry("One", key="K:1"), make_entry("Two", key="K:2"), make_entry("Three", key="K:3", kind="article"))
    put(make_entry("Two", key="K:2", audience=Audience.MEMBERS))
    remove(kind="disease", key="K:1")
    put(make_entry("Two, renamed", key="K:2", audience=Audience.MEMBERS))

    totals = {
        (kind, audience): number
        for kind, audience, number in SearchTotal.objects.values_list("kind", "audience", "number")
    }

    assert totals == {("disease", "public"): 0, ("disease", "members"): 1, ("article", "public"): 1}


def test_entry_and_index_are_written_together_or_not_at_all(monkeypatch):
    monkeypatch.setattr(database_engine(), "apply", lambda entries: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        put(make_entry("Marfan syndrome"))

    assert not SearchEntry.objects.exists()


def test_texts_that_a_database_cannot_hold_are_cleaned():
    put(make_entry("Sjo\u0308gren\0", summary="half a pair \ud83d", body="\0"))

    entry = SearchEntry.objects.get()

    assert (entry.title, entry.summary, entry.body) == ("Sjögren", "half a pair ", "")


@pytest.fixture
def feed(monkeypatch):
    """What the apps have, as a list that a test changes."""
    entries = [make_entry(f"Ataxia {n}", key=f"K:{n}") for n in range(5)]
    monkeypatch.setattr(rebuilding, "all_entries", lambda: iter(entries))
    return entries


def test_a_rebuild_takes_everything_in_and_a_second_changes_nothing(feed):
    first, second = rebuild(), rebuild()

    assert (first.entries, first.changed, first.removed) == (5, 5, 0)
    assert (second.entries, second.changed, second.removed, second.full) == (5, 0, 0, False)
    assert find("ataxia").total == 5


def test_a_rebuild_buries_what_the_apps_no_longer_have(feed):
    rebuild()
    del feed[:2]

    done = rebuild()

    assert (done.entries, done.changed, done.removed) == (3, 0, 2)
    assert find("ataxia").total == 3


def test_an_index_that_lost_its_rows_is_filled_again(feed):
    rebuild()
    database_engine().rebuild(lambda: [])
    assert find("ataxia").total == 0

    assert rebuild().full
    assert find("ataxia").total == 5


def test_a_full_rebuild_mends_facets_and_totals(feed):
    feed.append(make_entry("Gait", specialities=["Neurology"]))
    rebuild()
    SearchFacet.objects.all().delete()
    SearchTotal.objects.update(number=99)

    rebuild(full=True)

    assert list(SearchFacet.objects.values_list("value", flat=True)) == ["Neurology"]
    assert list(SearchTotal.objects.values_list("kind", "audience", "number")) == [("disease", "public", 6)]


def test_what_waited_for_the_engine_is_caught_up(feed):
    rebuild()
    SearchEntry.objects.filter(key="K:1").update(version=9, title="Waited", names=[["Waited", "title"]])

    done = rebuild()

    assert not SearchEntry.objects.exclude(version=9).filter(indexed_version=0).exists()
    assert done.entries == 5
    assert SearchEntry.objects.get(key="K:1").indexed_version == 9


def test_many_entries_are_taken_in_batches(feed, monkeypatch):
    monkeypatch.setattr(entries, "BATCH", 2)
    seen = []

    rebuild(progress=seen.append)

    assert seen == [2, 2, 1]
    assert find("ataxia").total == 5


@pytest.mark.parametrize("there", [10, 300])
def test_storing_one_entry_costs_the_same_number_of_queries_however_many_there_are(there):
    upsert(make_entry(f"Ataxia {n}", specialities=["Neurology"]) for n in range(there))

    with CaptureQueriesContext(connection) as queries:
        put(make_entry("One more ataxia", specialities=["Neurology"]))

    assert len(queries) == {"sqlite": 20, "postgresql": 18}[connection.vendor]


def during(feed, act):
    """Let something happen after the apps were asked and before what they said is written."""

    def entries_then():
        yield from list(feed)
        act()

    return entries_then


def test_what_is_unpublished_during_a_rebuild_stays_so(feed, monkeypatch):
    rebuild()
    feed[1] = make_entry("Ataxia one, reworded", key="K:1")
    monkeypatch.setattr(rebuilding, "all_entries", during(feed, lambda: remove(kind="disease", key="K:1")))

    rebuild()

    assert SearchEntry.objects.get(key="K:1").deleted
    assert find("ataxia").total == 4


def test_what_is_closed_to_others_during_a_rebuild_stays_so(feed, monkeypatch):
    rebuild()
    feed[1] = make_entry("Ataxia one, reworded", key="K:1")
    closed = make_entry("Ataxia 1", key="K:1", audience=Audience.MEMBERS)
    monkeypatch.setattr(rebuilding, "all_entries", during(feed, lambda: put(closed)))

    rebuild()

    assert SearchEntry.objects.get(key="K:1").audience == Audience.MEMBERS


def test_what_is_first_published_during_a_rebuild_is_not_buried(feed, monkeypatch):
    monkeypatch.setattr(rebuilding, "all_entries", during(feed, lambda: put(make_entry("New ataxia", key="K:99"))))

    rebuild()

    assert find("ataxia").total == 6


def test_a_tombstone_keeps_nothing_of_what_was_said():
    put(
        make_entry("Quokkaitis", key="K:1", summary="quokka", body="quokka", synonyms=["quokka"], lines=[(1, "quokka")])
    )

    remove(kind="disease", key="K:1")

    row = SearchEntry.objects.filter(key="K:1").values().get()
    assert "quokka" not in str(row).lower()


def test_what_opens_to_everybody_is_new_to_them():
    put(make_entry("Ataxia", key="K:1", audience=Audience.MEMBERS))
    SearchEntry.objects.update(added_at=datetime(2020, 1, 1, tzinfo=UTC))

    put(make_entry("Ataxia", key="K:1", audience=Audience.PUBLIC))

    assert SearchEntry.objects.get().added_at.year > 2020


def test_removing_what_was_refused_waits_for_nothing():
    put(make_entry("Odd", key="K:1"))
    SearchEntry.objects.update(error="no", attempts=5, retry_at=datetime(2999, 1, 1, tzinfo=UTC))

    remove(kind="disease", key="K:1")

    entry = SearchEntry.objects.get()
    assert (entry.error, entry.attempts, entry.retry_at) == ("", 0, None)
