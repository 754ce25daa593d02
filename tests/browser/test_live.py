"""What a page does with the event stream; the stream itself is played here, and tested in tests/notices/streams."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
SUBJECT = "sample:00000000-0000-0000-0000-000000000007"
EVENTS = (
    'id: 4\nevent: unread\ndata: {{"unread": {}, "is_more": false}}\n\n'
    'id: 5\nevent: changed\ndata: {{"subject": "{}"}}\n\n'
)


def hears(page, number):
    """Wait until so many changes were heard of; Playwright's own way to wait for a value needs eval, which pages forbid."""
    for _ in range(80):
        if page.evaluate("heard.length") >= number:
            return
        page.wait_for_timeout(100)
    pytest.fail("nothing was heard")


@pytest.fixture
def live(open_page, physician, settings):
    """Return a page of the member with a stream that says one thing, and the addresses it asked."""
    settings.EVENTS = "process"

    def live(unread):
        page = open_page("/polls/", reader=physician)
        asked = []

        def play(route):
            asked.append(route.request.url.partition("/events/")[2])
            route.fulfill(content_type="text/event-stream", body="retry: 100\n\n" + EVENTS.format(unread, SUBJECT))

        def with_subject(route):
            answer = route.fetch()
            route.fulfill(response=answer, body=answer.text().replace("<main ", f'<main data-subject="{SUBJECT}" '))

        page.route("**/events/*", play)
        page.route("**/polls/", with_subject)
        page.add_init_script(
            "window.heard = []; document.addEventListener('hub:changed', (event) => heard.push(event.detail.subject))"
        )
        page.goto("/polls/")
        return page, asked

    return live


def test_the_number_beside_the_account_follows_the_stream(live):
    page, _ = live(3)
    page.wait_for_selector("[data-unread]:not([hidden])")
    assert page.inner_text("[data-unread-number]") == "3"
    page, _ = live(0)
    hears(page, 1)
    assert page.locator("[data-unread]").is_hidden()


def test_a_page_that_shows_a_subject_hears_that_it_changed(live):
    page, asked = live(1)
    hears(page, 1)
    assert page.evaluate("heard[0]") == SUBJECT
    assert asked[0] == f"?subject={SUBJECT.replace(':', '%3A')}"


def test_a_window_that_is_not_looked_at_holds_no_stream_and_goes_on_where_it_was(live):
    page, asked = live(1)
    hears(page, 1)
    page.evaluate(
        "Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true});"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    page.wait_for_timeout(300)
    before, heard = len(asked), page.evaluate("heard.length")
    page.wait_for_timeout(500)
    assert len(asked) == before
    page.evaluate("delete document.visibilityState; document.dispatchEvent(new Event('visibilitychange'))")
    hears(page, heard + 1)
    assert "after=5" in asked[before]


def test_without_a_stream_the_page_is_as_it_was_and_says_nothing(open_page, physician):
    page = open_page("/polls/", reader=physician)
    assert page.locator("[data-events]").count() == 0
    assert page.locator("[data-unread]").is_hidden()
