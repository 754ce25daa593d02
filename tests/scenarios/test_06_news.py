import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from cases.models import Reply
from cases.thread.actions.marking import follow_case
from cases.thread.actions.opinions import choose_just_reading
from tests.factories.cases import member, open_case
from tests.factories.vocabulary import DiseaseFactory
from tests.scenarios.people import WORD, all_that_reached, texts
from tests.threads import alone

pytestmark = pytest.mark.browser
NAME = "Cerebroretinal vasculopathy of the test"
MAIL = re.compile(r"^A case you follow has news\.\n\nSign in to read it:\n\nhttp\S+/inbox/\n\n[^:]+here:\n\nhttp\S+\n$")


@pytest.fixture
def meeting(site):
    """An open case, somebody who follows and reads it, and a physician in New Zealand."""

    def prepare():
        case, subscriber, colleague = open_case(texts=texts()), member(), member("NZ")
        DiseaseFactory(name=NAME)
        follow_case(case=case, by=subscriber, now=timezone.now())
        for reader in (subscriber, colleague):
            choose_just_reading(case=case, by=reader)
        return case, subscriber, colleague

    return alone(prepare)


def test_given_a_hypothesis_from_nz_subscribers_see_it_within_two_seconds_and_the_mail_says_only_that_there_is_news(
    open_page, meeting, clock
):
    case, subscriber, colleague = meeting
    clock.now = None
    page = open_page(f"/cases/{case.pk}/", reader=subscriber)
    page.wait_for_selector("[data-events]", state="attached")
    other = open_page(f"/cases/{case.pk}/", reader=colleague)
    other.check("#reply input[value=hypothesis]")
    other.fill("#id_disease", NAME)
    other.select_option("#id_confidence", "high")
    other.fill("#id_text", f"Because of the {WORD}vessels.")
    with page.expect_response(lambda answer: f"/cases/{case.pk}" in answer.url):  # it asks for what changed
        other.click("text=Send reply")
    page.wait_for_selector("[data-new-shown]:has-text('1 new reply')")
    seen = timezone.now()
    made = alone(lambda: Reply.objects.get(case=case).made_at)
    assert seen - made < timedelta(seconds=2), seen - made
    page.click("[data-new-shown] a")
    page.wait_for_selector(f".reply:has-text('{WORD}vessels')")
    assert page.said == []
    clock.now = timezone.now() + timedelta(days=1)
    alone(lambda: call_command("send_notices"))
    [message] = [one for one in mail.outbox if one.to == [subscriber.email]]
    assert message.subject == "News for you at Rare Disease Hub"
    assert MAIL.match(message.body), message.body
    told = all_that_reached(subscriber, mail.outbox)
    for word in (WORD, NAME, str(case.pk), case.short, colleague.display_name, "hypothesis", "Neurology"):
        assert word not in told
