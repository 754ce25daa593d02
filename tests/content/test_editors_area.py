"""The editors' area: lists with filters, forms, the dashboard; looked at with the rights of each role."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.roles import Role
from content.models import ArticlePage, DiseasePage, Person, VideoPage
from content.reads import count_read, flush_reads
from tests.content.trees import article, disease, disease_pages, video
from tests.factories.accounts import UserFactory, give_role
from vocabulary.models import Disease

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = UserFactory()
    give_role(user, Role.EDITOR)
    client.force_login(user)
    return client


def test_the_dashboard_says_what_is_due_and_what_readers_want(editor):
    disease_pages(2)
    due, wanted = DiseasePage.objects.order_by("pk")
    DiseasePage.objects.filter(pk=due.pk).update(
        state="curated", reviewed_on=date(2020, 1, 1), next_review=date(2021, 1, 1)
    )
    count_read(wanted.pk)
    flush_reads()
    html = editor.get("/admin/").content.decode()
    assert "due since 1 January 2021" in html
    assert "read 1 time" in html
    assert "Nothing. The last load" in html


LISTS = ["disease_pages", "articles", "research", "resources", "videos", "collections_of_pages"]


@pytest.mark.parametrize("name", LISTS)
def test_every_list_opens(editor, name):
    article(), video(), disease_pages(1)
    assert editor.get(reverse(f"{name}:index")).status_code == 200


def test_diseases_are_filtered_by_state_speciality_and_name(editor):
    disease(558, "Marfan syndrome")
    disease_pages(1)
    shown = editor.get(reverse("disease_pages:index"), {"about": "marfan", "state": "facts"}).content.decode()
    assert "Marfan syndrome" in shown
    assert "Disease 1" not in shown
    none = editor.get(reverse("disease_pages:index"), {"state": "curated"}).content.decode()
    assert "Marfan syndrome" not in none


def test_articles_are_filtered_by_disease(editor):
    tagged, other = article("About Marfan"), article("About nothing")
    tagged.diseases.add(disease(558, "Marfan syndrome"))
    tagged.save_revision().publish()
    shown = editor.get(reverse("articles:index"), {"about": "ORPHA:558"}).content.decode()
    assert tagged.title in shown
    assert other.title not in shown


@pytest.mark.parametrize("make", [article, video])
def test_an_editor_opens_the_form_of_a_page_without_listing_every_disease(editor, make):
    Disease.objects.bulk_create(
        Disease(key=f"ORPHA:{n}", orpha_code=n, name=f"Unchosen {n}", kind="Disease", is_disorder=True)
        for n in range(1, 50)
    )
    html = editor.get(reverse("wagtailadmin_pages:edit", args=[make().pk])).content.decode()
    assert "data-diseases" in html
    assert "Unchosen" not in html


def test_the_disease_chooser_finds_by_name_and_code_and_only_for_editors(editor, client):
    disease(558, "Marfan syndrome")
    found = editor.get(reverse("find_diseases"), {"q": "orpha:558"}).json()["diseases"]
    assert [row["name"] for row in found] == ["Marfan syndrome"]
    client.force_login(UserFactory(role=Role.PHYSICIAN))
    assert client.get(reverse("find_diseases"), {"q": "marfan"}).status_code in (302, 403)


def test_an_editor_publishes_and_the_page_is_found_and_answered_at_once(editor):
    page = article("Before")
    form = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
    data = {
        name: form[name].value()
        for name in form.fields
        if form[name].value() is not None and name not in ("body", "diseases")
    }
    data |= {"title": "Wallaby tendons", "action-publish": "1", "body-count": "0", "comments-TOTAL_FORMS": "0"}
    data |= {"comments-INITIAL_FORMS": "0", "slug": page.slug}
    data["authors"] = [str(Person.objects.create(name="russet-plover-07").pk)]
    answer = editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    assert answer.status_code == 302, answer.context["form"].errors
    assert ArticlePage.objects.get().title == "Wallaby tendons"
    hits = editor.get("/api/hub/v1/search?q=wallaby").json()["hits"]
    assert [hit["title"] for hit in hits] == ["Wallaby tendons"]
    assert editor.get(f"/api/hub/v1/content/{page.pk}").json()["title"] == "Wallaby tendons"


def test_a_draft_of_a_film_is_saved_and_its_publishing_refused_with_words(editor):
    page = video()
    page.captions.all().delete()
    response = editor.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), {"action-publish": "1", "title": "A film"}
    )
    assert response.status_code == 200
    assert VideoPage.objects.filter(live=True).exists()


def test_an_author_writes_drafts_and_cannot_publish(client):
    author = UserFactory()
    give_role(author, Role.AUTHOR)
    client.force_login(author)
    page = article()
    assert client.get("/admin/").status_code == 200
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 404
    assert not page.permissions_for_user(author).can_publish()
    assert page.get_parent().permissions_for_user(author).can_add_subpage()
