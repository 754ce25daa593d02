"""The way of a family through the form, over HTTP and without script."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from cases.models import Case, Hold
from cases.writing.actions.starting import start_case
from tests.cases.writing.filling import STORY, fill, send, send_step, step
from tests.factories.accounts import UserFactory
from tests.factories.cases import family

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return family()


@pytest.fixture
def browser(client, owner):
    client.force_login(owner)
    return client


@pytest.fixture
def case(owner):
    return start_case(by=owner, now=timezone.now())


def test_a_visitor_reads_what_happens_and_is_led_to_an_account(client):
    page = client.get("/cases/new/").content.decode()
    assert "Two people read it" in page
    assert "/accounts/signup/?next=/cases/new/" in page
    assert "cannot promise a diagnosis" in page
    assert page.index("call your emergency number") < page.index("Begin")


def test_an_account_becomes_a_familys_by_its_own_yes_and_begins_a_case(client):
    user = UserFactory(role=Role.REGISTERED)
    client.force_login(user)
    assert "Yes, I bring a case" in client.get("/cases/new/").content.decode()
    answer = client.post("/cases/new/join/")
    assert User.objects.get(pk=user.pk).role == Role.FAMILY
    case = Case.objects.get(owner=user)
    assert answer.url == reverse("case_write", args=[case.pk])


def test_a_whole_case_is_written_and_sent(browser, case):
    answers = fill(browser, case)
    assert [answers[number].status_code for number in (1, 2, 3, 4, 5)] == [302] * 5
    answer = send(browser, case)
    case.refresh_from_db()
    assert case.state == "submitted"
    assert case.screening_round == 1
    assert answer.url == reverse("case_status", args=[case.pk])
    assert "Two people will read it, usually within one working day" in browser.get(answer.url).content.decode()


def test_one_phone_number_left_in_refuses_the_case_at_its_place_and_loses_nothing(browser, case):
    story = f"{STORY} We can be rung on 0161 496 0000 in the evening."
    answers = fill(browser, case, story=story)
    assert answers[3].status_code == 422
    answer = send(browser, case)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Problem: " in page
    assert "Take out the phone number in “Tell us the story" in page
    assert f'href="{step(case, 3)}#id_story"' in page
    case.refresh_from_db()
    assert (case.state, case.texts["story"]) == ("draft", story)
    place = browser.get(step(case, 3)).content.decode()
    assert "<mark>0161 496 0000</mark>" in place


def test_a_button_takes_out_what_was_found_and_keeps_what_was_typed_meanwhile(browser, case):
    fill(browser, case, story=f"{STORY} Ring 0161 496 0000 please.")
    page = browser.get(step(case, 3))
    [finding] = [row for field, rows in page.context["fields"] if field.name == "story" for row in rows]
    typed = f"Something typed before. {STORY} Ring 0161 496 0000 please."
    send_step(browser, case, 3, story=typed, onset="HP:0003593", course="worse", fix=finding.value)
    case.refresh_from_db()
    assert case.texts["story"] == f"Something typed before. {STORY} Ring please."


def test_a_date_is_changed_to_its_year_by_a_button(browser, case):
    fill(browser, case, story=f"{STORY} On 14 March 2019 she fell.")
    page = browser.get(step(case, 3))
    [finding] = [row for field, rows in page.context["fields"] if field.name == "story" for row in rows]
    assert "Change to “In 2019”" in page.content.decode()
    send_step(browser, case, 3, story=case_text(case), onset="HP:0003593", course="worse", fix=finding.value)
    assert case_text(case).endswith("In 2019 she fell.")


def case_text(case):
    return Case.objects.get(pk=case.pk).texts["story"]


def test_a_name_that_is_none_by_its_owner_does_not_stop_the_case_and_waits_for_a_screener(browser, case):
    fill(browser, case, story=f"{STORY} Our nurse Bridget helps us.")
    page = browser.get(step(case, 3))
    [finding] = [row for field, rows in page.context["fields"] if field.name == "story" for row in rows]
    send_step(browser, case, 3, story=case_text(case), onset="HP:0003593", course="worse", keep=finding.value)
    assert "You said no" in browser.get(step(case, 3)).content.decode()
    assert send(browser, case).status_code == 302
    hold = Hold.objects.get(case=case)
    assert (hold.owner_says_no, hold.cleared_at, hold.section) == (True, None, "story")
    assert "bridget" not in str(vars(hold)).lower()
