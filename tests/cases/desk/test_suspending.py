"""Suspended from answering: reads on, does not answer, comes back by the day or by two moderators."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError

from audit.kinds import Action
from audit.models import Event
from cases.desk.actions.flagging import flag
from cases.desk.actions.suspending import agree_to_lift, suspend
from cases.models import AnsweringBan, Case, SteppedBack
from cases.pairing.actions import accept, decline
from cases.pairing.querysets import is_looking
from cases.permissions import check_answer, check_liaison, party_of
from cases.states import State
from notices.models import Choice, Frequency, Kind, Notice
from tests.cases.desk.people import now
from tests.cases.pairing.test_offer_pages import asked
from tests.cases.relay.test_advice import answered, written
from tests.factories.accounts import UserFactory
from tests.factories.cases import family, in_state, member, moderator, open_case, reply_to

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def no_reports_of_another_test():
    cache.clear()


@pytest.fixture
def reported():
    """The author of a harmful reply, and the report about it."""
    case, author = open_case(), member()
    reply = reply_to(case, author=author)
    return author, flag(case=case, by=member(), reason="harmful", now=now(), reply=reply)


def test_whoever_is_suspended_reads_on_and_does_not_answer(reported):
    author, report = reported
    check_answer(report.case, author)
    suspend(flag=report, until=now() + WEEK, by=moderator(), now=now())
    with pytest.raises(PermissionDenied, match="cannot answer"):
        check_answer(report.case, author)
    assert Case.objects.readable_by(author).filter(pk=report.case_id).exists()
    check_answer(report.case, member())
    event = Event.objects.get(action=Action.ANSWERING_ENDED)
    assert (event.owner, event.details["reason"], event.details["days"]) == (author.reference, "harmful", 7)


def test_two_different_moderators_end_it_earlier(reported):
    author, report = reported
    ban = suspend(flag=report, until=now() + WEEK, by=moderator(), now=now())
    one = moderator()
    assert agree_to_lift(ban=ban, by=one, now=now()) is False
    with pytest.raises(ValidationError, match="have agreed"):
        agree_to_lift(ban=ban, by=one, now=now())
    with pytest.raises(PermissionDenied):
        check_answer(report.case, author)
    assert agree_to_lift(ban=ban, by=moderator(), now=now()) is True
    check_answer(report.case, author)
    with pytest.raises(PermissionDenied):
        agree_to_lift(ban=ban, by=moderator(), now=now())
    details = list(
        Event.objects.filter(action=Action.ANSWERING_ENDED).order_by("number").values_list("details", flat=True)
    )
    assert [one["lifted"] for one in details] == [False, False, True]


@pytest.mark.parametrize("days", [0, -1, 91, 4000])
def test_it_lasts_ninety_days_at_most(reported, days):
    with pytest.raises(ValidationError):
        suspend(flag=reported[1], until=now() + timedelta(days=days), by=moderator(), now=now())
    assert not AnsweringBan.objects.exists()


def test_ninety_days_are_taken_and_nobody_is_suspended_twice(reported):
    moment = now()
    suspend(flag=reported[1], until=moment + timedelta(days=90), by=moderator(), now=moment)
    with pytest.raises(ValidationError):
        suspend(flag=reported[1], until=now() + WEEK, by=moderator(), now=now())


def test_whoever_is_suspended_hears_of_it_whatever_they_chose_and_reads_until_when_and_why(client, reported, settings):
    settings.DESK_ADDRESS = "desk@example.org"
    (author, report), one = reported, moderator()
    Choice.objects.create(user=author, kind=Kind.CASES, frequency=Frequency.OFF)
    ban = suspend(flag=report, until=now() + WEEK, by=one, now=now())
    client.force_login(author)
    inbox = client.get("/inbox/").text
    assert "There is a decision about your part in the cases." in inbox and "My membership" in inbox
    [notice] = Notice.objects.filter(user=author).unread()
    for address in (notice.address, "/cases/offers/"):
        page = client.get(address).text
        for words in (
            f"{ban.until:%-d %B %Y}",
            "advice that could harm",
            "still read",
            "passed on",
            "desk@example.org",
        ):
            assert words in page, words
        assert one.display_name not in page
    assert not Notice.objects.filter(user=author).unread().exists()
    told = client.get("/api/hub/v1/me").json()["suspension"]
    assert (told["reason"], told["write_to"]) == ("harmful", "desk@example.org")


def test_nobody_else_reads_of_a_suspension_and_it_goes_when_it_is_over(client, reported):
    author, report = reported
    suspend(flag=report, until=now() + WEEK, by=moderator(), now=now())
    client.force_login(member())
    assert "suspended" not in client.get("/cases/").text
    assert client.get("/api/hub/v1/me").json()["suspension"] is None
    AnsweringBan.objects.update(until=now())
    assert not Notice.objects.readable_by(author).filter(subject_kind="suspension").exists()


def test_a_report_about_a_case_suspends_nobody():
    report = flag(case=open_case(), by=member(), reason="rude", now=now())
    with pytest.raises(ValidationError):
        suspend(flag=report, until=now() + WEEK, by=moderator(), now=now())


@pytest.mark.parametrize("who", [member, family, lambda: UserFactory(administrator=True)])
def test_nobody_but_moderators_suspends_or_lifts(reported, who):
    with pytest.raises(PermissionDenied):
        suspend(flag=reported[1], until=now() + WEEK, by=who(), now=now())
    ban = suspend(flag=reported[1], until=now() + WEEK, by=moderator(), now=now())
    with pytest.raises(PermissionDenied):
        agree_to_lift(ban=ban, by=who(), now=now())


def banned(user):
    """Suspend somebody without taking their cases off them, as if both happened in the same moment."""
    AnsweringBan.objects.create(user=user, reason="rude", at=now(), until=now() + WEEK)
    return user


def test_a_suspended_physician_takes_no_case_on_and_may_still_decline_it():
    offer = asked()
    banned(offer.hero)
    with pytest.raises(PermissionDenied, match="cannot answer them until"):
        accept(offer=offer, by=offer.hero, now=now())
    assert Case.objects.get(pk=offer.case_id).liaison is None
    assert decline(offer=offer, by=offer.hero, now=now()).answer == "declined"


def test_the_page_of_offers_says_why_a_suspended_physician_cannot_accept(client):
    offer = asked()
    client.force_login(banned(offer.hero))
    page = client.post(f"/cases/offers/{offer.pk}/", {"answer": "accept"}, follow=True)
    assert "cannot answer them until" in page.text


def test_a_suspended_liaison_writes_no_advice_and_does_nothing_else_for_the_case():
    case = answered()
    banned(case.liaison)
    with pytest.raises(PermissionDenied, match="cannot answer them until"):
        written(case)
    with pytest.raises(PermissionDenied, match="cannot answer them until"):
        check_liaison(case, case.liaison)
    assert party_of(case, case.liaison) is None
    assert not case.syntheses.exists()


def test_with_the_suspension_a_liaison_is_taken_off_every_case_and_the_search_goes_on(reported):
    author, report = reported
    states = (State.PAIRED, State.OPEN, State.ADVICE_READY, State.RELAYED)
    led = [in_state(state, liaison=author) for state in states]
    other, ended = open_case(), in_state(State.CLOSED, liaison=author)
    suspend(flag=report, until=now() + WEEK, by=moderator(), now=now())
    after = [Case.objects.get(pk=case.pk) for case in led]
    assert [(case.state, case.liaison) for case in after] == [
        (State.SCREENED, None), (State.OPEN, None), (State.ADVICE_READY, None), (State.RELAYED, None)
    ]  # fmt: skip
    assert [is_looking(case) for case in after] == [True, True, True, False]
    assert SteppedBack.objects.filter(hero=author).count() == 4, "the engine does not ask them for it again"
    assert Case.objects.get(pk=other.pk).liaison == other.liaison
    assert Case.objects.get(pk=ended.pk).liaison == author
    assert Event.objects.filter(action=Action.LIAISON_LEFT).count() == 4


@pytest.mark.parametrize("reason", ["identifies", "name"])
def test_the_report_of_a_suspended_physician_is_kept_hides_nothing_at_once_and_calls_the_moderators(client, reason):
    case, by, called = open_case(), banned(member()), moderator()
    made = flag(case=case, by=by, reason=reason, now=now())
    assert made.answer == "waiting"
    assert Case.objects.get(pk=case.pk).quarantined_at is None
    [notice] = Notice.objects.filter(user=called, happened="flagged")
    assert notice.frequency == "immediate"
    flag(case=case, by=member(), reason=reason, now=now())
    assert Case.objects.get(pk=case.pk).quarantined_at, "the report of anybody else hides it as ever"


def test_the_page_does_not_tell_a_suspended_reporter_that_the_case_is_hidden(client):
    case = open_case()
    client.force_login(banned(member()))
    page = client.post(f"/cases/{case.pk}/flag/", {"reason": "name"}, follow=True)
    assert "A moderator looks at it within four hours" in page.text
    assert "hidden for everybody" not in page.text
