"""Real threads on a database of their own: what happens in the same moment."""

from django.core.exceptions import PermissionDenied, ValidationError

from audit.verification import verify
from cases.desk.actions.flagging import flag
from cases.desk.actions.returning import agree_to_show
from cases.desk.actions.screening import clear_rarity, screen
from cases.models import Case, Flag, Return
from cases.states import State
from tests.cases.desk.people import now
from tests.factories.cases import in_state, member, moderator, open_case
from tests.threads import alone, at_once

REFUSED = (ValidationError, PermissionDenied)


def done(results):
    return [result for result in results if not isinstance(result, REFUSED)]


def judged():
    case, one = in_state(State.SUBMITTED), moderator()
    clear_rarity(case=case, by=one, now=now())
    return case, one


def test_two_approvals_at_once_by_the_same_person_count_once(own_database):
    case, one = alone(judged)
    results = at_once(lambda _: screen(case=case, by=one, decision="approved", now=now()), range(4))
    assert len(done(results)) == 1
    assert alone(lambda: Case.objects.get(pk=case.pk).state) == State.SUBMITTED
    assert alone(case.screenings.count) == 1


def test_of_many_moderators_at_once_just_two_approve_and_the_case_moves_on_once(own_database):
    case, _ = alone(judged)
    people = alone(lambda: [moderator() for _ in range(5)])
    results = at_once(lambda by: screen(case=case, by=by, decision="approved", now=now()), people)
    assert len(done(results)) == 2
    assert alone(lambda: list(case.passages.filter(state=State.SCREENED).values_list("state", flat=True))) == [
        State.SCREENED
    ]
    assert alone(verify).problem == ""


def test_many_flags_at_once_hide_a_case_once(own_database):
    case = alone(open_case)
    people = alone(lambda: [member() for _ in range(4)])
    results = at_once(lambda by: flag(case=case, by=by, reason="name", now=now()), people)
    assert len(done(results)) >= 1
    assert alone(lambda: Flag.objects.filter(case=case).count()) == len(done(results))
    assert alone(lambda: Case.objects.get(pk=case.pk).quarantined_at) is not None
    assert alone(verify).problem == ""


def test_one_moderator_who_agrees_twice_at_once_shows_nothing(own_database):
    def hide():
        case = open_case(quarantined_at=now())
        return case, moderator()

    case, one = alone(hide)
    results = at_once(lambda _: agree_to_show(case=case, by=one, now=now()), range(4))
    assert done(results) == [False]
    assert alone(Return.objects.count) == 1
    assert alone(lambda: Case.objects.get(pk=case.pk).quarantined_at) is not None
