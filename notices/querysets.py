"""What one account hears of. Nobody else reads it."""

from collections import Counter, defaultdict
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, NamedTuple, Self
from uuid import UUID

from django.db.models import Count, F, Max, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from accounts.models import User
from accounts.permissions import Reader
from notices.subjects import Whose, readable

if TYPE_CHECKING:
    from notices.models import Follow, Notice, Pulse  # noqa: F401  named in base classes

SHOWN_MOST = 99  # as a number; what is more is "99+"
SUBJECTS_AT_ONCE = 100
SUBJECTS_MOST = 300  # looked at for one number in a header, however few of them may be read


class Unread(NamedTuple):
    """How many notices are unread, up to 99, and whether there are more."""

    number: int
    is_more: bool

    def __bool__(self) -> bool:
        return self.number > 0

    def __str__(self) -> str:
        return f"{self.number}+" if self.is_more else str(self.number)


NOTHING_UNREAD = Unread(0, False)


class FollowQuerySet(QuerySet["Follow"]):
    def of(self, reader: Reader) -> Self:
        """Return what one account follows; a visitor follows nothing, and costs no query."""
        mine = self.filter(user=reader) if isinstance(reader, User) else self.none()
        return mine.select_related("disease", "sign")

    def about(self, diseases: Collection[int], signs: Collection[int]) -> Self:
        """Return who follows any of these, by their primary keys."""
        return self.filter(Q(disease__in=diseases) | Q(sign__in=signs))


class NoticeQuerySet(QuerySet["Notice"]):
    def about(self, subject: tuple[str, UUID]) -> Self:
        return self.filter(subject_kind=subject[0], subject=subject[1])

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def readable_by(self, reader: Reader) -> Self:
        """Return the notices of one account, without those whose subject it may not read any more."""
        if not isinstance(reader, User):
            return self.none()
        mine = self.filter(user=reader)
        about = mine.order_by().values_list("user_id", "subject_kind", "subject").distinct()
        named = {Whose(*row) for row in about}
        closed: defaultdict[str, list[UUID | None]] = defaultdict(list)
        for one in named - readable(named):
            closed[one.kind].append(one.subject)
        for kind, subjects in closed.items():
            mine = mine.exclude(subject_kind=kind, subject__in=subjects)
        return mine

    def unread_counts(self, users: Collection[int]) -> dict[int, "Unread"]:
        """Count for accounts what is unread and may be read, of each up to 99.

        Looks at the newest subjects of each, and at older ones, within bounds, only where too little of them may be read.
        """
        counts, asking = Counter[int](), set(users)
        for first in range(0, SUBJECTS_MOST, SUBJECTS_AT_ONCE):
            if not asking:
                break
            rows = list(self._newest_subjects(asking, first))
            numbers = {Whose(*row[:3]): row[3] for row in rows}
            for one in readable(numbers):
                counts[one.user_id] += numbers[one]
            whole = Counter(one.user_id for one in numbers)
            asking = {user for user in asking if whole[user] == SUBJECTS_AT_ONCE and counts[user] <= SHOWN_MOST}
        return {user: Unread(min(counts[user], SHOWN_MOST), counts[user] > SHOWN_MOST) for user in users}

    def _newest_subjects(self, users: Collection[int], first: int) -> QuerySet[Any, Any]:
        """Return rows of account, subject and number of unread notices: of each account the subjects after the `first`."""
        rows = self.unread().filter(user__in=users).order_by()
        grouped = rows.values("user_id", "subject_kind", "subject").annotate(n=Count("pk"), newest=Max("pk"))
        place = Window(RowNumber(), partition_by=F("user_id"), order_by=F("newest").desc())
        part = grouped.annotate(place=place).filter(place__gt=first, place__lte=first + SUBJECTS_AT_ONCE)
        return part.values_list("user_id", "subject_kind", "subject", "n")

    def unread_count(self, reader: Reader) -> "Unread":
        """Count for one reader, in the header of every page; a visitor costs no query."""
        return self.unread_counts([reader.pk])[reader.pk] if isinstance(reader, User) else NOTHING_UNREAD

    def to_mail(self) -> Self:
        return self.filter(read_at=None, mailed_at=None, user__is_active=True)


class PulseQuerySet(QuerySet["Pulse"]):
    def since(self, newest: int, missing: Collection[int], most: int) -> Self:
        """Return, the oldest first, what came after `newest`, and what of `missing` has become visible meanwhile."""
        return self.filter(Q(pk__gt=newest) | Q(pk__in=missing)).order_by("pk")[:most]
