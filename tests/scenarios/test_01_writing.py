import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from cases.writing.actions.starting import start_case
from tests.cases.writing import filling
from tests.factories.cases import OrganisationFactory, family
from tests.factories.vocabulary import SignFactory
from tests.threads import alone

pytestmark = pytest.mark.browser
PHONE = "0161 496 0000"
STORY = f"{filling.STORY} We can be rung on {PHONE}. Thank you for reading."
CHOSEN = "((area) => area.value.slice(area.selectionStart, area.selectionEnd))(document.activeElement)"


def go_on(page):
    page.get_by_role("button", name="Continue").click()


@pytest.fixture
def case(site):
    def prepare():
        OrganisationFactory(name="Zebra Alliance")
        for _ in range(3):
            SignFactory()
        return start_case(by=family(), now=timezone.now())

    return alone(prepare)


def written_but_for_the_number(open_page, case):
    """Go through the form as a family does, with a telephone number left in its story, and come to the last step."""
    page = open_page(reverse("case_write", args=[case.pk]), reader=case.owner)
    page.get_by_label("Is a patient organisation helping you?").select_option(label="Zebra Alliance")
    page.get_by_label("How old is the patient now?").select_option("18-29")
    page.get_by_label("What is the patient’s sex?").select_option("female")
    page.get_by_label("In which country").select_option("GB")
    page.get_by_label("Which language does the family speak best?").select_option("es")
    go_on(page)
    page.get_by_label("In a few words").fill("Walking got worse")
    page.get_by_label("What would you most like").fill("Which illness is it?")
    go_on(page)
    page.get_by_label("As a baby, before the first birthday").check()
    page.get_by_label("Getting worse", exact=True).check()
    page.get_by_label("Tell us the story").fill(STORY)
    go_on(page)
    page.wait_for_selector(".error-summary")
    page.goto(reverse("case_write_step", args=[case.pk, 5]))
    page.get_by_label("I am the patient").check()
    page.get_by_label("Physicians whose licence was verified").check()
    page.get_by_label("The advice may be sent").check()
    page.get_by_label("There is none yet").check()
    go_on(page)
    page.wait_for_url("**/write/6/")
    return page


def test_given_a_phone_number_left_in_the_case_is_not_sent_the_place_is_shown_and_nothing_is_lost(open_page, case):
    page = written_but_for_the_number(open_page, case)
    page.get_by_role("button", name="Send the case").click()
    page.wait_for_selector(".error-summary")
    assert page.title().startswith("Problem: ")
    assert alone(lambda: Case.objects.get(pk=case.pk).state) == "draft"
    page.locator(".error-summary a[href*='/write/3/']").click()
    page.wait_for_url("**/write/3/*")
    assert page.locator("[data-findings=story] mark").inner_text() == PHONE, "exactly the number is marked"
    page.get_by_role("button", name="Show me the place").first.click()
    assert page.evaluate(CHOSEN) == PHONE, "and chosen in the field itself"
    page.reload()
    page.wait_for_selector("[data-findings=story] mark")
    assert page.get_by_label("Tell us the story").input_value() == STORY
    kept = alone(lambda: Case.objects.select_related("organisation").get(pk=case.pk))
    assert kept.texts == {"title": "Walking got worse", "question": "Which illness is it?", "story": STORY}
    assert (kept.language, kept.age_band, kept.course, kept.organisation.name) == (
        "es", "18-29", "worse", "Zebra Alliance",
    )  # fmt: skip


def test_once_the_number_is_out_the_same_case_is_sent(open_page, case):
    page = written_but_for_the_number(open_page, case)
    page.goto(reverse("case_write_step", args=[case.pk, 3]))
    page.get_by_role("button", name="Take it out").click()
    page.wait_for_selector("[data-findings=story] mark", state="detached")
    page.goto(reverse("case_write_step", args=[case.pk, 6]))
    page.get_by_role("button", name="Send the case").click()
    page.wait_for_url("**/status/")
    assert "Two people will read it, usually within one working day" in page.locator("main").inner_text()
    assert PHONE not in str(alone(lambda: Case.objects.get(pk=case.pk, state="submitted").texts))
