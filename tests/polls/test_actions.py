import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.db.models import RestrictedError

from accounts.roles import Role
from polls.actions import cast_ballot
from polls.models import Ballot, Option, Poll
from tests.factories.polls import DAY, NOW, BallotFactory, PollFactory
from tests.polls.conftest import reader_of
from tests.threads import alone, at_once


def cast(poll, member, option, now=NOW):
    return cast_ballot(poll_id=poll.pk, option_id=option and option.pk, by=member, now=now)


@pytest.fixture
def poll(db):
    return PollFactory(closes_at=NOW + DAY)


def test_a_vote_is_one_ballot_and_the_same_vote_again_changes_nothing(poll, physician):
    option = poll.options.first()

    assert cast(poll, physician, option) is True
    assert cast(poll, physician, option, now=NOW + DAY / 2) is False
    assert list(Ballot.objects.values_list("option", "cast_at")) == [(option.pk, NOW)]


def test_a_change_of_mind_replaces_the_ballot(poll, physician):
    first, second, *_ = poll.options.all()
    cast(poll, physician, first)

    assert cast(poll, physician, second) is True
    assert cast(poll, physician, None) is True
    assert cast(poll, physician, None) is False
    assert Ballot.objects.get().option is None


def test_a_closed_poll_refuses_with_a_sentence_and_keeps_the_earlier_answer(poll, physician):
    first, second, *_ = poll.options.all()
    cast(poll, physician, first)

    with pytest.raises(PermissionDenied, match=r"closed on 23 November 2026, 12:00 UTC.*one you gave before stands\."):
        cast(poll, physician, second, now=poll.closes_at)
    assert Ballot.objects.get().option == first


def test_a_poll_that_opens_later_does_not_exist_for_members(physician):
    poll = PollFactory(scheduled=True)

    with pytest.raises(Poll.DoesNotExist):
        cast(poll, physician, poll.options.first())


def test_whoever_has_no_vote_is_told_so(poll, editor):
    with pytest.raises(PermissionDenied, match="Only verified physicians"):
        cast(poll, editor, poll.options.first())


def test_a_family_does_not_learn_that_a_poll_for_members_exists(poll):
    with pytest.raises(Poll.DoesNotExist):
        cast(poll, reader_of(Role.FAMILY), poll.options.first())


@pytest.mark.parametrize("option_id", [0, -1, 10**30])
def test_an_answer_that_is_not_offered_is_refused_by_name_of_the_field(poll, physician, option_id):
    with pytest.raises(ValidationError) as refusal:
        cast_ballot(poll_id=poll.pk, option_id=option_id, by=physician, now=NOW)
    assert "option" in refusal.value.message_dict


def test_an_option_of_another_poll_is_refused(poll, physician):
    with pytest.raises(ValidationError):
        cast(poll, physician, PollFactory().options.first())
    assert not Ballot.objects.exists()


def test_not_sure_is_refused_where_it_is_not_offered(physician):
    with pytest.raises(ValidationError):
        cast(PollFactory(offers_not_sure=False), physician, None)


def test_the_database_itself_holds_one_ballot_a_member(poll, physician):
    BallotFactory(poll=poll, member=physician)

    with pytest.raises(IntegrityError):
        BallotFactory(poll=poll, member=physician)


def test_an_option_somebody_chose_cannot_be_deleted_alone_but_with_its_poll(poll, physician):
    option = poll.options.first()
    cast(poll, physician, option)

    with pytest.raises(RestrictedError):
        Option.objects.get(pk=option.pk).delete()
    Poll.objects.get(pk=poll.pk).delete()
    assert not Ballot.objects.exists()


def test_twenty_votes_of_one_member_at_once_make_one_ballot(own_database):
    poll, member, options = alone(lambda: (p := PollFactory(), reader_of(Role.PHYSICIAN), list(p.options.all())))

    changed = at_once(lambda n: cast(poll, member, options[n % 3]), range(20))

    assert alone(Ballot.objects.count) == 1
    assert 1 <= sum(changed) <= 20


def test_the_same_vote_twenty_times_at_once_counts_as_one_change(own_database):
    poll, member, option = alone(lambda: (p := PollFactory(), reader_of(Role.PHYSICIAN), p.options.first()))

    changed = at_once(lambda _: cast(poll, member, option), range(20))

    assert sorted(changed) == [False] * 19 + [True]


def test_twenty_members_at_once_make_twenty_ballots(own_database):
    poll, members = alone(lambda: (PollFactory(), [reader_of(Role.PHYSICIAN) for _ in range(20)]))

    changed = at_once(lambda member: cast(poll, member, None), members)

    assert changed == [True] * 20
    assert alone(Ballot.objects.count) == 20
