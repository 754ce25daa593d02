import pytest
from wagtail.models import Page

from content.actions.disease_pages import sync_disease_pages
from content.models import DiseaseIndexPage, DiseasePage, PageDocument, Speciality
from tests.content.trees import disease, disease_pages

pytestmark = pytest.mark.django_db


def test_each_disorder_gets_one_page_and_a_second_run_changes_nothing():
    disease(558, "Marfan syndrome")
    disease(98006, "Rare neurologic disease", is_disorder=False, kind="Category")
    first, second = sync_disease_pages(), sync_disease_pages()
    assert first.created == 1
    assert (second.created, second.renamed, second.unpublished, second.tagged, second.documents) == (0, 0, 0, 0, 0)
    page = DiseasePage.objects.get()
    assert (page.title, page.slug, page.state) == ("Marfan syndrome", "558-marfan-syndrome", "facts")


def test_pages_made_in_bulk_are_a_sound_tree():
    disease_pages(5)
    disease(6)
    sync_disease_pages()
    assert all(not problem for problem in Page.find_problems())
    assert DiseaseIndexPage.objects.get().numchild == 6


def test_a_page_made_in_bulk_can_be_edited_and_published_like_any_other(client):
    disease_pages(1)
    page = DiseasePage.objects.get()
    page.summary = "A summary"
    page.save_revision().publish()
    assert DiseasePage.objects.get().summary == "A summary"
    assert b"A summary" in bytes(PageDocument.objects.get(orpha_code=1).body)


def test_specialities_follow_the_classification_below_their_heads():
    head = disease(98006, "Rare neurologic disease", is_disorder=False, kind="Category")
    group = disease(50, "A group", is_disorder=False, kind="Clinical group")
    child = disease(51, "Below the group")
    group.parents.add(head)
    child.parents.add(group)
    sync_disease_pages()
    assert [s.slug for s in DiseasePage.objects.get().specialities.all()] == ["neurology"]
    child.parents.clear()
    assert sync_disease_pages().tagged == 1
    assert Speciality.objects.filter(slug="neurology").exists()
    assert not DiseasePage.objects.get().specialities.exists()


def test_a_renamed_disease_renames_its_page_only_while_nobody_curated_it():
    rows = [disease(1, "Old name"), disease(2, "Kept name")]
    sync_disease_pages()
    DiseasePage.objects.filter(disease=rows[1]).update(
        state="curated", reviewed_on="2026-01-01", next_review="2027-01-01"
    )
    for row in rows:
        row.name = "New name"
        row.save()
    assert sync_disease_pages().renamed == 1
    assert set(DiseasePage.objects.values_list("title", flat=True)) == {"New name", "Kept name"}


def test_the_page_of_a_vanished_disorder_is_unpublished_and_not_deleted():
    row = disease(1)
    sync_disease_pages()
    row.is_disorder = False
    row.save()
    assert sync_disease_pages().unpublished == 1
    assert not DiseasePage.objects.get().live
    assert not PageDocument.objects.filter(orpha_code=1).exists()
