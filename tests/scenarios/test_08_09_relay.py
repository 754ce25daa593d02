import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone

from cases.models import Case, Outcome, Reply
from tests.factories.cases import in_state, member, open_case, reply_to
from tests.factories.vocabulary import DiseaseFactory
from tests.scenarios.browsing import Person
from tests.scenarios.people import all_that_reached

pytestmark = pytest.mark.django_db
LINK = re.compile(r"/cases/relay/[\w-]+/")
DOCTOR = {"treating_name": "Dr Marsh", "treating_email": "marsh@example.org"}


def advised(case):
    """Let the family name its physician, and the liaison write the advice."""
    family, liaison = Person(case.owner), Person(case.liaison)
    family.open(f"/cases/{case.pk}/treating/")
    family.press("Keep", **DOCTOR)
    liaison.open(f"/cases/{case.pk}/advice/")
    liaison.press(
        "It is ready to be sent", next_tests="Plasma cholestanol", plain_summary="There is a blood test to ask for."
    )
    return liaison


def test_given_a_synthesis_link_and_code_show_it_once_and_are_the_receipt(django_capture_on_commit_callbacks):
    case = open_case()
    reply_to(case)
    liaison = advised(case)
    assert Case.objects.get(pk=case.pk).state == "advice_ready"
    with django_capture_on_commit_callbacks(execute=True):
        liaison.press("Send a link")
    code = liaison.page.select_one("#h-code ~ p .mono").get_text()
    [message] = [one for one in mail.outbox if one.to == [DOCTOR["treating_email"]]]
    link = LINK.search(message.body)[0]
    assert "cholestanol" not in str(message.message()) and code not in message.body
    family = Person(case.owner)
    assert "There is a blood test" not in family.open(f"/cases/{case.pk}/status/")
    doctor = Person()
    assert "Plasma cholestanol" not in doctor.open(link)
    doctor.press("Open the advice", status=422, code="AAAA AAAA")
    assert Case.objects.get(pk=case.pk).state == "advice_ready"
    assert "Plasma cholestanol" in doctor.press("Open the advice", code=code)
    assert Case.objects.get(pk=case.pk).state == "relayed"
    assert "There is a blood test to ask for." in family.open(f"/cases/{case.pk}/status/")
    for somebody in (doctor, Person(), liaison):
        assert "cholestanol" not in somebody.open(link)
        assert "shows nothing any more" in somebody.press("Open the advice", status=422, code=code)
        assert "cholestanol" not in somebody.html


def relayed(at):
    return in_state("relayed", at=at, relayed_at=at)


def times_told(reader):
    """Return the row of the time to diagnosis, as the page of figures and the API say it."""
    cache.clear()  # figures are kept for ten minutes
    page = Person(reader)
    page.open("/cases/figures/")
    [row] = [row for row in page.page.select("tbody tr") if "confirmed diagnosis" in row.th.get_text()]
    [told] = [one for one in page.ask("/cases/figures")["items"] if one["code"] == "diagnosis"]
    return " ".join(row.get_text(" ").split()), told


def test_given_90_days_the_family_reports_the_diagnosis_and_the_case_closes_as_solved_with_the_credit(clock, timers):
    case, disease = relayed(clock.now), DiseaseFactory(name="Cerebrotendinous xanthomatosis")
    author = member()
    helped = reply_to(case, author=author, kind="hypothesis", disease=disease, text="Because of the tendons.")
    other = reply_to(case)
    clock.forward(days=90)
    timers()
    assert "Please tell what became of one of your cases" in all_that_reached(case.owner, mail.outbox)
    family = Person(case.owner)
    family.open(f"/cases/{case.pk}/outcome/")
    assert "Because of the tendons" not in family.html, "a family reads no single reply"
    assert "Say which disease it is" in family.press("Keep this", status=422, kind="confirmed")
    assert disease.name in family.press("Keep this", kind="confirmed", disease=disease.name)
    liaison = Person(case.liaison)
    liaison.open(f"/cases/{case.pk}/outcome/")
    liaison.press("Keep this", kind="confirmed", disease=disease.name, helpful=str(helped.pk))
    assert Reply.objects.get(pk=helped.pk).credited_at
    assert Reply.objects.get(pk=other.pk).credited_at is None
    clock.forward(days=30)
    timers()
    assert Case.objects.get(pk=case.pk).state == "closed"
    assert f"Solved: {disease.name}" in Person(author).open(f"/cases/{case.pk}/")
    assert "This helped" in Person(author).open(f"/cases/{case.pk}/")
    assert f"Solved: {disease.name}" in Person(case.owner).open(f"/cases/{case.pk}/status/")


def test_the_time_to_diagnosis_enters_the_figures_with_the_tenth_case_and_not_with_the_ninth():
    reader, now = member(), timezone.now()
    for number in range(1, 11):
        case = in_state("relayed", at=now - timedelta(days=100))
        family = Person(case.owner)
        family.open(f"/cases/{case.pk}/outcome/")
        family.press("Keep this", kind="confirmed", disease=f"ORPHA:{DiseaseFactory().orpha_code}")
        row, told = times_told(reader)
        if number < 10:
            assert row.endswith("Fewer than 10 cases")
            assert (told["count"], told["waiting"], told["median"], told["p90"]) == (0, 0, None, None)
    assert Outcome.objects.filter(kind="confirmed").count() == 10
    assert (told["count"], round(told["median"] / 24)) == (10, 100)
    assert "100 days" in row
