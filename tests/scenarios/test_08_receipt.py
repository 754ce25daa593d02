"""Scenario 8 in the browser: the treating physician opens the link with the code, and that is the receipt."""

import re

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Error

from cases.models import Case, RelayLink
from cases.relay.actions.advising import write_synthesis
from cases.relay.advice import Advice
from cases.treating import Treating, name_treating
from tests.factories.cases import open_case, reply_to
from tests.scenarios.people import WORD, texts
from tests.threads import alone

pytestmark = pytest.mark.browser
LINK = re.compile(r"/cases/relay/[\w-]+/")
DOCTOR = "marsh@example.org"
TEST, SUMMARY = "Plasma cholestanol", "There is a blood test to ask for."


@pytest.fixture
def case(site):
    """A case with advice in writing, and a treating physician whose address the family gave."""

    def prepare():
        case = open_case(texts=texts())
        reply_to(case)
        name_treating(case=case, details=Treating("Dr Marsh", DOCTOR), by=case.owner)
        write_synthesis(
            case=case, advice=Advice(next_tests=[TEST]), plain_summary=SUMMARY, is_ready=True, by=case.liaison,
            now=timezone.now(),
        )  # fmt: skip
        return Case.objects.select_related("owner", "liaison").get(pk=case.pk)

    return alone(prepare)


@pytest.fixture
def sent(case, open_page):
    """Let the liaison send a link; return its address, as the mail has it, and the code that the page shows once."""
    page = open_page(f"/cases/{case.pk}/relay/", reader=case.liaison)
    page.get_by_role("button", name="Send a link").click()
    code = page.locator("#h-code ~ p .mono").inner_text()
    page.goto(page.url)
    assert code not in page.content(), "it is shown this once"
    [message] = [one for one in mail.outbox if one.to == [DOCTOR]]
    told = str(message.message())
    assert not [word for word in (code, TEST, WORD, str(case.pk), case.short) if word in told]
    return LINK.search(message.body)[0], code


def tried(page, code):
    """Type a code, and return what the page says then."""
    page.get_by_role("textbox").fill(code)
    page.get_by_role("button", name="Open the advice").click()
    page.wait_for_load_state()
    return page.locator("main").inner_text()


def state_of(case):
    return alone(lambda: Case.objects.get(pk=case.pk).state)


def origin_of(page):
    return page.url.partition("/cases/")[0]


@pytest.mark.parametrize("script", [True, False])
def test_given_a_synthesis_the_link_of_the_mail_and_the_code_show_it_once_and_are_the_receipt(
    open_page, case, sent, script
):
    link, code = sent
    family = open_page(f"/cases/{case.pk}/status/", reader=case.owner)
    assert SUMMARY not in family.content()
    doctor = open_page(link, script=script, width=390)
    assert TEST not in doctor.content()
    doctor.get_by_role("textbox").fill(code.lower())
    assert state_of(case) == "advice_ready", "looking at the page is no receipt"
    assert TEST in tried(doctor, code.lower())
    assert doctor.get_by_text("This page is shown once").is_visible()
    assert doctor.said == []
    assert all(address.startswith((origin_of(doctor), "data:")) for address in doctor.asked)
    assert state_of(case) == "relayed"
    assert alone(lambda: RelayLink.objects.get(case=case).received_at)
    family.reload()
    assert SUMMARY in family.content()
    liaison = open_page(f"/cases/{case.pk}/relay/", reader=case.liaison)
    assert liaison.get_by_role("heading", name="The advice has arrived").is_visible()


def test_a_second_opening_shows_nothing_whoever_tries_and_however(open_page, case, sent):
    link, code = sent
    doctor = open_page(link)
    assert TEST in tried(doctor, code)
    doctor.reload()  # Chromium sends the form again
    assert TEST not in doctor.content()
    assert "shows nothing any more" in doctor.content()
    doctor.goto("about:blank")
    with pytest.raises(Error, match="ERR_CACHE_MISS"):  # nothing is kept for the button that goes back
        doctor.go_back()
    for reader in (None, case.liaison, case.owner):
        page = open_page(link, reader=reader)
        assert TEST not in page.content()
        assert "shows nothing any more" in tried(page, code)
        assert TEST not in page.content()
    assert alone(lambda: RelayLink.objects.filter(case=case).count()) == 1


def test_a_wrong_code_shows_nothing_and_the_right_one_still_opens_it(open_page, case, sent):
    link, code = sent
    page = open_page(link)
    assert "does not fit" in tried(page, "AAAA AAAA")
    assert TEST not in page.content()
    assert state_of(case) == "advice_ready"
    assert TEST in tried(page, code)


def test_the_treating_physician_tells_later_what_became_of_it_by_the_address_on_the_page(open_page, case, sent):
    link, code = sent
    page = open_page(link)
    tried(page, code)
    page.get_by_role("link", name="What became of case").click()
    page.get_by_label("Nothing has changed").check()
    page.get_by_role("button", name="Send").click()
    page.get_by_role("heading", name="Thank you, it is kept").wait_for()
    assert state_of(case) == "outcome_reported"
