"""What people publish, take back and delete is in the audit log; what commands do in bulk is not."""

import pytest

from accounts.roles import Role
from audit.kinds import Action, Area
from audit.models import Event
from audit.verification import verify
from content.actions.disease_pages import sync_disease_pages
from content.models import DiseasePage
from tests.content.trees import article, disease, disease_pages
from tests.factories.accounts import UserFactory
from vocabulary.models import Disease

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = UserFactory(role=Role.EDITOR)
    client.force_login(user)
    return user


def events_of(page):
    return [(event.action, event.actor) for event in Event.objects.filter(subject_kind="page", subject=str(page.pk))]


def test_publishing_unpublishing_and_deleting_by_an_editor_are_events(client, editor):
    page = article("Wombat tendons")
    assert events_of(page) == [], "a factory is no person"
    client.post(f"/admin/pages/{page.pk}/unpublish/")
    client.post(f"/admin/pages/{page.pk}/delete/")
    assert events_of(page) == [
        (Action.PAGE_UNPUBLISHED, editor.reference), (Action.PAGE_DELETED, editor.reference),
    ]  # fmt: skip
    stored = Event.objects.filter(area=Area.CONTENT)
    assert not any("Wombat" in str(row) for row in stored.values())
    assert verify().problem == ""


def test_publishing_by_hand_is_one_event(editor):
    page = article()
    page.save_revision(user=editor).publish(user=editor)
    assert events_of(page) == [(Action.PAGE_PUBLISHED, editor.reference)]


def test_a_draft_is_no_event(editor):
    page = article()
    page.save_revision(user=editor, log_action=True)
    assert events_of(page) == []


def test_making_and_taking_back_disease_pages_in_bulk_writes_no_event():
    disease_pages(3)
    disease(558, "Marfan syndrome")
    sync_disease_pages()
    Disease.objects.filter(orpha_code=558).update(is_disorder=False)
    sync_disease_pages()
    assert DiseasePage.objects.count() == 4
    assert not DiseasePage.objects.get(disease__orpha_code=558).live
    assert not Event.objects.exists()
