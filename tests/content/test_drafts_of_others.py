"""Whoever only writes their own pages finds nothing of a draft that is another one's, whatever part of the area they open."""

import re

import pytest
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page

from accounts.roles import Role
from common.audience import Audience
from content.models import ArticleIndexPage, ArticlePage, ResourceIndexPage
from content.permissions import check_page_shown, check_write_page
from content.querysets import images_choosable_by, pages_shown_to, pages_written_by
from hubsite.admin_doors import DOORS
from tests.contract.doors import doors
from tests.factories import content as make
from tests.factories.accounts import UserFactory
from tests.polls.test_permissions import ROLES, reader_of, says_yes

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
CANARY = "quokka"
WRITERS = [Role.AUTHOR, Role.ORGANISATION]
OTHERS = [role for role in DOORS if role != Role.EDITOR]


def draft_of(owner, parent=ArticleIndexPage, **fields):
    page = ArticlePage(
        title="Quokkadraft", slug="quokkaslug", summary="quokkasummary", written_on="2026-01-01", live=False, owner=owner,
        body=[("heading", "quokkabody")], **fields,
    )  # fmt: skip
    ArticleIndexPage.objects.get().add_child(instance=page)
    page.save_revision(user=owner, log_action=True)
    return page


@pytest.fixture
def planted():
    """A draft in workflow, a draft that is locked, and a live page whose new title is not yet published."""
    editor = UserFactory(role=Role.EDITOR)
    draft = draft_of(editor)
    draft.get_workflow().start(draft, editor)
    Page.objects.filter(pk=draft.pk).update(locked=True, locked_by=editor, locked_at=timezone.now())
    live = make.make_article(title="A title that was published")
    ArticlePage.objects.filter(pk=live.pk).update(owner=editor)
    live = ArticlePage.objects.get(pk=live.pk)
    live.title, live.summary = "Quokkaretitled", "quokkanew"
    live.save_revision(user=editor, log_action=True)
    image = make.make_image("Quokkaimage")
    image.uploaded_by_user = editor
    image.save()
    return draft, live, image


def admin_doors(page, image):
    task = page.current_workflow_state.current_task_state if page.current_workflow_state else None
    samples = dict.fromkeys(("page_id", "page_to_move_id", "parent_page_id", "page_pk", "pk", "object_id"), page.pk) | {
        "destination_id": ArticleIndexPage.objects.get().pk, "image_id": image.pk, "instance_pk": page.pk,
        "revision_id": page.latest_revision_id, "revision_id_a": "live", "revision_id_b": "latest",
        "task_state_id": task.pk if task else 1, "task_id": GroupApprovalTask.objects.get().pk,
        "workflow_state_id": page.current_workflow_state.pk if task else 1, "model_name": "articlepage",
    }  # fmt: skip
    return [door for door in doors(**samples) if door.route.startswith("admin/")]


QUESTION = "?q=quokka&id={page}&target_pages[]={page}&page_type=content.ArticlePage"


def told(answer):
    body = answer.content.decode("utf-8", "replace") if not answer.streaming else ""
    # What was asked for is shown again as the question; the rest of the word is not.
    return re.findall(r"quokka(?:draft|slug|summary|body|retitled|new|image)", body.lower())


@pytest.mark.parametrize("role", OTHERS)
def test_no_door_of_the_area_tells_of_what_somebody_else_has_not_published(client, role, planted):
    draft, live, image = planted
    client.raise_request_exception = False
    client.force_login(UserFactory(role=role, is_staff=role == Role.ADMINISTRATOR))
    before = list(Page.objects.order_by("pk").values())
    leaks, broken = [], []
    for page in (draft, live):
        for door in admin_doors(page, image):
            if door.name.startswith("wagtailadmin_logout"):
                continue
            for question in ("", QUESTION.format(page=page.pk)):
                answer = client.get(door.address + question)
                leaks += [(door.address + question, word) for word in told(answer)]
                broken += [door.address] * (answer.status_code >= 500)
            posted = client.post(door.address, {"title": "Taken", "action-publish": "1"})
            leaks += [(door.address, word) for word in told(posted)]
    assert not leaks
    assert not broken
    assert list(Page.objects.order_by("pk").values()) == before


def test_an_editor_sees_all_of_it(client, planted):
    """So that the sweep above would notice."""
    draft, _, image = planted
    client.force_login(UserFactory(role=Role.EDITOR))
    seen = {door.name for door in admin_doors(draft, image) if told(client.get(door.address))}
    assert {"wagtailadmin_pages:edit", "wagtailadmin_pages:history", "wagtailadmin_reports:workflow"} <= seen


@pytest.mark.parametrize("role", WRITERS)
def test_they_find_their_own_drafts_in_the_explorer_the_search_and_the_first_screen(client, role):
    user = UserFactory(role=role)
    client.force_login(user)
    if role == Role.AUTHOR:
        page = draft_of(user)
    else:
        page = make.make_resource(title="Quokkadraft")
        Page.objects.filter(pk=page.pk).update(owner=user)
    page = Page.objects.get(pk=page.pk)
    for address in (
        f"/admin/pages/{page.get_parent().pk}/",
        "/admin/pages/search/?q=quokka",
        f"/admin/pages/{page.pk}/edit/",
    ):
        assert "Quokkadraft" in client.get(address).content.decode(), address


@pytest.mark.parametrize("role", WRITERS)
def test_the_explorer_names_no_account_of_others(client, role, planted):
    client.force_login(UserFactory(role=role))
    index = (ArticleIndexPage if role == Role.AUTHOR else ResourceIndexPage).objects.get()
    for user in {planted[0].owner, planted[1].owner}:
        for address in (f"/admin/pages/{index.pk}/", "/admin/pages/"):
            html = client.get(address).content.decode()
            assert user.email not in html and user.display_name not in html


def every_kind_of_page(owner):
    own, other = draft_of(owner if owner.pk else None), make.make_article(title="Live", audience=Audience.PUBLIC)
    members = make.make_article(title="For members", audience=Audience.MEMBERS)
    changed = make.make_article(title="With a new title")
    changed.title = "Not yet"
    changed.save_revision()
    stranger = ArticlePage(title="Stranger", slug="stranger", summary="x", written_on="2026-01-01", live=False)
    ArticleIndexPage.objects.get().add_child(instance=stranger)
    return [own, other, members, changed, stranger, *Page.objects.filter(depth__lte=3)]


@pytest.mark.parametrize("role", ROLES)
def test_checks_and_querysets_agree_on_every_page(role):
    reader = reader_of(role)
    pages = {page.pk for page in every_kind_of_page(reader)}
    rows = Page.objects.filter(pk__in=pages)
    for queryset, check in ((pages_shown_to, check_page_shown), (pages_written_by, check_write_page)):
        listed = set(queryset(reader).values_list("pk", flat=True))
        mismatches = [page for page in rows if (page.pk in listed) != says_yes(check, reader, page)]
        assert mismatches == [], check


def test_pictures_to_choose_from_are_ones_own_and_those_in_readable_pages():
    author = UserFactory(role=Role.AUTHOR)
    own, in_live, in_draft = (make.make_image(title) for title in ("own", "in a live page", "in a draft"))
    own.uploaded_by_user = author
    own.save()
    figure = {"alt_text": "A tendon", "caption": ""}
    make.make_article(body=[("figure", {"image": in_live, **figure})])
    page = draft_of(UserFactory(role=Role.EDITOR), audience=Audience.PUBLIC)
    page.body = [("figure", {"image": in_draft, **figure})]
    page.save()
    assert set(images_choosable_by(author)) == {own, in_live}
    assert {own, in_live, in_draft} <= set(images_choosable_by(UserFactory(role=Role.EDITOR)))


def test_a_lapsed_author_is_not_let_in(client):
    author = UserFactory(role=Role.AUTHOR)
    author.verified_until = timezone.now()
    author.save()
    client.force_login(author)
    answer = client.get("/admin/")
    assert answer.status_code == 403
    assert "does not open the editors’ area" in answer.content.decode()


def test_an_author_submits_and_an_editor_approves(client):
    author, editor = UserFactory(role=Role.AUTHOR), UserFactory(role=Role.EDITOR)
    page = draft_of(author, audience=Audience.PUBLIC)
    page.get_workflow().start(page, author)
    task = page.current_workflow_state.current_task_state
    address = f"/admin/pages/workflow/action/{page.pk}/approve/{task.pk}/"
    client.force_login(author)
    assert client.post(address).status_code == 404
    client.force_login(editor)
    client.post(address)
    assert ArticlePage.objects.get(pk=page.pk).live
