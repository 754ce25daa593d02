"""The content policies hold, and what they cover works under them: editing, drafts, the API's description."""

import re

import pytest

from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
BROKEN = re.compile("Content Security Policy|Permissions-Policy")
INLINE = "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = true'}))"
ADMIN = (
    *("/admin/", "/admin/pages/", "/admin/images/", "/admin/documents/", "/admin/media/", "/admin/media/video/add/"),
    *("/admin/snippets/content/person/", "/admin/snippets/content/person/add/", "/admin/snippets/polls/poll/add/"),
    *("/admin/reports/site-history/", "/admin/redirects/", "/admin/account/"),
)


@pytest.fixture(scope="module")
def editor(library):
    return UserFactory(editor=True)


def refused(page):
    page.wait_for_load_state("networkidle")
    return [text for text in page.said if BROKEN.search(text)]


@pytest.mark.parametrize("address", ADMIN)
def test_the_editors_area_lives_under_its_policy(open_page, editor, address):
    assert refused(open_page(address, reader=editor)) == []


def test_a_page_is_written_and_seen_as_a_draft_under_the_policies(open_page, library, editor):
    page = open_page(f"/admin/pages/{library.article.pk}/edit/", reader=editor)
    page.locator(".public-DraftEditor-content").first.click()
    page.keyboard.type("A word more. ")
    page.locator("[data-side-panel-toggle='preview'], [aria-label='Toggle preview']").first.click()
    assert "Four years" in page.frame_locator("#w-preview-iframe").locator("h1").inner_text()
    assert refused(page) == []


def test_a_picture_is_chosen_and_sent_under_the_policy(open_page, library, editor):
    page = open_page(f"/admin/pages/{library.video.pk}/edit/", reader=editor)
    page.locator("#id_poster-chooser .button, #id_poster-chooser button").first.click()
    assert refused(page) == []
    page = open_page("/admin/images/multiple/add/", reader=editor)
    with library.video.poster.file.open() as file:
        picture = {"name": "a.png", "mimeType": "image/png", "buffer": file.read()}
    page.set_input_files("input[type=file]", picture)
    page.wait_for_selector("input[value='a'], input[value='a.png']")
    assert refused(page) == []


def test_the_description_of_the_api_works_under_the_policy_of_the_site(open_page):
    page = open_page("/api/hub/v1/docs")
    page.wait_for_selector(".opblock")
    assert page.said == []


def test_a_script_in_a_page_does_not_run(open_page, library):
    """Without this the tests above would pass on a hub that sends no policy."""
    page = open_page(library.article.url)
    page.evaluate(INLINE)
    assert refused(page)
    assert page.evaluate("window.ran") is None
