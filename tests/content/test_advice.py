"""Where a page that holds facts only leads its readers: to the curated page above it, or to one that names its disease."""

import pytest

from common.audience import Audience
from content.models import DiseasePage
from content.querysets import advisers_of, advising_pages
from content.search_entries import all_entries, page_entry
from search.models import SearchEntry
from tests.factories.accounts import UserFactory
from tests.factories.content import make_disease_page
from tests.factories.diseases import make_bare_disease

pytestmark = pytest.mark.django_db


@pytest.fixture
def marfan():
    """The curated page, a subtype below its disease and a twin that its editors name."""
    disease = make_bare_disease("Marfan syndrome", 558)
    page = make_disease_page(curated=True, disease=disease)
    subtype, twin, stranger = (
        make_disease_page(disease=make_bare_disease(name, code))
        for name, code in (("Marfan type 1", 1), ("Marfan twin", 2), ("Stranger", 3))
    )
    subtype.disease.parents.add(disease)
    page.covers = [twin.disease]
    page.save_revision().publish()
    return page, subtype, twin, stranger


def notes(page):
    return page_entry(page).notes


def test_a_page_of_facts_names_the_page_with_the_advice_and_says_how_it_comes_to_it(marfan, client):
    page, subtype, twin, stranger = marfan
    below, beside, nobody = (client.get(one.url).content.decode() for one in (subtype, twin, stranger))
    assert f'Advice for this group is on the page <a href="{page.url}"><b>Marfan syndrome</b></a> (curated).' in below
    assert f'The page <a href="{page.url}"><b>Marfan syndrome</b></a> (curated) also covers this disease.' in beside
    assert "Marfan" not in nobody
    assert "also covers" not in client.get(page.url).content.decode()


def test_a_page_that_is_named_and_above_is_told_once_and_as_named(marfan):
    page, subtype, *_ = marfan
    page.covers.add(subtype.disease)
    page.save()
    [adviser] = advisers_of(subtype, [Audience.PUBLIC])
    assert (adviser.pk, bool(adviser.is_named)) == (page.pk, True)


def test_advice_that_the_reader_may_not_read_is_not_named(marfan, client):
    page, subtype, twin, _ = marfan
    DiseasePage.objects.filter(pk=page.pk).update(audience=Audience.MEMBERS)
    assert advisers_of(twin, [Audience.PUBLIC]) == []
    assert all("Marfan syndrome" not in note for one in (subtype, twin) for note in notes(one))
    client.force_login(UserFactory(physician=True))
    assert "Advice for this group" in client.get(subtype.url).content.decode()


def test_one_query_finds_the_advice_for_one_page_or_for_all(marfan, django_assert_num_queries):
    page, subtype, twin, _ = marfan
    with django_assert_num_queries(1):
        assert [adviser.pk for adviser in advisers_of(twin, [Audience.PUBLIC])] == [page.pk]
    with django_assert_num_queries(1):
        assert {one.advised for one in advising_pages()} == {subtype.disease_id, twin.disease_id}
    with django_assert_num_queries(0):
        assert advisers_of(page, [Audience.PUBLIC]) == []


def test_hits_of_facts_say_where_advice_is_in_bulk_and_one_by_one(marfan):
    page, subtype, twin, stranger = marfan
    assert notes(subtype)[-2:] == notes(twin)[-2:] == ["Facts only, not yet curated", "Advice: Marfan syndrome"]
    assert notes(stranger) == ["Facts only, not yet curated"] and notes(page) == ["Reviewed May 2026"]
    in_bulk = {entry.key: list(entry.notes) for entry in all_entries() if entry.kind == "disease"}
    assert in_bulk == {one.disease.key: notes(one) for one in marfan}


def test_stored_hits_follow_when_the_advice_comes_and_goes(marfan):
    page, subtype, twin, _ = marfan

    def told():
        rows = SearchEntry.objects.filter(key__in=[subtype.disease.key, twin.disease.key]).order_by("key")
        return ["Advice: Marfan syndrome" in row.notes for row in rows]

    page.save_revision().publish()
    assert told() == [True, True]
    page.covers = []
    page.save_revision().publish()
    assert told() == [True, False]
    page.unpublish()
    assert told() == [False, False]
