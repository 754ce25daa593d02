"""A case in the browser: an opinion, the replies, a reply of one's own, and what another reader sees of it."""

from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache

from tests.factories.cases import member, open_case, opinion_on, reply_to
from tests.factories.vocabulary import DiseaseFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
CHANGED = "subject => document.dispatchEvent(new CustomEvent('hub:changed', {detail: {subject}}))"
NAME = "Cerebroretinal vasculopathy of the test"


@pytest.fixture(scope="module")
def case(library):
    """An open case with one reply and four first opinions."""
    cache.clear()
    case, illness = open_case(), DiseaseFactory(name=NAME)
    for _ in range(4):
        opinion_on(case, diseases=[illness])
    reply_to(case, text="I have looked after two adults with this.", patients_seen=2)
    question = reply_to(case, kind="question", text="Was the jaundice long?")
    reply_to(case, kind="answer", text="Five weeks.", answers=question, author=case.liaison)
    reply_to(case, kind="hypothesis", text="Because of the gut.", disease=illness, confidence="high")
    return case


@pytest.fixture(scope="module")
def colleague(case):
    return member()


def test_an_opinion_opens_the_replies_and_a_reply_reaches_another_reader(open_page, case, colleague):
    other = open_page(f"/cases/{case.pk}/", reader=case.liaison)
    page = open_page(f"/cases/{case.pk}/", reader=colleague)
    assert page.locator(".reply").count() == 0
    page.locator("#id_disease_1").press_sequentially("cerebroretinal vasc", delay=10)
    page.wait_for_selector(f"#disease-names option[value^='{NAME}']", state="attached")
    page.fill("#id_disease_1", page.get_attribute("#disease-names option", "value"))
    page.select_option("#id_confidence_1", "high")
    page.click("text=Send and show replies")
    page.wait_for_selector(".reply")
    assert page.is_visible("text=5 opinions, given blind")
    assert page.locator(".reply").count() == 3
    page.check("#reply input[value=test]")
    assert not page.is_visible("#id_disease")
    page.fill("#id_text", "Measure cholestanol.")
    page.wait_for_selector("[data-draft-state]:text-is('Draft is kept')")
    page.click("text=Send reply")
    page.wait_for_selector(".reply:has-text('Measure cholestanol.')")
    page.wait_for_selector("text=Your reply is sent.")
    assert page.input_value("#id_text") == ""
    other.evaluate(CHANGED, f"case:{case.pk}")
    other.wait_for_selector("[data-new-shown]:has-text('1 new reply')")
    assert other.locator(".reply").count() == 3  # nothing jumps
    other.click("[data-new-shown] a")
    other.wait_for_selector(".reply:has-text('Measure cholestanol.')")
    assert page.said == []


def test_what_the_hub_says_of_a_reply_is_seen(open_page, case):
    page = open_page(f"/cases/{case.pk}/", reader=case.liaison)
    page.check("#reply input[value=test]")
    page.fill("#id_text", "Ask @nobody-here-99 about the tendons.")
    page.click("text=Send reply")
    page.wait_for_selector("text=Your reply is sent.")
    assert page.is_visible("text=Nobody bears the pseudonym @nobody-here-99")
    page.reload()
    assert not page.is_visible("text=Your reply is sent.")


def test_what_cannot_be_sent_stays_and_is_kept_on_the_device(open_page, case, colleague):
    page = open_page(f"/cases/{case.pk}/", reader=case.liaison)
    page.check("#reply input[value=test]")
    page.route("**/replies/**", lambda route: route.abort())
    page.fill("#id_text", "Examine the tendons.")
    page.wait_for_selector("[data-draft-state]:has-text('on this device')")
    page.click("text=Send reply")
    page.wait_for_selector("[data-failed]")
    assert page.input_value("#id_text") == "Examine the tendons."
    page.unroute("**/replies/**")
    page.reload()
    assert page.input_value("#id_text") == "Examine the tendons."
    page.click("text=Send reply")
    page.wait_for_selector(".reply:has-text('Examine the tendons.')")
    assert page.evaluate("localStorage.length") == 0


def test_a_refusal_shows_the_place_and_keeps_the_text(open_page, case):
    page = open_page(f"/cases/{case.pk}/", reader=case.liaison)
    page.check("#reply input[value=test]")
    page.fill("#id_text", "Write to jane.doe@hospital.example today.")
    page.click("text=Send reply")
    page.wait_for_selector("#reply .find mark")
    assert page.input_value("#id_text") == "Write to jane.doe@hospital.example today."
    assert page.evaluate("document.activeElement.className") == "error-summary"


@pytest.mark.parametrize("look", [*product((390, 1280), ("light", "dark"))])
@pytest.mark.parametrize("who", ["blind", "reads", "list"])
def test_the_pages_can_be_used_by_everybody(open_page, case, who, look):
    width, theme = look
    address = "/cases/" if who == "list" else f"/cases/{case.pk}/"
    page = open_page(address, reader=member() if who == "blind" else case.liaison, width=width, theme=theme)
    for one in page.query_selector_all("details:not(.pop)"):
        one.evaluate("element => element.open = true")
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert all(sent.startswith(page.url.split("/cases")[0]) for sent in page.asked)


def test_without_script_an_opinion_and_a_reply_are_plain_forms(open_page, case):
    cache.clear()
    page = open_page(f"/cases/{case.pk}/", reader=member(), script=False)
    if page.is_visible("text=Send and show replies"):
        page.fill("#id_disease_1", NAME)
        page.select_option("#id_confidence_1", "low")
        page.click("text=Send and show replies")
    page.check("#reply input[value=test]")
    page.fill("#id_text", "Without any script.")
    page.click("text=Send reply")
    page.wait_for_selector(".reply:has-text('Without any script.')")
