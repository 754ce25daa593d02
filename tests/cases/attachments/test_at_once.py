"""Two people at the same moment, in real threads."""

from django.utils import timezone

from cases.attachments.actions.adding import PAGES_MOST, add_file
from cases.attachments.actions.looking import look
from cases.models import Attachment
from cases.states import State
from tests.factories.attachments import picture_of
from tests.factories.cases import CaseFactory, in_state, moderator
from tests.factories.pictures import jpeg
from tests.threads import alone, at_once


def test_one_person_in_two_windows_is_one_person(own_database):
    attachment, one = alone(lambda: (picture_of(in_state(State.SUBMITTED)), moderator()))
    told = at_once(lambda _: look(attachment=attachment, by=one, verdict="show", now=timezone.now()).looks, range(6))
    assert told.count("waiting") == 1
    assert alone(lambda: Attachment.objects.get().looks) == "waiting"


def test_two_people_at_once_clear_a_picture_once(own_database):
    attachment, people = alone(lambda: (picture_of(in_state(State.SUBMITTED)), [moderator(), moderator()]))
    told = at_once(lambda by: look(attachment=attachment, by=by, verdict="show", now=timezone.now()).looks, people)
    assert sorted(told) == ["cleared", "waiting"]


def test_many_files_at_once_stay_within_the_bound(own_database):
    def full():
        case = CaseFactory()
        for _ in range(PAGES_MOST - 2):
            picture_of(case)
        return case

    case = alone(full)
    told = at_once(lambda _: add_file(case=case, file=jpeg(), by=case.owner, now=timezone.now()), range(6))
    assert sum(isinstance(one, list) for one in told) == 2
    assert alone(Attachment.objects.count) == PAGES_MOST
