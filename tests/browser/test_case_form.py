"""A family writes a case in Chromium, without script and with it: one phone number left in, and nothing is lost."""

from itertools import product

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Hold
from cases.writing.actions.starting import start_case
from cases.writing.recognising import recognise_by
from search.signs import signs_told
from tests.browser.looking import OPEN_ALL, WIDEST, violations
from tests.cases.writing.filling import STORY
from tests.factories.cases import OrganisationFactory, family, in_state, member
from tests.factories.vocabulary import SignFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
PHONE = "0161 496 0000"
CHOSEN = "((area) => area.value.slice(area.selectionStart, area.selectionEnd))(document.activeElement)"
WITH_PHONE = f"{STORY} Our nurse Bridget says we can be rung on {PHONE}. On 14 March 2019 she fell again."


@pytest.fixture
def owner(library):
    return family()


@pytest.fixture
def case(owner):
    return start_case(by=owner, now=timezone.now())


def write_to_the_story(page):
    """Go from the first step to the third, as a family does."""
    page.get_by_label("How old is the patient now?").select_option("18-29")
    page.get_by_label("What is the patient’s sex?").select_option("female")
    page.get_by_label("In which country").select_option("GB")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("In a few words").fill("Unsteady walking")
    page.get_by_label("What would you most like").fill("Which illness is it?")
    page.get_by_role("button", name="Continue").click()


def place_of(page, words):
    return page.locator(".find").filter(has=page.locator("mark", has_text=words))


def answer_the_rest(page):
    page.get_by_label("As a baby, before the first birthday").check()
    page.get_by_label("Getting worse", exact=True).check()


def agree_and_send(page):
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("I am the patient").check()
    page.get_by_label("Physicians whose licence was verified").check()
    page.get_by_label("The advice may be sent").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Send the case").click()


@pytest.mark.parametrize("script", [False, True])
def test_one_phone_number_left_in_is_shown_at_its_place_and_a_button_takes_it_out(open_page, owner, case, script):
    page = open_page(reverse("case_write", args=[case.pk]), reader=owner, script=script)
    write_to_the_story(page)
    page.get_by_label("Tell us the story").fill(WITH_PHONE)
    answer_the_rest(page)
    page.get_by_role("button", name="Continue").click()
    page.wait_for_load_state()
    assert page.title().startswith("Problem: ")
    assert page.get_by_label("Tell us the story").input_value() == WITH_PHONE
    assert page.locator(".find mark", has_text=PHONE).is_visible()
    place_of(page, PHONE).get_by_role("button", name="Take it out").click()
    page.get_by_role("button", name="Change to “In 2019”").click()
    page.get_by_role("button", name="It is not a name").click()
    page.wait_for_load_state()
    agree_and_send(page)
    page.wait_for_load_state()
    assert "Two people will read it, usually within one working day" in page.locator("main").inner_text()
    case.refresh_from_db()
    assert case.state == "submitted"
    assert case.texts["story"].startswith(STORY)
    assert PHONE not in case.texts["story"]
    assert Hold.objects.get(case=case).owner_says_no


def test_what_is_typed_is_saved_after_a_second_and_a_slip_shown_while_writing(open_page, owner, case):
    page = open_page(reverse("case_write_step", args=[case.pk, 3]), reader=owner)
    page.get_by_label("Tell us the story").fill(f"Ring {PHONE}.")
    page.get_by_text("Saved at").wait_for()
    assert page.locator("[data-findings=story] mark").inner_text() == PHONE
    assert Case.objects.get(pk=case.pk).texts["story"] == f"Ring {PHONE}."
    page.get_by_role("button", name="Show me the place").click()
    assert page.evaluate(CHOSEN) == PHONE


def test_a_sign_is_found_by_typing_and_chosen_with_the_keyboard(open_page, owner, case):
    sign = SignFactory(name="Zebra gait", hpo_id="HP:9900001")
    sign.system = sign
    sign.save()
    page = open_page(reverse("case_write_step", args=[case.pk, 3]), reader=owner)
    field = page.get_by_label("Add a sign", exact=True)
    field.press_sequentially("zebra")
    page.get_by_role("option", name="Zebra gait").wait_for()
    field.press("ArrowDown")
    field.press("Enter")
    page.get_by_text("Saved at").wait_for()
    assert [row.sign_id for row in case.signs.all()] == [sign.pk]


def test_a_sign_that_is_shown_ticked_is_kept_also_by_whoever_goes_on_by_a_link(open_page, owner, case):
    sign = SignFactory(name="Zebra gait", hpo_id="HP:9900002")
    recognise_by(lambda text: [(sign.hpo_id, False)] if "zebra" in text else [])
    try:
        page = open_page(reverse("case_write_step", args=[case.pk, 3]), reader=owner)
        page.get_by_label("Tell us the story").fill("She walks like a zebra.")
        page.get_by_role("button", name="Continue").click()
        page.get_by_text("We understood some signs").wait_for()
        page.get_by_text("Saved at").wait_for()
        assert [row.sign_id for row in case.signs.all()] == [sign.pk]
    finally:
        recognise_by(signs_told)


def test_two_windows_of_one_case_lose_nothing(open_page, owner, case):
    address = reverse("case_write_step", args=[case.pk, 2])
    one, other = (open_page(address, reader=owner) for _ in range(2))
    one.get_by_label("In a few words").fill("From the first window")
    one.get_by_text("Saved at").wait_for()
    other.get_by_label("Why do you ask now?").fill("From the second window")
    other.get_by_text("changed in another window").wait_for()
    other.get_by_text("Saved at").wait_for(timeout=15_000)
    case.refresh_from_db()
    assert case.texts == {"title": "From the first window", "why_now": "From the second window"}


def pages_of(owner):
    written = in_state("draft", owner=owner, country="GB")
    written.texts |= {"story": f"{WITH_PHONE} Now she has trouble breathing."}
    written.save()
    steps = {f"step {number}": (reverse("case_write_step", args=[written.pk, number]), owner) for number in range(1, 7)}
    relayed = in_state("relayed", owner=owner)
    relayed.syntheses.create(
        number=1, said={}, plain_summary="Ask for this test.", is_ready=True, made_at=timezone.now()
    )
    own = ("status", "withdraw", "treating", "correct")
    more = {name: (reverse(f"case_{name}", args=[relayed.pk]), owner) for name in own}
    asker = member()
    asked = in_state("draft", owner=asker, origin="physician")
    asked.texts |= {"story": WITH_PHONE}
    asked.save()
    return (
        steps
        | more
        | {
            "new, visitor": ("/cases/new/", None),
            "new, family": ("/cases/new/", owner),
            "mine": ("/cases/mine/", owner),
            "mine, empty": ("/cases/mine/", family()),
            "ask": ("/cases/ask/", asker),
            "ask, going on": (reverse("case_ask_write", args=[asked.pk]), asker),
        }
    )


def test_axe_finds_nothing_on_any_page_of_ones_own_cases(open_page, owner, server):
    OrganisationFactory()
    for name, (address, reader) in pages_of(owner).items():
        page = open_page(address, reader=reader)
        page.evaluate(OPEN_ALL)
        for width, theme in product((1280, 390), ("light", "dark")):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=theme)
            assert violations(page) == [], f"{name}, {width} px, {theme}"
        for width in (320, 390, 768, 896, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(WIDEST) <= 0, f"{name}, {width} px"
        assert page.said == [], name
        assert [url for url in page.asked if not url.startswith((server.url, "data:"))] == []
