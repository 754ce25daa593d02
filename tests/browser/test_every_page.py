"""What holds on every page of the site, in Chromium."""

from http.client import responses
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.addresses import ADDRESSES, APPLYING, BEGINNING, SIGNED_IN, STATUS

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
OPEN_ALL = "document.querySelectorAll('details:not(.pop)').forEach((el) => { el.open = true })"
WIDEST = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def violations(page):
    found = Axe().run(page, options=RULES).response["violations"]
    return [(rule["id"], node["target"], node["failureSummary"]) for rule in found for node in rule["nodes"]]


@pytest.fixture(params=[*ADDRESSES, *SIGNED_IN, *BEGINNING, *APPLYING])
def opened(request, open_page, library, readers):
    """A page as a physician sees it: members' pages and the account menu included."""
    address = (ADDRESSES | SIGNED_IN | BEGINNING | APPLYING)[request.param]
    page = open_page(address(library), reader=readers(request.param))
    page.evaluate(OPEN_ALL)
    page.name = request.param
    return page


def test_axe_finds_nothing_on_a_phone_or_a_desk_by_day_or_night(opened):
    for width, theme in product((1280, 390), ("light", "dark")):
        opened.set_viewport_size({"width": width, "height": 900})
        opened.emulate_media(color_scheme=theme)
        assert violations(opened) == [], f"{width} px, {theme}"


def test_nothing_scrolls_sideways_from_320_to_1440_pixels(opened):
    for width in (320, 360, 390, 600, 768, 895, 896, 1024, 1280, 1440):
        opened.set_viewport_size({"width": width, "height": 900})
        assert opened.evaluate(WIDEST) <= 0, f"{width} px"


def test_the_console_stays_silent_and_no_other_host_is_asked(opened, server):
    opened.wait_for_load_state("networkidle")
    status = STATUS.get(opened.name)
    said = (
        [f"Failed to load resource: the server responded with a status of {status} ({responses[status]})"]
        if status
        else []
    )
    assert opened.said == said  # of the page itself, and of nothing on it
    assert [url for url in opened.asked if not url.startswith((server.url, "data:"))] == []
