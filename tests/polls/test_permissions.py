from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from accounts.permissions import has_permission
from accounts.roles import Permission, Role
from common.audience import CONTENT_VALUES, Audience
from polls.models import Poll
from polls.permissions import check_read_poll, check_vote, may_see_results
from tests.factories.polls import NOW, PollFactory
from tests.polls.conftest import reader_of

ROLES = [None, *Role]
STATES = ["scheduled", "open", "closed"]
MEMBERS = {Role.PHYSICIAN, Role.AUTHOR}
EDITORS = {Role.EDITOR}
INSIDERS = MEMBERS | EDITORS | {Role.MODERATOR, Role.ADMINISTRATOR}


def poll_in(state, audience):
    return PollFactory(audience=audience, **({} if state == "open" else {state: True}))


def says_yes(check, *args):
    try:
        check(*args)
    except PermissionDenied as refusal:
        assert str(refusal).endswith("."), "a refusal is a sentence"
        return False
    return True


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("audience", CONTENT_VALUES)
def test_checks_and_querysets_agree_on_every_cell(role, state, audience):
    reader, poll = reader_of(role), poll_in(state, audience)
    rows = Poll.objects.filter(pk=poll.pk).readable_by(reader, NOW)
    expected = (audience == Audience.PUBLIC or role in INSIDERS) and (state != "scheduled" or role in EDITORS)

    assert rows.exists() == says_yes(check_read_poll, reader, poll, NOW) == expected
    votable = rows.open(NOW).exists() and has_permission(reader, Permission.VOTE)
    assert votable == says_yes(check_vote, reader, poll, NOW) == (role in MEMBERS and state == "open")


@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES)
def test_a_state_and_its_queryset_agree(state):
    poll = poll_in(state, Audience.PUBLIC)

    assert poll.state(NOW) == state
    for name in STATES:
        assert getattr(Poll.objects.all(), name)(NOW).exists() == (name == state)


@pytest.mark.django_db
def test_a_poll_opens_and_closes_to_the_second():
    poll = PollFactory(opens_at=NOW, closes_at=NOW + timedelta(hours=1))
    second = timedelta(seconds=1)

    states = [poll.state(moment) for moment in (NOW - second, NOW, poll.closes_at - second, poll.closes_at)]

    assert states == ["scheduled", "open", "open", "closed"]


@pytest.mark.django_db
@pytest.mark.parametrize(("voted", "state", "expected"), [
    (False, "open", False), (True, "open", True), (False, "closed", True), (True, "closed", True),
])  # fmt: skip
def test_results_are_for_those_who_voted_and_after_the_end_for_all(voted, state, expected):
    assert may_see_results(poll_in(state, Audience.PUBLIC), NOW, voted=voted) is expected


@pytest.mark.django_db
def test_a_member_who_is_switched_off_neither_reads_nor_votes():
    reader, poll = reader_of(Role.PHYSICIAN), PollFactory()
    reader.is_active = False

    assert not says_yes(check_read_poll, reader, poll, NOW)
    assert not says_yes(check_vote, reader, poll, NOW)
    assert not Poll.objects.readable_by(reader, NOW).exists()
