"""The attacker's successes as failing tests. Copy to tests/test_attacks.py; each fails on 152fe38."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from wagtail.documents.models import Document

from accounts.models import User
from accounts.roles import Role
from common.audience import Audience
from content.models import ArticleIndexPage, ArticlePage
from polls.models import Poll
from tests.factories.accounts import give_role
from tests.factories.content import make_article, make_image

pytestmark = pytest.mark.django_db
PASSWORD = "calm-stripes-909"


def person(role: str, email: str = "", verified: bool = True) -> User:
    user = User.objects.create_user(email or f"{role}@test.example", PASSWORD, display_name=role)
    EmailAddress.objects.create(user=user, email=user.email, verified=verified, primary=True)
    give_role(user, role)
    return user


def signed_in(role: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person(role))
    return client


def draft_of_somebody_else() -> ArticlePage:
    page = ArticlePage(title="Unheard-of draft", slug="unheard-of", summary="s", written_on="2026-01-01", live=False)
    ArticleIndexPage.objects.get().add_child(instance=page)
    page.save_revision()
    return page


def test_an_unconfirmed_address_does_not_sign_in_by_wagtails_own_door(client):
    person(Role.REGISTERED, "unconfirmed@test.example", verified=False)
    client.post("/_util/login/", {"username": "unconfirmed@test.example", "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_guessing_passwords_is_limited_at_every_door(client):
    person(Role.PHYSICIAN)
    for number in range(12):
        client.post("/_util/login/", {"username": "physician@test.example", "password": f"wrong-{number}"})
    client.post("/_util/login/", {"username": "physician@test.example", "password": PASSWORD})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("wanted", ["victim@hospital.example", "Editor@test.example"])
def test_an_author_cannot_take_an_address_without_confirming_it(wanted):
    person(Role.EDITOR)
    author = person(Role.AUTHOR)
    client = Client(raise_request_exception=False)
    client.force_login(author)
    form = {
        "name_email-first_name": "A",
        "name_email-last_name": "B",
        "name_email-email": wanted,
        "theme-theme": "system",
    }
    form |= {"theme-contrast": "system", "theme-density": "default"}
    client.post("/admin/account/", form)
    author.refresh_from_db()
    assert author.email == "author@test.example"


def test_mails_to_reset_a_password_are_limited_at_every_door(client, mailoutbox):
    person(Role.PHYSICIAN)
    for _ in range(30):
        client.post("/admin/password_reset/", {"email": "physician@test.example"})
    assert len(mailoutbox) < 30


def test_a_new_slug_of_a_members_page_is_not_told_to_others(client, django_capture_on_commit_callbacks):
    page = make_article(title="Hidden", slug="hidden-old", audience=Audience.MEMBERS)
    with django_capture_on_commit_callbacks(execute=True):
        page.slug = "hidden-telling-name"
        page.save_revision().publish()
    assert client.get("/articles/hidden-old/").status_code == client.get("/articles/never-was/").status_code == 404


def test_words_of_members_pages_do_not_change_what_others_are_offered(client):
    make_article(title="Fabry", audience=Audience.PUBLIC)
    before = client.get("/api/hub/v1/search?q=fabrz").json()["corrections"]
    make_article(title="Hidden", summary=" ".join(f"fabr{c}" for c in "abcdefghijk"), audience=Audience.MEMBERS)
    assert before and client.get("/api/hub/v1/search?q=fabrz").json()["corrections"] == before


def test_an_author_does_not_learn_of_a_poll_that_opens_later():
    poll = Poll.objects.create(question="Not asked yet?", opens_at=timezone.now() + timedelta(days=9))
    answer = signed_in(Role.AUTHOR).get(f"/admin/snippets/choose/polls/poll/chosen/{poll.pk}/")
    assert "Not asked yet?" not in answer.content.decode()


def test_an_author_does_not_learn_of_a_poll_that_opens_later_by_choosing_several():
    poll = Poll.objects.create(question="Not asked yet?", opens_at=timezone.now() + timedelta(days=9))
    answer = signed_in(Role.AUTHOR).get(f"/admin/snippets/choose/polls/poll/chosen-multiple/?id={poll.pk}")
    assert "Not asked yet?" not in answer.content.decode()


def test_an_author_does_not_read_files_of_others_that_no_page_shows():
    image = make_image("Unpublished")
    document = Document.objects.create(title="Unpublished", file=ContentFile(b"%PDF-1.4", "unpublished.pdf"))
    client = signed_in(Role.AUTHOR)
    assert client.get(image.file.url).status_code == 404
    assert client.get(document.url).status_code == 404


def test_what_an_author_submits_can_be_published_by_an_editor():
    author = person(Role.AUTHOR)
    page = draft_of_somebody_else()
    page.owner = author
    page.save()
    if workflow := page.get_workflow():
        workflow.start(page, author)
    answer = signed_in(Role.EDITOR).get(f"/admin/pages/{page.pk}/edit/")
    assert "action-publish" in answer.content.decode() or "workflow-action-name" in answer.content.decode()


UPLOAD = {"headers": {"X-Requested-With": "XMLHttpRequest"}}


@pytest.mark.parametrize(
    "content", [b"%PDF-1.4" + b"0" * 21_000_000, b"<html><script>alert(1)</script>"], ids=["huge", "html"]
)
def test_a_document_is_a_pdf_of_bounded_size_and_not_only_called_so(content):
    file = SimpleUploadedFile("x.pdf", content, content_type="application/pdf")
    form = {"files[]": file, "title": "x", "collection": 1}
    answer = signed_in(Role.EDITOR).post("/admin/documents/multiple/add/", form, **UPLOAD)
    assert not answer.json()["success"]
    assert not Document.objects.exists()


def test_an_author_adds_pictures_and_no_documents():
    file = SimpleUploadedFile("x.pdf", b"%PDF-1.4", content_type="application/pdf")
    signed_in(Role.AUTHOR).post(
        "/admin/documents/multiple/add/", {"files[]": file, "title": "x", "collection": 1}, **UPLOAD
    )
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "/api/hub/v1/diseases?cursor=WyJhIiw5OTk5OTk5OTk5OTk5OTk5OTk5OTk5XQ",  # ["a", 9999999999999999999999]
        "/api/hub/v1/diseases?cursor=WyJcdWQ4MDAiLDFd",  # half a surrogate pair
        "/api/v2/pages/?offset=99999999999999999999",
    ],
)
def test_numbers_and_texts_that_no_database_holds_are_bad_input(address):
    client = Client(raise_request_exception=False)
    assert client.get(address).status_code in (400, 422)


@pytest.mark.parametrize("kind", ["page", "poll_api"])
def test_what_is_for_members_is_kept_by_no_shared_cache(kind):
    page = make_article(audience=Audience.MEMBERS)
    address = {"page": page.url, "poll_api": "/api/hub/v1/polls"}[kind]
    answer = signed_in(Role.PHYSICIAN).get(address)
    assert "private" in answer.headers.get("Cache-Control", "")
