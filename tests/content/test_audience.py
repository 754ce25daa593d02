import pytest
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from accounts.roles import Role
from common.audience import Audience
from content.models import CollectionIndexPage, CollectionItem, CollectionPage, PageDocument, Person
from content.querysets import visible_pages
from tests.content.trees import article, leaflet, video
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
OUTSIDE = [None, Role.REGISTERED, Role.FAMILY, Role.ORGANISATION]


def sign_in(client, role):
    if role:
        client.force_login(UserFactory(role=role))
    return client


def status(client, address):
    """Open and close, so that no file stays open."""
    response = client.get(address)
    response.close()
    return response.status_code


@pytest.mark.parametrize("role", OUTSIDE)
def test_a_members_page_is_no_page_for_others_by_any_address(client, role):
    page = article(audience=Audience.MEMBERS)
    sign_in(client, role)
    for address in (page.url, f"/api/hub/v1/content/{page.pk}", f"/api/v2/pages/{page.pk}/"):
        assert client.get(address).status_code == 404
    assert str(page.pk) not in [str(row["id"]) for row in client.get("/api/v2/pages/").json()["items"]]
    assert client.get("/api/v2/pages/find/", {"id": page.pk}).status_code == 404


def test_a_member_reads_it_by_every_address(client):
    page = article(audience=Audience.MEMBERS)
    sign_in(client, Role.PHYSICIAN)
    for address in (page.url, f"/api/hub/v1/content/{page.pk}", f"/api/v2/pages/{page.pk}/"):
        assert client.get(address).status_code == 200


def test_hidden_and_absent_give_the_same_answer(client):
    page = article(audience=Audience.MEMBERS)
    hidden, absent = client.get(f"/api/hub/v1/content/{page.pk}"), client.get("/api/hub/v1/content/999999")
    assert (hidden.status_code, hidden.content, hidden.headers) == (absent.status_code, absent.content, absent.headers)


def test_unpublishing_takes_a_page_out_of_every_list(client):
    page = article()
    assert visible_pages([Audience.PUBLIC]).filter(pk=page.pk).exists()
    page.unpublish()
    assert not PageDocument.objects.filter(pk=page.pk).exists()
    assert client.get(f"/api/hub/v1/content/{page.pk}").status_code == 404


def test_a_page_without_a_document_is_nobodys():
    page = article()
    PageDocument.objects.all().delete()
    assert not visible_pages([Audience.PUBLIC, Audience.MEMBERS]).filter(pk=page.pk).exists()


@pytest.mark.parametrize("make", [video, leaflet])
@pytest.mark.parametrize("role", OUTSIDE)
def test_a_file_follows_the_pages_that_use_it(client, role, make):
    page = make(audience=Audience.MEMBERS)
    file = page.media if hasattr(page, "media") else page.document
    addresses = (f"/media/{file.file.name}", file.url)
    sign_in(client, role)
    assert [status(client, address) for address in addresses] == [404, 404]
    sign_in(client, Role.PHYSICIAN)
    assert [status(client, address) for address in addresses] == [200, 200]


def test_captions_follow_the_page(client):
    page = video(audience=Audience.MEMBERS)
    assert client.get(f"{page.url}captions/en.vtt").status_code == 404
    sign_in(client, Role.PHYSICIAN)
    assert client.get(f"{page.url}captions/en.vtt")["Content-Type"].startswith("text/vtt")


def test_a_public_collection_never_names_an_item_that_became_members_only(client):
    item = article("Once public")
    page = CollectionPage(
        title="Mixed", summary="s", editors_note="n", curated_on="2026-01-01", audience=Audience.PUBLIC, live=False
    )
    page.items = [CollectionItem(page=Page.objects.get(pk=item.pk))]
    CollectionIndexPage.objects.get().add_child(instance=page)
    page.save_revision().publish()
    assert "Once public" in client.get(f"/api/hub/v1/content/{page.pk}").content.decode()
    item.audience = Audience.MEMBERS
    item.save_revision().publish()
    assert "Once public" not in client.get(f"/api/hub/v1/content/{page.pk}").content.decode()
    assert "Once public" not in client.get(page.url).content.decode()


def test_an_unpublished_item_leaves_the_collections_that_list_it(client):
    item = article("Here today")
    page = CollectionPage(
        title="Mixed", summary="s", editors_note="n", curated_on="2026-01-01", audience=Audience.PUBLIC, live=False
    )
    page.items = [CollectionItem(page=Page.objects.get(pk=item.pk))]
    CollectionIndexPage.objects.get().add_child(instance=page)
    page.save_revision().publish()
    item.unpublish()
    assert "Here today" not in client.get(f"/api/hub/v1/content/{page.pk}").content.decode()


def test_a_publish_that_cannot_be_finished_leaves_nothing_half_done(monkeypatch):
    page = article("Before")
    page.title = "After"
    revision = page.save_revision()

    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("search.signal_handlers.upsert", broken)
    with pytest.raises(RuntimeError):
        revision.publish()
    assert Page.objects.get(pk=page.pk).title == "Before"
    assert "Before" in bytes(PageDocument.objects.get(pk=page.pk).body).decode()


def test_a_file_says_what_it_is_and_stays_with_this_reader(client):
    page = video()
    response = client.get(page.media.url)
    response.close()
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "private" in response["Cache-Control"]


def test_a_file_used_elsewhere_does_not_open_through_a_page_of_the_same_number(client):
    """References of snippets count nothing: their numbers are no pages' numbers."""
    page = video(audience=Audience.MEMBERS)
    ReferenceIndex.objects.filter(object_id=str(page.pk)).update(
        base_content_type=ContentType.objects.get_for_model(Person), object_id=str(article().pk)
    )
    assert status(client, page.media.url) == 404
