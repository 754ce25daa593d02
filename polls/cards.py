"""One poll as one reader may see it now: the same for page, block and API, so that the rule on results stands once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from accounts.models import User
from accounts.permissions import Reader
from polls.models import Ballot, Option, Poll, State
from polls.permissions import may_see_results, may_vote
from polls.results import NOT_SURE, Count, Results, results_of


@dataclass(frozen=True, slots=True)
class Card:
    """`results` is None, not hidden, until `reader` may see them. `options` stand in the reader's own order."""

    poll: Poll
    state: State
    options: Sequence[Option]
    ballot: Ballot | None
    may_vote: bool
    results: Results | None


def card_of(poll: Poll, reader: Reader, now: datetime) -> Card:
    """Return the card of a poll that `reader` may read, in two queries; votes are counted only if they may be shown."""
    ballot = Ballot.objects.of(poll, reader)
    is_shown = may_see_results(poll, now, voted=ballot is not None)
    options = Option.objects.filter(poll=poll)
    rows = list(options.tallied(Ballot.objects.all()) if is_shown else options)
    return Card(
        poll=poll,
        state=poll.state(now),
        options=in_order_of(reader, rows),
        ballot=ballot,
        may_vote=may_vote(reader, poll, now),
        results=results_of(counts_of(poll, rows)) if is_shown else None,
    )


def in_order_of(reader: Reader, options: Iterable[Option]) -> list[Option]:
    """Shuffle once for each reader and poll, so that no answer profits from its place and the list never jumps."""
    who = reader.pk if isinstance(reader, User) else 0
    return sorted(options, key=lambda option: sha256(f"{option.poll_id}:{who}:{option.pk}".encode()).digest())


def counts_of(poll: Poll, tallied: Sequence[Option]) -> list[Count]:
    """Turn the rows of `OptionQuerySet.tallied` into counts, with a row for "not sure" where the poll offers it."""
    counts = [Count(option.pk, option.text, option.votes) for option in tallied]
    unsure = tallied[0].not_sure if tallied else 0
    return [*counts, Count(None, NOT_SURE, unsure)] if poll.offers_not_sure or unsure else counts
