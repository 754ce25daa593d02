"""What holds on every page of the site, in Chromium."""

from http.client import responses

import pytest

from tests.browser.addresses import ADDRESSES, APPLYING, BEGINNING, SIGNED_IN, STATUS
from tests.browser.looking import LOOKS, OPEN_ALL, look, too_wide

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture(scope="module", params=[*ADDRESSES, *SIGNED_IN, *BEGINNING, *APPLYING])
def opened(request, tabs, library, readers):
    """A page as a physician sees it, members' pages and the account menu included; opened once for all tests of it."""
    address = (ADDRESSES | SIGNED_IN | BEGINNING | APPLYING)[request.param]
    with tabs() as open_page:
        page = open_page(address(library), reader=readers(request.param))
        page.wait_for_load_state("networkidle")
        page.evaluate(OPEN_ALL)
        page.name = request.param
        yield page


@pytest.mark.parametrize(("width", "theme", "rules"), LOOKS)
def test_axe_finds_nothing_on_a_phone_or_a_desk_by_day_or_night(opened, width, theme, rules):
    assert look(opened, width, theme, rules) == []


def test_nothing_scrolls_sideways_from_320_to_1440_pixels(opened):
    assert too_wide(opened) == []


def test_the_console_stays_silent_and_no_other_host_is_asked(opened, server):
    status = STATUS.get(opened.name)
    said = (
        [f"Failed to load resource: the server responded with a status of {status} ({responses[status]})"]
        if status
        else []
    )
    assert opened.said == said  # of the page itself, and of nothing on it
    assert [url for url in opened.asked if not url.startswith((server.url, "data:"))] == []
