from datetime import date, timedelta

import pytest

from common.audience import Audience
from common.pagination import BadCursor
from search.models import SearchEntry
from search.querysets import about, failed_entries, kind_counts, newest, pending_count
from search.querysets.lists import ListFilters, listing
from tests.factories.search import EVERYBODY, PUBLIC, make_entry, put
from vocabulary.models import Disease

pytestmark = pytest.mark.django_db
DISEASES = ListFilters(kinds=("disease",))
CONTENT = ListFilters(kinds=("article", "video"), newest_first=True)
START = date(2026, 1, 1)


def walk(filters, audiences=EVERYBODY, size=3):
    """Return the ids of all cards, slice by slice, and the totals said on the way."""
    cards, totals, cursor = [], [], ""
    while cursor is not None:
        found = listing(filters=filters, audiences=audiences, cursor=cursor, size=size)
        cards, totals, cursor = [*cards, *found.cards], [*totals, found.total], found.cursor
    return cards, set(totals)


def names(cards):
    return [card.partition('"title":"')[2].partition('"')[0] for card in cards]


def put_list():
    put(
        *(make_entry(f"Ataxia {n:02}", inheritance=["Dominant"] * (n % 2), genes=["FBN1"] * (n < 4)) for n in range(10)),
        make_entry("Ataxia hidden", audience=Audience.MEMBERS),
        *(make_entry(f"Article {n}", kind="article", date=START + timedelta(n // 2), curated=n == 1) for n in range(6)),
        make_entry("Video without a date", kind="video"),
    )  # fmt: skip


def test_slices_make_the_whole_list_in_order():
    put_list()

    assert names(walk(DISEASES)[0]) == [*(f"Ataxia {n:02}" for n in range(10)), "Ataxia hidden"]
    assert names(walk(CONTENT)[0]) == [*(f"Article {n}" for n in (5, 4, 3, 2, 1, 0)), "Video without a date"]


@pytest.mark.parametrize(
    ("filters", "total"),
    [
        (DISEASES, 11),
        (CONTENT, 7),
        (ListFilters(("disease",), facets=(("inheritance", "Dominant"),)), 5),
        (ListFilters(("disease",), facets=(("inheritance", "Dominant"), ("gene", "FBN1"))), 2),
        (ListFilters(("disease",), prefix="ataxia 0"), 10),
        (ListFilters(("disease",), prefix="?"), 0),
        (ListFilters(("disease",), facets=(("gene", "FBN1"),), prefix="ataxia 00"), 1),
        (ListFilters(("article",), curated=True), 1),
        (ListFilters(("article",), year=2026), 6),
        (ListFilters(("article",), year=2025), 0),
        (ListFilters(("disease",), audience="members"), 1),
        (ListFilters(("poll",)), 0),
    ],
)
def test_the_total_is_that_of_the_cards_whatever_the_filters(filters, total):
    put_list()

    cards, totals = walk(filters)

    assert (len(cards), totals) == (total, {total})


def test_a_value_that_many_entries_have_gives_the_same_list(monkeypatch):
    put_list()
    filters = ListFilters(("disease",), facets=(("inheritance", "Dominant"),))
    before = walk(filters)

    monkeypatch.setattr("search.querysets.lists.BROAD", 1)

    assert walk(filters) == before


def test_the_list_of_a_disease_is_asked_by_its_key():
    disease = Disease.objects.create(key="ORPHA:558", orpha_code=558, name="Marfan", kind="Disease", is_disorder=True)
    put(make_entry("About it", kind="article", diseases=[disease.pk]), make_entry("Not about it", kind="article"))

    for key, expected in (("ORPHA:558", ["About it"]), ("ORPHA:1", [])):
        assert names(walk(ListFilters(("article",), facets=(("disease", key),)))[0]) == expected


def test_others_see_neither_a_hidden_card_nor_its_number():
    put_list()

    cards, totals = walk(DISEASES, PUBLIC)

    assert totals == {10}
    assert "Ataxia hidden" not in names(cards)
    assert walk(ListFilters(("disease",), audience="members"), PUBLIC) == ([], {0})


@pytest.mark.parametrize("cursor", ["zzz", "e30", "WzFd", "WyJhIiwiYiJd", "W251bGwsMV0", "é", "=" * 3])
def test_a_cursor_of_another_list_is_refused(cursor):
    with pytest.raises(BadCursor):
        listing(filters=DISEASES, audiences=EVERYBODY, cursor=cursor, size=3)


@pytest.mark.parametrize("filters", [DISEASES, CONTENT, ListFilters(("disease",), facets=(("gene", "FBN1"),))])
def test_a_list_costs_two_queries(filters, django_assert_num_queries):
    put_list()

    with django_assert_num_queries(2):
        listing(filters=filters, audiences=EVERYBODY, cursor="", size=3)


def test_the_newest_of_some_kinds(django_assert_num_queries):
    put_list()

    with django_assert_num_queries(1):
        cards = newest(kinds=["article", "video"], audiences=PUBLIC, limit=2)

    put(make_entry("Hidden article", kind="article", audience=Audience.MEMBERS, date=START + timedelta(99)))

    assert [card.title for card in cards] == ["Article 5", "Article 4"]
    assert [card.title for card in newest(kinds=["article"], audiences=PUBLIC, limit=1)] == ["Article 5"]
    assert [card.title for card in newest(kinds=["article"], audiences=EVERYBODY, limit=1)] == ["Hidden article"]
    assert (cards[0].kind_label, cards[0].date) == ("Article", START + timedelta(2))


def test_what_the_hub_holds_on_a_disease_is_grouped_and_counted(django_assert_num_queries):
    put(
        make_entry("The disease itself", diseases=[1]),
        *(make_entry(f"Article {n}", kind="article", diseases=[1, 2], date=START + timedelta(n)) for n in range(6)),
        make_entry(
            "Secret article", kind="article", audience=Audience.MEMBERS, diseases=[1], date=START + timedelta(9)
        ),
        make_entry("A video", kind="video", diseases=[1]),
        make_entry("Another disease", kind="poll", diseases=[3]),
    )

    with django_assert_num_queries(1):
        groups = about(disease_ids=[1], audiences=PUBLIC)

    assert [(group.label, group.count) for group in groups] == [("Articles", 6), ("Videos", 1)]
    assert [card.title for card in groups[0].cards] == ["Article 5", "Article 4", "Article 3", "Article 2"]
    assert about(disease_ids=[1], audiences=EVERYBODY)[0].count == 7
    assert about(disease_ids=[99], audiences=EVERYBODY) == ()


def test_the_operator_sees_what_waits_and_what_failed():
    put(make_entry("Waits", key="K:1"), make_entry("Failed", key="K:2"), make_entry("Done", kind="article"))
    SearchEntry.objects.filter(kind="disease").update(version=2)
    SearchEntry.objects.filter(key="K:2").update(error="The engine was away.")

    assert pending_count() == 2
    assert [entry.title for entry in failed_entries(5)] == ["Failed"]
    assert kind_counts() == {"article": 1, "disease": 2}
