"""Who looks after a case has their own time for it, and a case whose physician leaves is looked after again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.deletion import erase as erase_account
from accounts.models import User
from audit.kinds import Action
from audit.models import Event
from cases.deletion import erase
from cases.pairing.actions import take_on
from cases.pairing.querysets import is_looking
from cases.relay.actions.leading import step_back
from cases.timers import run
from notices.models import Notice
from tests.cases.pairing.people import volunteer
from tests.factories.cases import in_state, member, moderator, reply_to

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = timedelta(days=1)


def test_a_new_liaison_has_ten_days_of_their_own():
    case, second = in_state("open", at=NOW - 9 * DAY), volunteer()
    step_back(case=case, by=case.liaison, now=NOW)
    take_on(case=case, by=second, now=NOW)
    run(NOW + 1.1 * DAY)
    case.refresh_from_db()
    assert case.liaison == second
    run(NOW + 10 * DAY)
    case.refresh_from_db()
    assert case.liaison is None


def test_a_late_liaison_is_reminded_after_three_days_of_their_own():
    case, second = in_state("open", at=NOW - 20 * DAY), volunteer()
    step_back(case=case, by=case.liaison, now=NOW)
    take_on(case=case, by=second, now=NOW)
    assert "advice-day-3" not in run(NOW + 2.9 * DAY)
    assert run(NOW + 3 * DAY)["advice-day-3"] == 1


def test_an_open_case_whose_liaison_deletes_the_account_is_looked_after_again():
    leader, other = member(), volunteer()
    moderator()
    case = in_state("open", liaison=leader, at=NOW)
    reply_to(case)
    erase(leader)
    leader.delete()
    case.refresh_from_db()
    assert is_looking(case)
    run(NOW + DAY)
    assert other.offers.filter(case=case).exists()


def test_a_case_that_came_back_and_was_not_sent_again_ends_after_thirty_days():
    case = in_state("returned", at=NOW)
    assert "returned-too-long" not in run(NOW + 29.9 * DAY)
    assert run(NOW + 30 * DAY)["returned-too-long"] == 1
    case.refresh_from_db()
    assert case.state == "declined"


@pytest.mark.parametrize("state", ["paired", "open", "advice_ready"])
@pytest.mark.parametrize("way", ["gone", "lapsed", "inactive"])
def test_a_case_whose_liaison_may_not_answer_any_more_is_looked_for_again(state, way):
    leader, other = member(), volunteer()
    case = in_state(state, liaison=leader, at=NOW - DAY)
    if way == "gone":
        erase_account(leader)
    elif way == "lapsed":
        User.objects.filter(pk=leader.pk).update(verified_until=NOW - DAY)
    else:
        User.objects.filter(pk=leader.pk).update(is_active=False)
    run(NOW)
    case.refresh_from_db()
    assert (case.liaison, case.state) == (None, "screened" if state == "paired" else state)
    assert is_looking(case)
    assert state != "paired" or Notice.objects.filter(user=case.owner, happened="moved").exists()
    assert way == "gone" or Event.objects.filter(action=Action.LIAISON_LEFT, subject=str(case.pk)).exists()
    run(NOW + DAY)
    assert other.offers.filter(case=case).exists()


def test_a_hidden_case_and_one_whose_liaison_may_answer_stay_where_they_are():
    hidden, led = in_state("open", at=NOW, quarantined_at=NOW), in_state("open", at=NOW)
    User.objects.filter(pk=hidden.liaison_id).update(verified_until=None)
    assert "liaison-gone" not in run(NOW)
    led.refresh_from_db()
    assert led.liaison
