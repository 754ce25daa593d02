"""What is read from the tables of polls. Counts of ballots come from `tallied` and `with_answers_once_closed` only."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from accounts.models import User
from accounts.permissions import Reader, audiences_of
from polls.permissions import may_prepare_polls

if TYPE_CHECKING:
    from polls.models import Ballot, Option, Poll  # noqa: F401  named in a base class


class PollQuerySet(QuerySet["Poll"]):
    def visible_to(self, audiences: Iterable[str], now: datetime) -> Self:
        """Return what readers of `audiences` may know of; a poll that opens later does not exist for them yet."""
        return self.filter(audience__in=audiences, opens_at__lte=now)

    def readable_by(self, reader: Reader, now: datetime) -> Self:
        """Return the polls of which `check_read_poll` says yes: editors also see those that open later."""
        if may_prepare_polls(reader):
            return self.filter(audience__in=audiences_of(reader))
        return self.visible_to(audiences_of(reader), now)

    def scheduled(self, now: datetime) -> Self:
        return self.filter(opens_at__gt=now)

    def open(self, now: datetime) -> Self:
        return self.filter(Q(closes_at=None) | Q(closes_at__gt=now), opens_at__lte=now)

    def closed(self, now: datetime) -> Self:
        return self.filter(closes_at__lte=now)

    def open_first(self, now: datetime) -> Self:
        """Order for people: what waits for an answer, what opens later, the past; in each the newest first."""
        rank = Case(When(closes_at__lte=now, then=2), When(opens_at__gt=now, then=1), default=0)
        return self.order_by(rank, "-opens_at", "-pk")

    def marked_for(self, reader: Reader, ballots: "BallotQuerySet") -> Self:
        """Add `is_answered`: whether `reader` voted. A reader's own ballot is no secret to the reader."""
        return self.annotate(is_answered=Exists(ballots.by(reader).filter(poll=OuterRef("pk"))))

    def with_answers_once_closed(self, now: datetime) -> Self:
        """Add `answers`: the number of ballots of a closed poll, None before that, also for editors."""
        counted = Count("ballots", filter=Q(closes_at__lte=now))
        return self.annotate(answers=Case(When(closes_at__lte=now, then=counted), output_field=IntegerField()))

    def after(self, poll: "Poll") -> Self:
        """Return what follows `poll` in the list from the newest to the oldest."""
        earlier = Q(opens_at__lt=poll.opens_at) | Q(opens_at=poll.opens_at, pk__lt=poll.pk)
        return self.filter(earlier).order_by("-opens_at", "-pk")


class OptionQuerySet(QuerySet["Option"]):
    def tallied(self, ballots: "BallotQuerySet") -> Self:
        """Add `votes` of each option and, on each row alike, `not_sure`: the poll's ballots without an option.

        Both are subqueries: a join would count the "not sure" anew for every single ballot.
        """
        chosen = ballots.filter(option=OuterRef("pk")).counted_by("option")
        unsure = ballots.filter(poll=OuterRef("poll"), option=None).counted_by("poll")
        return self.annotate(votes=Coalesce(Subquery(chosen), 0), not_sure=Coalesce(Subquery(unsure), 0))


class BallotQuerySet(QuerySet["Ballot"]):
    def by(self, reader: Reader) -> Self:
        return self.filter(member=reader) if isinstance(reader, User) else self.none()

    def counted_by(self, name: str) -> QuerySet["Ballot", int]:
        return self.order_by().values(name).annotate(n=Count("pk")).values_list("n", flat=True)

    def of(self, poll: "Poll", reader: Reader) -> "Ballot | None":
        """Return the reader's own ballot; a visitor has none and costs no query."""
        return self.by(reader).filter(poll=poll).first()
