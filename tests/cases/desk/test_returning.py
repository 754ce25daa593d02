"""A hidden case or reply comes back by two different moderators, neither of whom reported it."""

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.roles import Role
from audit.kinds import Action
from audit.models import Event
from cases.actions.hiding import quarantine
from cases.desk.actions.flagging import Measure, answer_flag, flag
from cases.desk.actions.returning import (
    agree_to_show,
    agree_to_show_reply,
    ask_to_rewrite,
    clear_hidden_hold,
    refuse_reply,
)
from cases.models import Case, Reply, Return
from cases.signals import case_changed
from cases.states import State
from tests.cases.desk.people import now
from tests.cases.desk.test_screening import hold_in
from tests.factories.accounts import UserFactory
from tests.factories.cases import family, in_state, member, moderator, open_case, reply_to

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_reports_of_another_test():
    cache.clear()


def hidden_case(**fields):
    case = open_case(**fields)
    quarantine(case=case, reason="name", by=None, now=now())
    return case


def is_hidden(case):
    return Case.objects.get(pk=case.pk).quarantined_at is not None


def test_it_takes_two_different_moderators_to_show_a_case_again():
    case, one = hidden_case(), moderator()
    assert agree_to_show(case=case, by=one, now=now()) is False
    with pytest.raises(ValidationError, match="have agreed"):
        agree_to_show(case=case, by=one, now=now())
    assert is_hidden(case)
    heard = []
    listener = case_changed.connect(lambda case, **_: heard.append(case.quarantined_at), weak=False)
    assert agree_to_show(case=case, by=moderator(), now=now()) is True
    case_changed.disconnect(listener)
    assert not is_hidden(case) and heard == [None]
    assert Case.objects.readable_by(member()).filter(pk=case.pk).exists()
    assert Case.objects.get(pk=case.pk).state == State.OPEN
    assert [event.action for event in Event.objects.filter(subject=str(case.pk))] == [
        Action.CASE_HIDDEN,
        Action.RETURN_AGREED,
        Action.RETURN_AGREED,
        Action.CASE_SHOWN,
    ]


def test_a_yes_to_an_earlier_return_does_not_count_for_the_next_one():
    case, one = hidden_case(), moderator()
    agree_to_show(case=case, by=one, now=now())
    agree_to_show(case=case, by=moderator(), now=now())
    quarantine(case=case, reason="name", by=None, now=now())
    assert not Return.objects.exists()
    assert agree_to_show(case=case, by=one, now=now()) is False
    assert is_hidden(case)


@pytest.mark.parametrize("who", [member, family, lambda: UserFactory(administrator=True)])
def test_nobody_but_moderators_agrees(who):
    case = hidden_case()
    with pytest.raises(PermissionDenied):
        agree_to_show(case=case, by=who(), now=now())
    assert not Return.objects.exists()


def test_whoever_reported_it_or_brought_it_does_not_agree_as_a_moderator_later():
    reporter, owner = member(), family()
    case = open_case(owner=owner)
    made = flag(case=case, by=reporter, reason="name", now=now())
    answer_flag(flag=made, by=moderator(), measure=Measure.DISMISS, now=now())
    for user in (reporter, owner):
        user.role = Role.MODERATOR
        user.save()
        with pytest.raises(PermissionDenied):
            agree_to_show(case=case, by=user, now=now())
    assert not Return.objects.exists()


def test_reports_and_marked_places_are_settled_first():
    case, one = open_case(), moderator()
    made = flag(case=case, by=member(), reason="name", now=now())
    with pytest.raises(ValidationError, match="reports"):
        agree_to_show(case=case, by=one, now=now())
    answer_flag(flag=made, by=one, measure=Measure.DISMISS, now=now())
    hold = hold_in(case)
    with pytest.raises(ValidationError, match="marked"):
        agree_to_show(case=case, by=one, now=now())
    clear_hidden_hold(hold=hold, by=one, now=now())
    assert agree_to_show(case=case, by=one, now=now()) is False


def test_a_case_that_is_not_hidden_has_nothing_to_agree_to():
    case, hold = open_case(), hold_in(open_case())
    for act in (
        lambda: agree_to_show(case=case, by=moderator(), now=now()),
        lambda: ask_to_rewrite(case=case, by=moderator(), now=now()),
        lambda: clear_hidden_hold(hold=hold, by=moderator(), now=now()),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_the_owner_is_asked_to_write_anew_and_until_then_nobody_agrees():
    case, one = hidden_case(), moderator()
    agree_to_show(case=case, by=moderator(), now=now())
    ask_to_rewrite(case=case, by=one, now=now())
    assert not Return.objects.exists(), "the yes was to the old text"
    with pytest.raises(ValidationError, match="asked already"):
        ask_to_rewrite(case=case, by=one, now=now())
    with pytest.raises(ValidationError, match="write it anew"):
        agree_to_show(case=case, by=one, now=now())
    Case.objects.filter(pk=case.pk).update(rewritten_at=now())
    agree_to_show(case=case, by=one, now=now())
    agree_to_show(case=case, by=moderator(), now=now())
    case = Case.objects.get(pk=case.pk)
    assert (case.quarantined_at, case.rewrite_asked_at, case.rewritten_at) == (None, None, None)


def test_a_hidden_reply_comes_back_by_two_and_a_held_one_by_one():
    case = open_case()
    hidden = reply_to(case, hidden_at=now(), hidden_for="rude")
    held = reply_to(case, held_at=now())
    hold = hold_in(case, reply=held, section="reply")
    assert agree_to_show_reply(reply=hidden, by=moderator(), now=now()) is False
    assert list(case.replies.shown()) == []
    assert agree_to_show_reply(reply=hidden, by=moderator(), now=now()) is True
    assert agree_to_show_reply(reply=held, by=moderator(), now=now()) is True
    assert set(case.replies.shown()) == {hidden, held}
    hold.refresh_from_db()
    assert hold.cleared_at is not None
    assert Reply.objects.get(pk=hidden.pk).hidden_for == ""


def test_a_reply_that_was_refused_first_appears_as_a_new_one_when_two_agree():
    case = open_case()
    held = reply_to(case, held_at=(sent := now()), made_at=sent)
    refuse_reply(reply=held, reason="place", by=moderator(), now=now())
    for _ in range(2):
        agree_to_show_reply(reply=held, by=moderator(), now=(shown := now()))
    case.refresh_from_db()
    assert case.first_reply_at == shown
    assert list(case.replies.shown().values_list("made_at", flat=True)) == [shown]


def test_one_moderator_keeps_a_held_reply_hidden_and_its_author_reads_why():
    case = open_case()
    held = reply_to(case, held_at=now())
    refuse_reply(reply=held, reason="place", by=moderator(), now=now())
    held.refresh_from_db()
    assert held.hidden_at is not None and held.hidden_for == "place"
    assert agree_to_show_reply(reply=held, by=moderator(), now=now()) is False


def test_whoever_wrote_or_reported_a_reply_does_not_bring_it_back():
    author, reporter, case = member(), member(), open_case()
    reply = reply_to(case, author=author)
    made = flag(case=case, by=reporter, reason="rude", now=now(), reply=reply)
    answer_flag(flag=made, by=moderator(), measure=Measure.HIDE_REPLY, now=now())
    for user in (author, reporter):
        user.role = Role.MODERATOR
        user.save()
        with pytest.raises(PermissionDenied):
            agree_to_show_reply(reply=reply, by=user, now=now())


@pytest.mark.parametrize("who", [member, family])
def test_nobody_else_brings_a_reply_back_or_refuses_it(who):
    reply = reply_to(open_case(), held_at=now())
    with pytest.raises(PermissionDenied):
        agree_to_show_reply(reply=reply, by=who(), now=now())
    with pytest.raises(PermissionDenied):
        refuse_reply(reply=reply, reason="name", by=who(), now=now())


def test_a_withdrawn_case_stays_withdrawn():
    case = in_state(State.WITHDRAWN, quarantined_at=now())
    with pytest.raises(PermissionDenied):
        agree_to_show(case=case, by=moderator(), now=now())
