from dataclasses import asdict

import pytest

from polls.search_entries import all_entries, poll_entry
from tests.factories.polls import DAY, NOW, BallotFactory, PollFactory

pytestmark = pytest.mark.django_db


def test_an_entry_says_what_is_asked_and_for_whom():
    poll = PollFactory(explanation="Why we ask.")

    entry = poll_entry(poll, NOW)

    assert (entry.kind, entry.key, entry.url) == ("poll", str(poll.pk), f"/polls/{poll.pk}/")
    assert (entry.title, entry.summary, entry.audience) == (poll.question, "Why we ask.", "members")
    assert entry.body == "Cholestanol\nGene panel\nBrain MRI"
    assert entry.card["question"] == poll.question


@pytest.mark.parametrize("traits", [{}, {"closed": True}])
def test_no_ballot_changes_an_entry(physician, traits):
    poll = PollFactory(**traits)
    before = asdict(poll_entry(poll, NOW))

    BallotFactory(poll=poll, member=physician, option=poll.options.first())

    assert asdict(poll_entry(poll, NOW)) == before


def test_a_poll_that_opens_later_has_no_entry():
    poll = PollFactory(scheduled=True)

    assert poll_entry(poll, NOW) is None
    assert poll_entry(poll, NOW + DAY) is not None


@pytest.mark.parametrize("n", [1, 10])
def test_all_entries_cost_three_queries(n, django_assert_num_queries):
    for _ in range(n):
        PollFactory()

    with django_assert_num_queries(3):
        entries = list(all_entries())

    assert len(entries) == n
    assert entries[0].body.startswith("Cholestanol")
