"""Polls of the demonstration, with ballots of demonstration members cast through the same action as everybody's."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from accounts.models import User
from content.demo.actions import Edited, Outcome, put_snippet
from content.demo.data import Record
from content.demo.known import Known
from content.demo.values import wanted_values
from polls.actions import cast_ballot
from polls.models import Option, Poll


def put_poll(record: Record, *, known: Known, members: Sequence[User], edited: Edited) -> tuple[Poll, Outcome]:
    """Bring a poll in line with its record. Options and ballots are made with the poll and never touched again."""
    fields = {name: value for name, value in record.items() if name not in ("key", "question", "options", "ballots")}
    values = wanted_values(Poll, fields | {"is_demonstration": True}, known)
    snippet, outcome = put_snippet(Poll, key={"question": record["question"]}, values=values, edited=edited)
    poll = Poll.objects.get(pk=snippet.pk)
    if outcome == Outcome.CREATED:
        texts = enumerate(record["options"])
        options = [Option.objects.create(poll=poll, text=text, sort_order=place) for place, text in texts]
        vote(poll, options, record["ballots"], members)
        poll.save()  # once more, so that search learns of the options
    return poll, outcome


def vote(poll: Poll, options: Sequence[Option], numbers: Sequence[int], members: Sequence[User]) -> None:
    """Cast one ballot an hour from the day after the opening on."""
    for hour, (member, option) in enumerate(zip(members, choices(options, numbers), strict=False)):
        when = poll.opens_at + timedelta(days=1, hours=hour)
        cast_ballot(poll_id=poll.pk, option_id=option.pk if option else None, by=member, now=when)


def choices(options: Sequence[Option], numbers: Sequence[int]) -> Iterator[Option | None]:
    """Yield each option as often as its number says, and None for "not sure" as often as the last."""
    for option, number in zip([*options, None], numbers, strict=False):
        yield from [option] * number
