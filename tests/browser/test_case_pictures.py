"""Pictures of a case in the browser: the owner's page, and covering a part of one with the mouse or by numbers."""

import os
from itertools import product

import pytest

from cases.states import State
from tests.browser.looking import WIDEST, violations
from tests.factories.attachments import picture_of
from tests.factories.cases import CaseFactory, in_state, moderator
from tests.factories.documents import pdf
from tests.factories.pictures import jpeg

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture(scope="module")
def draft(library):
    case = CaseFactory()
    picture_of(case, file=jpeg(600), caption="The left hand")
    picture_of(case, file=pdf())
    return case


@pytest.fixture(scope="module")
def sent(library):
    return picture_of(in_state(State.SUBMITTED), file=jpeg(600))


@pytest.fixture(scope="module")
def screener(library):
    return moderator()


@pytest.fixture(scope="module")
def addresses(draft, sent, screener):
    return {
        "own": (f"/cases/{draft.pk}/attachments/", draft.owner),
        "import": ("/cases/import/", draft.owner),
        "look": (f"/cases/files/{sent.pk}/look/", screener),
    }


@pytest.mark.parametrize("which", ["own", "import", "look"])
def test_the_pages_can_be_used_by_everybody(open_page, addresses, which):
    address, reader = addresses[which]
    page = open_page(address, reader=reader)
    page.wait_for_load_state("networkidle")
    for width, theme in product((1280, 390), ("light", "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme)
        assert violations(page) == [], f"{width} px, {theme}"
        assert page.evaluate(WIDEST) <= 0, f"{width} px"
        if os.environ.get("SHOTS"):
            page.screenshot(path=f"{os.environ['SHOTS']}/{which}-{width}-{theme}.png", full_page=True)
    assert page.said == []
    assert all(asked.startswith(page.url.split("/cases")[0]) for asked in page.asked)


def test_what_is_drawn_on_the_picture_fills_the_numbers_and_is_covered(open_page, sent, screener):
    page = open_page(f"/cases/files/{sent.pk}/look/", reader=screener)
    edge = page.locator("[data-boxes] img").bounding_box()
    scale = 600 / edge["width"]
    page.mouse.move(edge["x"] + 20, edge["y"] + 30)
    page.mouse.down()
    page.mouse.move(edge["x"] + 120, edge["y"] + 80)
    page.mouse.up()
    numbers = [int(page.input_value(f"#id_boxes-0-{name}")) for name in ("left", "top", "width", "height")]
    for number, drawn in zip(numbers, (20, 30, 100, 50), strict=True):
        assert abs(number - drawn * scale) <= 3
    assert page.locator(".drawn-box").count() == 1
    page.click("text=Cover it")
    page.wait_for_selector("text=gone for good")
    assert page.said == []


def test_without_script_numbers_cover_a_part(open_page, draft):
    picture = draft.attachments.first()
    page = open_page(f"/cases/files/{picture.pk}/look/", reader=draft.owner, script=False)
    for name in ("left", "top", "width", "height"):
        page.fill(f"#id_boxes-0-{name}", "40")
    page.click("text=Cover it")
    page.wait_for_selector("text=gone for good")
