"""Community rules 5.2: two different people, everything decided, and one of them alone can never let a case through."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from audit.kinds import Action
from audit.models import Event
from cases.desk.actions import screening
from cases.desk.actions.screening import clear_hold, clear_rarity, screen
from cases.desk.querysets import queue_of
from cases.models import AnsweringBan, Attachment, Case, Desk, Hold, Screening
from cases.news import tell_of_step
from cases.pairing.querysets import is_looking
from cases.reasons import Declined, Returned
from cases.signals import case_changed
from cases.states import Party, State
from cases.told import reason_told
from notices.models import Notice
from tests.cases.desk.people import approve, now, of_a_physician, state_of, with_organisation
from tests.factories.accounts import UserFactory
from tests.factories.cases import OrganisationFactory, family, in_state, member, moderator, reply_to, staff_of

pytestmark = pytest.mark.django_db


def hold_in(case, **fields):
    place = {"section": "story", "kind": "name", "rule": "cue", "start": 0, "end": 5, "print": "x"}
    return Hold.objects.create(case=case, **(place | fields))


def picture_in(case, **fields):
    return Attachment.objects.create(
        case=case, group=case.pk, file="x.jpg", width=9, height=9, added_at=now(), **fields
    )


def test_two_different_people_let_a_case_through_and_the_first_alone_does_not():
    case, staff, other = with_organisation()
    approve(case, staff)
    assert state_of(case) == State.SUBMITTED
    with pytest.raises(ValidationError, match="different person"):
        approve(case, staff)
    approve(case, other)
    assert state_of(case) == State.SCREENED
    assert list(case.screenings.values_list("desk", "screener")) == [("organisation", staff.pk), ("hub", other.pk)]


def test_the_order_of_the_two_does_not_matter():
    case, staff, other = with_organisation()
    approve(case, other)
    assert state_of(case) == State.SUBMITTED
    approve(case, staff)
    assert state_of(case) == State.SCREENED


def test_two_of_one_side_are_not_enough_where_the_other_side_can_look():
    case, staff, one = with_organisation()
    approve(case, one)
    with pytest.raises(ValidationError, match="other side"):
        approve(case, moderator())
    assert state_of(case) == State.SUBMITTED
    approve(case, staff)
    assert state_of(case) == State.SCREENED


def test_without_an_organisation_it_takes_two_different_moderators():
    case, one = in_state(State.SUBMITTED), moderator()
    approve(case, one)
    with pytest.raises(ValidationError):
        screen(case=case, by=one, decision="approved", now=now())
    assert state_of(case) == State.SUBMITTED
    approve(case, moderator())
    assert state_of(case) == State.SCREENED


def test_where_nobody_else_works_at_the_organisation_two_moderators_look():
    """Its only member of staff brought the case: without this it would wait for ever."""
    organisation = OrganisationFactory()
    owner = staff_of(organisation)
    case = in_state(State.SUBMITTED, organisation=organisation, origin="organisation", owner=owner)
    with pytest.raises(PermissionDenied):
        approve(case, owner)
    approve(case, moderator())
    assert state_of(case) == State.SUBMITTED
    approve(case, moderator())
    assert state_of(case) == State.SCREENED


@pytest.mark.parametrize(
    "who", ["visitor of another organisation", "physician", "family", "administrator", "reviewer", "owner"]
)
def test_nobody_else_screens_a_case(who):
    case, _, _ = with_organisation()
    people = {
        "visitor of another organisation": lambda: staff_of(OrganisationFactory()),
        "physician": member,
        "family": family,
        "administrator": lambda: UserFactory(administrator=True),
        "reviewer": lambda: UserFactory(role="reviewer"),
        "owner": lambda: case.owner,
    }
    with pytest.raises(PermissionDenied):
        screen(case=case, by=people[who](), decision="approved", now=now())
    assert not case.screenings.exists()


def test_a_moderator_who_brought_the_case_before_being_one_does_not_screen_it():
    owner = family()
    case = in_state(State.SUBMITTED, owner=owner)
    User.objects.filter(pk=owner.pk).update(role="moderator")
    with pytest.raises(PermissionDenied):
        screen(case=case, by=User.objects.get(pk=owner.pk), decision="approved", now=now())


def test_who_looks_after_a_case_does_not_screen_it():
    case, one = in_state(State.SUBMITTED), moderator()
    Case.objects.filter(pk=case.pk).update(liaison=one)
    with pytest.raises(PermissionDenied, match="brought or look after"):
        screen(case=case, by=one, decision="approved", now=now())


@pytest.mark.parametrize("state", [state for state in State if state != State.SUBMITTED])
def test_only_a_case_that_was_sent_is_screened(state):
    case = in_state(state, signs=0)
    with pytest.raises(PermissionDenied):
        screen(case=case, by=moderator(), decision="approved", now=now())


def test_a_marked_place_keeps_a_case_from_being_approved_until_somebody_decides():
    case, one = in_state(State.SUBMITTED), moderator()
    hold = hold_in(case)
    with pytest.raises(ValidationError, match="every place"):
        approve(case, one)
    clear_hold(hold=hold, by=one, now=now())
    hold.refresh_from_db()
    assert (hold.cleared_by, hold.cleared_at is None) == (one, False)
    approve(case, one)
    assert case.screenings.count() == 1


@pytest.mark.parametrize("person", [lambda: staff_of(OrganisationFactory()), member, family])
def test_nobody_else_clears_a_marked_place(person):
    hold = hold_in(in_state(State.SUBMITTED))
    with pytest.raises(PermissionDenied):
        clear_hold(hold=hold, by=person(), now=now())
    hold.refresh_from_db()
    assert hold.cleared_at is None


def test_a_marked_place_in_a_reply_is_not_cleared_here():
    case = in_state(State.SUBMITTED)
    hold = hold_in(case, reply=reply_to(case))
    with pytest.raises(Hold.DoesNotExist):
        clear_hold(hold=hold, by=moderator(), now=now())


def test_a_picture_that_waits_keeps_a_case_from_being_approved():
    case, one = in_state(State.SUBMITTED), moderator()
    picture = picture_in(case)
    with pytest.raises(ValidationError, match="every picture"):
        approve(case, one)
    picture.looks = Attachment.Looks.REFUSED
    picture.save()
    approve(case, one)


def test_rare_bands_keep_a_case_from_being_approved_until_somebody_judges_them_and_again_when_they_change():
    case, one = in_state(State.SUBMITTED), moderator()
    with pytest.raises(ValidationError, match="bands are wide enough"):
        screen(case=case, by=one, decision="approved", now=now())
    clear_rarity(case=case, by=one, now=now())
    Case.objects.filter(pk=case.pk).update(age_band="40-49")
    case.refresh_from_db()  # as it is read again
    with pytest.raises(ValidationError, match="bands are wide enough"):
        screen(case=case, by=one, decision="approved", now=now())
    approve(case, one)


def test_words_of_an_emergency_have_to_be_confirmed_as_none():
    case, one = in_state(State.SUBMITTED, is_urgent=True), moderator()
    with pytest.raises(ValidationError, match="emergency"):
        approve(case, one)
    approve(case, one, is_no_emergency=True)
    with pytest.raises(ValidationError, match="emergency"):
        approve(case, moderator())


@pytest.mark.parametrize("reason", Returned.values)
def test_one_screener_returns_a_case_with_a_reason_of_the_list(reason):
    case, staff, _ = with_organisation()
    hold_in(case)
    screen(case=case, by=staff, decision="returned", reason=reason, now=now())
    case = Case.objects.get(pk=case.pk)
    assert (case.state, reason_told(case).reason) == (State.RETURNED, reason)


@pytest.mark.parametrize("reason", set(Declined.values) - {Declined.NO_ANSWER})
def test_one_screener_declines_a_case_with_a_reason_of_the_list(reason):
    case = in_state(State.SUBMITTED)
    screen(case=case, by=moderator(), decision="declined", reason=reason, now=now())
    case = Case.objects.get(pk=case.pk)
    assert (case.state, reason_told(case).reason) == (State.DECLINED, reason)


@pytest.mark.parametrize(
    ("decision", "reason"),
    [
        ("approved", "identifies"),
        ("returned", ""),
        ("returned", "emergency"),
        ("declined", "identifies"),
        ("declined", "no_answer"),
        ("declined", "because I say so"),
        ("forgotten", ""),
    ],
)
def test_no_other_reason_and_no_other_decision_is_taken(decision, reason):
    case = in_state(State.SUBMITTED)
    with pytest.raises(ValidationError):
        screen(case=case, by=moderator(), decision=decision, reason=reason, now=now())
    assert (state_of(case), case.screenings.count()) == (State.SUBMITTED, 0)


def test_a_case_that_was_sent_again_begins_a_new_round_in_which_both_look_anew():
    case, staff, other = with_organisation()
    approve(case, staff)
    screen(case=case, by=other, decision="returned", reason="unclear", now=now())
    Case.objects.filter(pk=case.pk).update(state=State.SUBMITTED, screening_round=2)
    case.refresh_from_db()  # as both read it again
    approve(case, other)
    assert state_of(case) == State.SUBMITTED
    approve(case, staff)
    assert state_of(case) == State.SCREENED


def test_the_physician_who_brought_a_patient_looks_after_the_case_at_once():
    physician = member()
    case = of_a_physician(physician)
    for _ in range(2):
        approve(case, moderator())
    case = Case.objects.get(pk=case.pk)
    assert (case.state, case.liaison) == (State.PAIRED, physician)
    assert list(case.passages.values_list("state", "party"))[-2:] == [
        (State.SCREENED, Party.SCREENERS),
        (State.PAIRED, Party.HUB),
    ]


def test_for_a_physician_whose_membership_is_over_somebody_else_is_looked_for():
    physician = member()
    case = of_a_physician(physician)
    User.objects.filter(pk=physician.pk).update(verified_until=now() - timedelta(days=1))
    for _ in range(2):
        approve(case, moderator())
    case = Case.objects.get(pk=case.pk)
    assert (case.state, case.liaison) == (State.SCREENED, None)


def test_a_physician_who_is_suspended_does_not_look_after_their_own_patients_case():
    physician = member()
    AnsweringBan.objects.create(user=physician, reason="rude", at=now(), until=now() + timedelta(days=80))
    case = of_a_physician(physician)
    approve(case, moderator())
    approve(case, moderator())
    case.refresh_from_db()
    assert (case.state, case.liaison) == (State.SCREENED, None)
    assert is_looking(case)


def test_each_look_is_an_event_in_codes_and_the_search_is_told_of_the_step():
    case, staff, other = with_organisation()
    heard = []
    listener = case_changed.connect(lambda case, **_: heard.append(case.state), weak=False)
    approve(case, staff)
    approve(case, other)
    case_changed.disconnect(listener)
    events = Event.objects.filter(action=Action.CASE_SCREENED, subject=str(case.pk)).order_by("number")
    assert [(event.actor, event.details["desk"]) for event in events] == [
        (staff.reference, "organisation"),
        (other.reference, "hub"),
    ]
    assert heard == [State.SCREENED]


def test_the_queue_shows_what_waits_for_a_reader_urgent_ones_first_then_the_oldest():
    organisation = OrganisationFactory()
    staff, one = staff_of(organisation), moderator()
    late = in_state(State.SUBMITTED, organisation=organisation)
    early = in_state(State.SUBMITTED, organisation=organisation, at=now() - timedelta(hours=9))
    urgent = in_state(State.SUBMITTED, is_urgent=True)
    in_state(State.RETURNED, organisation=organisation)
    assert [case.pk for case in queue_of(one)] == [urgent.pk, early.pk, late.pk]
    assert [case.pk for case in queue_of(staff)] == [early.pk, late.pk]
    approve(early, staff)
    approve(late, one)
    assert [case.pk for case in queue_of(one)] == [urgent.pk, early.pk]
    assert [case.pk for case in queue_of(staff)] == [late.pk]
    assert not queue_of(staff_of(OrganisationFactory())).exists()
    for person in (member(), family(), UserFactory(administrator=True)):
        assert not queue_of(person).exists()


PEOPLE = ("staff", "colleague", "moderator", "other moderator", "owner", "stranger")
STEPS = st.lists(
    st.tuples(st.sampled_from(PEOPLE), st.sampled_from(["approved", "returned", "declined", "resend"])), max_size=9
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, has_organisation=st.booleans())
def test_no_sequence_of_decisions_lets_a_case_through_by_fewer_than_two_different_people(steps, has_organisation):
    organisation = OrganisationFactory()
    people = {
        "staff": staff_of(organisation),
        "colleague": staff_of(organisation),
        "moderator": moderator(),
        "other moderator": moderator(),
        "owner": family(),
        "stranger": staff_of(OrganisationFactory()),
    }
    case = in_state(
        State.SUBMITTED, signs=0, organisation=organisation if has_organisation else None, owner=people["owner"]
    )
    for who, decision in steps:
        take(case, people[who], decision)
    final = Case.objects.get(pk=case.pk)
    if final.state == State.SCREENED:
        assert_two_looked(final, has_organisation)


def take(case, by, decision):
    now_ = Case.objects.get(pk=case.pk)
    if decision == "resend":
        if now_.state == State.RETURNED:
            Case.objects.filter(pk=case.pk).update(state=State.SUBMITTED, screening_round=now_.screening_round + 1)
        return
    reason = {"approved": "", "returned": "unclear", "declined": "common"}[decision]
    try:
        if decision == "approved":
            clear_rarity(case=case, by=by, now=now())
        screen(case=case, by=by, decision=decision, reason=reason, now=now())
    except (PermissionDenied, ValidationError):
        pass


def assert_two_looked(case, has_organisation):
    looks = Screening.objects.filter(case=case, round=case.screening_round, decision="approved")
    people = {(look.desk, look.screener_id) for look in looks}
    assert len({person for _, person in people}) == 2
    assert {desk for desk, _ in people} == ({Desk.ORGANISATION, Desk.HUB} if has_organisation else {Desk.HUB})
    assert case.owner_id not in {person for _, person in people}


def test_every_decision_has_its_reasons():
    assert set(screening.REASONS) == set(Screening.Decision.values)


def test_nobody_is_asked_any_more_to_screen_a_case_that_was_screened():
    case, waiting = in_state(State.SUBMITTED), in_state(State.SUBMITTED)
    first, second, third = (moderator() for _ in range(3))
    for each in (case, waiting):
        tell_of_step(each, by=each.owner, now=now())
    approve(case, first)
    approve(case, second)
    assert state_of(case) != State.SUBMITTED
    assert {notice.subject for notice in Notice.objects.filter(user=third)} == {waiting.pk}
