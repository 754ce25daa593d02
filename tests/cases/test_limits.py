"""How much one account may do: by how well the network knows it, and how many cases it may open."""

import time
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from accounts.models import Pseudonym
from cases.limits import CASES_AN_HOUR, REPLIES, Trust, spend_flag, spend_reading, spend_reply, trust_of
from cases.models import Helpful
from cases.thread.actions.opinions import Named, give_opinion
from common.limits import TooOften
from tests.cases.desk.people import now
from tests.factories.cases import member, open_case, reply_to
from tests.factories.vocabulary import DiseaseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_spent():
    cache.clear()


def known_for(days, *, is_helpful=False, is_credited=False):
    user = member()
    Pseudonym.objects.filter(physician__user=user).update(given_at=now() - timedelta(days=days))
    if is_helpful or is_credited:
        reply = reply_to(open_case(), author=user, credited_at=now() if is_credited else None)
        Helpful.objects.create(reply=reply, reader=member())
    return user


@pytest.mark.parametrize(
    ("days", "marks", "trust"),
    [
        (0, {}, Trust.NEW),
        (29, {"is_helpful": True}, Trust.NEW),
        (31, {}, Trust.NEW),
        (31, {"is_helpful": True}, Trust.USUAL),
        (2, {"is_credited": True}, Trust.CREDITED),
    ],
)
def test_trust_comes_with_time_and_with_helpful_replies(days, marks, trust):
    assert trust_of(known_for(days, **marks), now()) == trust


def test_a_hidden_reply_earns_no_trust():
    user = known_for(100)
    reply = reply_to(open_case(), author=user, hidden_at=now(), credited_at=now())
    Helpful.objects.create(reply=reply, reader=member())
    assert trust_of(user, now()) == Trust.NEW


@pytest.mark.parametrize(
    ("make", "trust"),
    [
        (lambda: known_for(0), Trust.NEW),
        (lambda: known_for(99, is_helpful=True), Trust.USUAL),
        (lambda: known_for(99, is_credited=True), Trust.CREDITED),
    ],
)
def test_each_tier_has_its_replies_an_hour(make, trust):
    user = make()
    for _ in range(REPLIES[trust].hour):
        spend_reply(user)
    with pytest.raises(TooOften, match="within an hour"):
        spend_reply(user)
    spend_reply(member())


def test_the_refusal_says_when_a_reply_is_possible_again(monkeypatch):
    user, start = member(), time.time()
    for _ in range(REPLIES[Trust.NEW].hour):
        spend_reply(user)
    monkeypatch.setattr(time, "time", lambda: start + 37 * 60 + 30)
    with pytest.raises(TooOften, match="send it in 23 minutes"):
        spend_reply(user)
    cache.delete(f"cases:replies-hour:{user.pk}:ends")
    with pytest.raises(TooOften, match="send it later"):
        spend_reply(user)
    cache.delete(f"cases:replies-hour:{user.pk}")
    cache.set(f"cases:replies-day:{user.pk}", REPLIES[Trust.NEW].day)
    with pytest.raises(TooOften, match="send it in 24 hours"):
        spend_reply(user)


def test_the_reason_of_a_blind_opinion_counts_as_no_reply():
    user = member()
    for _ in range(REPLIES[Trust.NEW].hour + 1):
        give_opinion(
            case=open_case(), named=[Named(DiseaseFactory(), "low")], reason="The gait.", by=user, now=timezone.now()
        )
    for _ in range(REPLIES[Trust.NEW].hour):
        spend_reply(user)
    with pytest.raises(TooOften):
        spend_reply(user)


def test_the_day_has_a_bound_of_its_own(monkeypatch):
    user = member()
    for hour in range(4):
        cache.delete(f"cases:replies-hour:{user.pk}")
        for _ in range(REPLIES[Trust.NEW].hour):
            spend_reply(user)
        assert hour < 4
    cache.delete(f"cases:replies-hour:{user.pk}")
    with pytest.raises(TooOften, match="within a day"):
        spend_reply(user)


def test_sixty_cases_an_hour_are_opened_and_the_same_case_counts_once():
    user, same = member(), open_case()
    for _ in range(CASES_AN_HOUR + 5):
        spend_reading(user, same)
    for _ in range(CASES_AN_HOUR - 1):
        spend_reading(user)
    with pytest.raises(TooOften) as refusal:
        spend_reading(user)
    assert refusal.value.status_code == 429
    spend_reading(user, same)
    spend_reading(member())


def test_reports_are_bounded():
    user = member()
    for _ in range(10):
        spend_flag(user)
    with pytest.raises(TooOften):
        spend_flag(user)
