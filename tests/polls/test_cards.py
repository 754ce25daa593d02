import pytest
from django.contrib.auth.models import AnonymousUser

from polls.cards import card_of, in_order_of
from polls.models import Option
from tests.factories.polls import DAY, NOW, BallotFactory, PollFactory
from tests.polls.conftest import reader_of

pytestmark = pytest.mark.django_db


def answered(poll, *texts):
    """Let one more physician answer for each text; None is "not sure"."""
    for text in texts:
        option = poll.options.get(text=text) if text else None
        BallotFactory(poll=poll, member=reader_of("physician"), option=option)


def test_before_voting_there_are_no_results_and_no_counts(physician):
    poll = PollFactory()
    answered(poll, "Brain MRI", "Brain MRI", None)

    card = card_of(poll, physician, NOW)

    assert card.results is None
    assert card.may_vote
    assert not any(hasattr(option, "votes") or hasattr(option, "not_sure") for option in card.options)


def test_after_voting_the_counts_are_right(physician):
    other, poll, another = PollFactory(), PollFactory(), PollFactory()
    answered(poll, "Brain MRI", "Brain MRI", "Cholestanol", None)
    answered(other, "Brain MRI", None, None, None)
    answered(another, None)
    BallotFactory(poll=poll, member=physician, option=None)

    results = card_of(poll, physician, NOW).results

    assert results.answers == 5
    assert [(row.text, row.votes) for row in results.rows] == [
        ("Brain MRI", 2), ("Cholestanol", 1), ("Gene panel", 0), ("Not sure", 2),
    ]  # fmt: skip


def test_after_closing_a_visitor_sees_the_results_of_a_public_poll():
    poll = PollFactory(closed=True, public=True)
    answered(poll, "Brain MRI")

    card = card_of(poll, AnonymousUser(), NOW)

    assert card.results.answers == 1
    assert not card.may_vote


def test_an_editor_does_not_see_results_before_the_end(editor):
    poll = PollFactory(closes_at=NOW + DAY)
    answered(poll, "Brain MRI")

    assert card_of(poll, editor, NOW).results is None


@pytest.mark.parametrize("has_voted", [False, True])
def test_a_card_costs_two_queries(physician, has_voted, django_assert_num_queries):
    poll = PollFactory()
    answered(poll, *["Brain MRI", None] * 5)
    if has_voted:
        BallotFactory(poll=poll, member=physician, option=poll.options.first())

    with django_assert_num_queries(2):
        card_of(poll, physician, NOW)


def test_a_card_for_a_visitor_costs_one_query(django_assert_num_queries):
    poll = PollFactory(public=True)

    with django_assert_num_queries(1):
        card_of(poll, AnonymousUser(), NOW)


def test_the_order_is_the_readers_own_and_stays(physician):
    poll = PollFactory(options=[f"Answer {n}" for n in range(12)])
    options = list(Option.objects.filter(poll=poll))
    mine = in_order_of(physician, options)

    assert in_order_of(physician, reversed(options)) == mine
    assert in_order_of(reader_of("physician"), options) != mine
    assert {option.pk for option in mine} == {option.pk for option in options}
