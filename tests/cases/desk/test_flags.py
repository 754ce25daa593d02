"""Reports: what could show who the patient is hides the whole case in the same moment; the rest waits for a moderator."""

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.roles import Role
from audit.kinds import Action
from audit.models import Event
from cases.actions.hiding import quarantine
from cases.desk.actions.flagging import Measure, answer_flag, flag
from cases.desk.querysets import flags_of, flags_waiting
from cases.limits import FLAGS_A_DAY
from cases.models import Case, Flag, Reply
from cases.own_data import own_data
from cases.querysets import owned
from cases.reasons import PHI, FlagReason
from cases.signals import case_changed
from cases.states import VISIBLE, State
from common.limits import TooOften
from tests.cases.desk.people import now
from tests.factories.accounts import UserFactory
from tests.factories.cases import (
    OrganisationFactory,
    family,
    in_state,
    member,
    moderator,
    open_case,
    reply_to,
    staff_of,
)

pytestmark = pytest.mark.django_db
HARMLESS = [reason for reason in FlagReason if reason not in PHI]


@pytest.fixture(autouse=True)
def no_reports_of_another_test():
    cache.clear()


def fresh(case):
    return Case.objects.get(pk=case.pk)


@pytest.mark.parametrize("reason", sorted(PHI))
def test_what_could_show_who_it_is_hides_the_case_at_once_and_tells_the_search(reason):
    case = open_case()
    heard = []
    listener = case_changed.connect(lambda case, **_: heard.append(case.quarantined_at), weak=False)
    flag(case=case, by=member(), reason=reason, now=now())
    case_changed.disconnect(listener)
    assert fresh(case).quarantined_at is not None
    assert len(heard) == 1 and heard[0] is not None
    assert fresh(case).state == State.OPEN


def test_the_flag_and_the_hiding_are_one_transaction(monkeypatch):
    case = open_case()
    monkeypatch.setattr("cases.actions.hiding.tell_of_hiding", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        flag(case=case, by=member(), reason="name", now=now())
    assert fresh(case).quarantined_at is None
    assert not Flag.objects.exists()
    assert not Event.objects.filter(action=Action.CASE_FLAGGED).exists()


@pytest.mark.parametrize("reason", HARMLESS)
def test_anything_else_waits_for_a_moderator_and_hides_nothing(reason):
    case = open_case()
    made = flag(case=case, by=member(), reason=reason, now=now())
    assert fresh(case).quarantined_at is None
    assert list(flags_waiting(moderator())) == [made]


@pytest.mark.parametrize("state", sorted(VISIBLE))
def test_a_hidden_case_is_gone_for_everybody_and_those_with_a_part_still_know_that_it_is_there(state):
    organisation = OrganisationFactory()
    case = in_state(state, organisation=organisation)
    people = {"member": member(), "owner": case.owner, "liaison": case.liaison, "staff": staff_of(organisation)}
    assert all(Case.objects.readable_by(person).filter(pk=case.pk).exists() for person in people.values())
    quarantine(case=case, reason="name", by=people["member"], now=now())
    assert not any(Case.objects.readable_by(person).filter(pk=case.pk).exists() for person in people.values())
    known = {name for name, person in people.items() if Case.objects.known_to(person).filter(pk=case.pk).exists()}
    assert known == {"owner", "liaison", "staff"}
    assert Case.objects.readable_by(moderator()).filter(pk=case.pk).exists()
    assert not Case.objects.open_to_members().exists()


def test_the_owner_of_a_hidden_case_still_finds_it_in_their_own_data_and_nobody_else_does():
    case = open_case()
    quarantine(case=case, reason="name", by=None, now=now())
    assert [one["texts"] for one in own_data(case.owner)["cases"]] == [case.texts]
    assert own_data(case.liaison)["cases"] == []
    assert own_data(case.liaison)["cases_led"][0].keys() == {"id", "state", "state_since"}


def test_hiding_twice_is_hiding_once_and_a_withdrawn_case_is_not_hidden():
    case = open_case()
    assert quarantine(case=case, reason="name", by=None, now=now())
    assert not quarantine(case=case, reason="scanner", by=None, now=now())
    assert Event.objects.filter(action=Action.CASE_HIDDEN).count() == 1
    assert not quarantine(case=in_state(State.WITHDRAWN), reason="name", by=None, now=now())


def test_hiding_a_case_that_the_caller_goes_on_to_save_keeps_it_hidden():
    case = open_case()
    quarantine(case=case, reason="scanner", by=None, now=now())
    case.save()
    assert fresh(case).quarantined_at is not None


@pytest.mark.parametrize(
    "who",
    [family, moderator, lambda: UserFactory(role=Role.EDITOR), lambda: UserFactory(administrator=True), UserFactory],
)
def test_only_verified_physicians_report(who):
    with pytest.raises(PermissionDenied):
        flag(case=open_case(), by=who(), reason="rude", now=now())
    assert not Flag.objects.exists()


def test_nobody_reports_what_they_cannot_read():
    for case in (in_state(State.SUBMITTED), open_case(quarantined_at=now()), in_state(State.WITHDRAWN)):
        with pytest.raises(PermissionDenied):
            flag(case=case, by=member(), reason="name", now=now())


def test_the_same_thing_is_reported_once_a_person_until_it_is_answered():
    case, by = open_case(), member()
    made = flag(case=case, by=by, reason="rude", now=now())
    with pytest.raises(ValidationError, match="have reported"):
        flag(case=case, by=by, reason="conflict", now=now())
    flag(case=case, by=by, reason="rude", now=now(), reply=reply_to(case))
    answer_flag(flag=made, by=moderator(), measure=Measure.DISMISS, now=now())
    flag(case=case, by=by, reason="rude", now=now())


def test_an_unknown_reason_and_a_reply_of_another_case_are_refused():
    case, by = open_case(), member()
    with pytest.raises(ValidationError):
        flag(case=case, by=by, reason="because", now=now())
    for reply in (reply_to(open_case()), reply_to(case, hidden_at=now()), reply_to(case, is_draft=True)):
        with pytest.raises(ValidationError):
            flag(case=case, by=by, reason="name", now=now(), reply=reply)
    assert fresh(case).quarantined_at is None


def test_ten_reports_a_day_are_taken():
    by = member()
    for _ in range(FLAGS_A_DAY):
        flag(case=open_case(), by=by, reason="rude", now=now())
    with pytest.raises(TooOften):
        flag(case=open_case(), by=by, reason="rude", now=now())
    assert Flag.objects.count() == FLAGS_A_DAY


@pytest.mark.parametrize(
    ("measure", "answer", "is_hidden", "is_reply_hidden"),
    [
        (Measure.DISMISS, Flag.Answer.DISMISSED, False, False),
        (Measure.UPHOLD, Flag.Answer.UPHELD, False, False),
        (Measure.HIDE_REPLY, Flag.Answer.UPHELD, False, True),
        (Measure.HIDE_CASE, Flag.Answer.UPHELD, True, False),
    ],
)
def test_a_moderator_answers_a_report_about_a_reply(measure, answer, is_hidden, is_reply_hidden):
    case, one = open_case(), moderator()
    made = flag(case=case, by=member(), reason="harmful", now=now(), reply=reply_to(case))
    answer_flag(flag=made, by=one, measure=measure, now=now())
    made, reply = Flag.objects.get(), Reply.objects.get()
    assert (made.answer, made.answered_by) == (answer, one)
    assert (fresh(case).quarantined_at is not None, reply.hidden_at is not None) == (is_hidden, is_reply_hidden)
    assert reply.hidden_for == ("harmful" if is_reply_hidden else "")
    assert case.replies.shown().exists() != is_reply_hidden


def test_a_report_is_answered_once():
    case = open_case()
    made = flag(case=case, by=member(), reason="rude", now=now())
    answer_flag(flag=made, by=moderator(), measure=Measure.DISMISS, now=now())
    with pytest.raises((ValidationError, PermissionDenied)):
        answer_flag(flag=made, by=moderator(), measure=Measure.HIDE_CASE, now=now())
    assert fresh(case).quarantined_at is None


def test_a_report_about_a_case_hides_no_reply_and_an_unknown_measure_does_nothing():
    made = flag(case=open_case(), by=member(), reason="rude", now=now())
    for measure in (Measure.HIDE_REPLY, "burn"):
        with pytest.raises(ValidationError):
            answer_flag(flag=made, by=moderator(), measure=measure, now=now())
    assert Flag.objects.get().answer == Flag.Answer.WAITING


def test_whoever_reported_something_does_not_answer_it_even_as_a_moderator_later():
    by = member()
    made = flag(case=open_case(), by=by, reason="rude", now=now())
    by.role = Role.MODERATOR
    by.save()
    assert not flags_of(by).exists()
    with pytest.raises(PermissionDenied):
        answer_flag(flag=made, by=by, measure=Measure.DISMISS, now=now())


@pytest.mark.parametrize("who", [family, member, lambda: UserFactory(administrator=True)])
def test_nobody_else_answers_a_report(who):
    made = flag(case=open_case(), by=member(), reason="rude", now=now())
    with pytest.raises(PermissionDenied):
        answer_flag(flag=made, by=who(), measure=Measure.DISMISS, now=now())


def test_events_of_reports_are_codes_and_name_the_owner_of_the_case_by_reference_only():
    case, by = open_case(), member()
    made = flag(case=case, by=by, reason="name", now=now(), reply=reply_to(case))
    answer_flag(flag=made, by=moderator(), measure=Measure.HIDE_REPLY, now=now())
    events = {event.action: event for event in Event.objects.filter(subject=str(case.pk))}
    assert events[Action.CASE_FLAGGED].details == {"reason": "name", "reply": True}
    assert events[Action.CASE_HIDDEN].details == {"reason": "name"}
    assert events[Action.REPLY_HIDDEN].details == {"reason": "name"}
    assert events[Action.FLAG_ANSWERED].details == {"answer": "upheld", "reason": "name", "measure": "hide_reply"}
    assert {event.owner for event in events.values()} == {case.owner.reference}
    assert Case.objects.filter(owned(case.owner), pk=case.pk).exists()
