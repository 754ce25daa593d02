"""What a person does to a page is in the audit log, whichever way it is done; what programs do is not."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.delete_page import DeletePageAction
from wagtail.models import Page

from accounts.roles import Role
from audit.kinds import Area
from audit.models import Event
from tests.factories.accounts import UserFactory
from tests.factories.content import make_library

pytestmark = pytest.mark.django_db


@pytest.fixture
def library():
    made = make_library()
    assert not of_content()  # programs made it
    return made


@pytest.fixture
def editor(client):
    user = UserFactory(role=Role.EDITOR)
    client.force_login(user)
    return user


def of_content():
    rows = Event.objects.filter(area=Area.CONTENT).order_by("number")
    return list(rows.values_list("action", "actor", "subject_kind", "subject"))


def test_an_editor_unpublishes_publishes_and_deletes_in_the_admin(client, library, editor):
    page = library.article
    client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    latest = Page.objects.get(pk=page.pk).specific.save_revision()
    latest.publish(user=editor)
    client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert of_content() == [
        (f"page_{what}", editor.reference, "page", str(page.pk)) for what in ("unpublished", "published", "deleted")
    ]


@pytest.mark.parametrize("what", ["unpublish", "publish", "delete"])
def test_bulk_actions_write_an_event_for_each_page(client, library, editor, what):
    pages = [library.article, library.resource]
    if what == "publish":
        for page in pages:
            Page.objects.get(pk=page.pk).unpublish()
            Page.objects.get(pk=page.pk).specific.save_revision()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", what])
    client.post(f"{address}?" + "&".join(f"id={page.pk}" for page in pages))
    told = {"unpublish": "page_unpublished", "publish": "page_published", "delete": "page_deleted"}[what]
    assert sorted(of_content()) == sorted((told, editor.reference, "page", str(page.pk)) for page in pages)


def test_the_approval_of_an_authors_draft_is_the_editors_act(library, editor):
    author = UserFactory(role=Role.AUTHOR)
    page = Page.objects.get(pk=library.article.pk).specific
    page.save_revision(user=author)
    state = page.get_workflow().start(page, author)
    state.current_task_state.approve(user=editor)
    assert of_content() == [("page_published", editor.reference, "page", str(page.pk))]


def test_pages_deleted_with_the_one_above_are_named_too(library, editor):
    parent = Page.objects.get(pk=library.article.pk).get_parent()
    below = {str(pk) for pk in parent.get_descendants(inclusive=True).values_list("pk", flat=True)}
    DeletePageAction(parent, user=editor).execute(skip_permission_checks=True)
    assert len(below) > 1
    assert {subject for _, _, _, subject in of_content()} == below


def test_programs_and_the_clock_write_none(library):
    page = Page.objects.get(pk=library.article.pk).specific
    page.unpublish()
    page.save_revision().publish()
    page.expire_at = timezone.now()
    page.save_revision().publish()
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now(), live=True)
    call_command("publish_scheduled")
    page.delete()
    assert not of_content()
