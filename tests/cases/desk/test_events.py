"""What happened to a case, for those who have a part in it: words and roles, no names; no single replies for families."""

import pytest
from django.core.cache import cache

from accounts.roles import Role
from cases.actions.watching import note_reading
from cases.desk.actions.flagging import Measure, answer_flag, flag
from cases.desk.actions.returning import agree_to_show
from cases.desk.actions.screening import screen
from cases.desk.events import FOR_LIAISON, WORDS, events_of, told
from cases.models import Case
from cases.states import State
from tests.cases.desk.people import approve, now, with_organisation
from tests.factories.accounts import UserFactory
from tests.factories.cases import family, member, moderator, open_case, reply_to, staff_of

pytestmark = pytest.mark.django_db
API = "/api/hub/v1"


@pytest.fixture(autouse=True)
def nothing_spent():
    cache.clear()


def lines(case, reader):
    case = Case.objects.select_related("owner").get(pk=case.pk)
    return [(one.text, one.who) for one in (told(event, case, reader) for event in events_of(case, reader))]


def test_each_step_is_told_in_words_and_by_role():
    case, staff, one = with_organisation()
    note_reading(case=case, by=one)
    approve(case, staff)
    screen(case=case, by=one, decision="returned", reason="unclear", now=now())
    assert lines(case, case.owner) == [
        ("Somebody who screens or moderates opened the case", "a moderator"),
        ("Somebody checked that age, country and signs do not show who the patient is", "staff of the organisation"),
        ("The organisation approved the case", "staff of the organisation"),
        ("The hub returned the case with a reason", "a moderator"),
        ("The case moved on: returned to be changed", "a moderator"),
    ]
    assert ("The organisation approved the case", "you") in lines(case, staff)


def test_the_family_reads_nothing_of_single_replies_and_the_liaison_does():
    case = open_case()
    made = flag(case=case, by=member(), reason="name", now=now(), reply=reply_to(case))
    answer_flag(flag=made, by=moderator(), measure=Measure.HIDE_REPLY, now=now())
    for _ in range(2):
        agree_to_show(case=case, by=moderator(), now=now())
    family_reads = [text for text, _ in lines(case, case.owner)]
    assert family_reads == ["Something was reported", "The case was hidden for now", "The case was shown again"]
    assert "A reply was hidden" in [text for text, _ in lines(case, case.liaison)]
    assert ("Something was reported", "a physician") in lines(case, case.owner)


def test_no_action_has_two_wordings():
    assert not WORDS.keys() & FOR_LIAISON.keys()


@pytest.mark.parametrize("who", ["owner", "liaison", "staff"])
def test_those_with_a_part_read_them_by_page_and_api(client, who):
    case, staff, one = with_organisation()
    note_reading(case=case, by=one)
    liaison = member()
    Case.objects.filter(pk=case.pk).update(state=State.OPEN, liaison=liaison, quarantined_at=now())
    client.force_login({"owner": case.owner, "liaison": liaison, "staff": staff}[who])
    answer = client.get(f"/cases/{case.pk}/events/")
    assert "Somebody who screens or moderates opened the case" in answer.content.decode()
    assert one.display_name not in answer.content.decode()
    assert str(one.reference) not in answer.content.decode()
    [item] = client.get(f"{API}/cases/{case.pk}/events").json()["items"]
    assert item["who"] == "a moderator"


@pytest.mark.parametrize(
    "who",
    [family, member, moderator, lambda: UserFactory(administrator=True), lambda: UserFactory(role=Role.ORGANISATION)],
)
def test_nobody_else_reads_them_not_even_a_physician_who_reads_the_case(client, who):
    case = open_case()
    client.force_login(who())
    assert client.get(f"/cases/{case.pk}/events/").status_code == 404
    assert client.get(f"{API}/cases/{case.pk}/events").status_code == 404


def test_events_of_another_case_are_not_among_them():
    case, other = open_case(), open_case()
    note_reading(case=other, by=moderator())
    assert lines(case, case.owner) == []


def test_physicians_reading_as_members_are_not_written_down_and_staff_is():
    case, staff, _ = with_organisation()
    assert not note_reading(case=case, by=member())
    assert not note_reading(case=case, by=case.owner)
    assert note_reading(case=case, by=staff)
    assert note_reading(case=case, by=staff_of(case.organisation))
