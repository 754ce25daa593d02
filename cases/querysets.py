"""Which cases somebody may know of. The audience is an argument of every read; there is no unfiltered list."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.permissions import Reader, has_permission
from accounts.roles import Permission
from cases.states import HELD, VISIBLE, State

if TYPE_CHECKING:
    from cases.models import Case, Outcome, Reply, Synthesis  # noqa: F401  named in base classes

NOBODY = Q(pk__in=())
HANDED_OVER_AFTER = timedelta(days=14)  # without a receipt
# Where the treating physician has the advice, so that its plain summary is for the family to read.
SUMMED_UP = frozenset({State.RELAYED, State.OUTCOME_REPORTED, State.CLOSED})


class CaseQuerySet(QuerySet["Case"]):
    def known_to(self, reader: Reader) -> Self:
        """Return the cases of which `reader` may know where they stand: those with a part in it, in every state."""
        if not isinstance(reader, User) or not reader.is_active:
            return self.none()
        return self.filter(self.part_of(reader) | self.open_to(reader) | self.missed_by(reader))

    def readable_by(self, reader: Reader) -> Self:
        """Return the cases whose text `reader` may read. What is hidden for now or withdrawn, nobody reads in full."""
        if not isinstance(reader, User) or not reader.is_active:
            return self.none()
        shown = Q(quarantined_at=None) & ~Q(state=State.WITHDRAWN)
        return self.filter((self.part_of(reader) & shown) | self.open_to(reader) | self.watched_by(reader))

    def on_a_page_of(self, reader: Reader) -> Self:
        """Return what `reader` knows of or reads, and of what is hidden only that in which they have a part.

        The same as `known_to(reader) | readable_by(reader).filter(quarantined_at=None)`, in one short condition.
        """
        if not isinstance(reader, User) or not reader.is_active:
            return self.none()
        watched = self.watched_by(reader) & Q(quarantined_at=None)
        return self.filter(self.part_of(reader) | self.open_to(reader) | self.missed_by(reader) | watched)

    def owned_by(self, reader: Reader) -> Self:
        """Return the cases that `reader` acts for: their own, and those that an organisation of theirs brought."""
        return self.filter(owned(reader))

    def open_to(self, reader: Reader) -> Q:
        """What every verified physician reads."""
        if not has_permission(reader, Permission.READ_CASES):
            return NOBODY
        return open_to_members()

    def missed_by(self, reader: User) -> Q:
        """Of a withdrawn case, who follows it learns that it was withdrawn."""
        if not has_permission(reader, Permission.READ_CASES):
            return NOBODY
        followed = self.model.objects.filter(state=State.WITHDRAWN, follows__reader=reader)
        return Q(pk__in=followed.values("pk"))

    def part_of(self, reader: User) -> Q:
        """Whose case it is, who screens it for the organisation, and who looks after it."""
        found = owned(reader)
        if has_permission(reader, Permission.SCREEN_FOR_ORGANISATION):
            found |= Q(organisation__in=organisations_of(reader)) & ~Q(state=State.DRAFT)
        if has_permission(reader, Permission.ANSWER_CASES):
            found |= Q(liaison=reader, state__in=HELD | {State.CLOSED})
        return found

    def watched_by(self, reader: Reader) -> Q:
        """What moderators read: cases to be screened, hidden ones, and those in which something was flagged."""
        if not has_permission(reader, Permission.MODERATE):
            return NOBODY
        flagged = self.model.objects.filter(flags__answer="waiting")
        scope = Q(state=State.SUBMITTED) | Q(quarantined_at__isnull=False) | Q(pk__in=flagged.values("pk"))
        return scope & ~Q(state=State.WITHDRAWN) & ~owned(reader) & ~Q(owner=reader.pk)

    def open_to_members(self) -> Self:
        return self.filter(open_to_members())

    def to_screen_by(self, reader: Reader) -> Self:
        """Return the cases that wait for a screener and that `reader` may screen: neither one's own, nor decided before."""
        waiting = self.filter(state=State.SUBMITTED, quarantined_at=None)
        if has_permission(reader, Permission.MODERATE):
            return waiting.exclude(owned(reader)).exclude(owner_id=reader.pk)
        if has_permission(reader, Permission.SCREEN_FOR_ORGANISATION) and isinstance(reader, User):
            return waiting.filter(organisation__in=organisations_of(reader)).exclude(owner_id=reader.pk)
        return self.none()


class ReplyQuerySet(QuerySet["Reply"]):
    def shown(self) -> Self:
        """Return what every reader of the case sees, once the reader may see any reply."""
        return self.filter(is_draft=False, held_at=None, hidden_at=None)

    def kept_for(self, reader: Reader) -> Self:
        """Return the replies that only a moderator lets through, held or hidden: those that `reader` decides about."""
        if not has_permission(reader, Permission.MODERATE):
            return self.none()
        kept = Q(held_at__isnull=False) | Q(hidden_at__isnull=False)
        replies = self.filter(kept, is_draft=False).exclude(case__state=State.WITHDRAWN)
        return replies.exclude(author=reader.pk).exclude(case__owner=reader.pk)


def summary_for_owner(case: "Case") -> str | None:
    """Return the plain summary for the family: once the treating physician has the advice, or staff handed it over.

    There is none while the case is hidden for now.
    """
    if case.quarantined_at:
        return None
    ready = case.syntheses.filter(is_ready=True)
    if case.state not in SUMMED_UP:
        ready = ready.filter(released_at__isnull=False)
    return ready.order_by("-number").values_list("plain_summary", flat=True).first() or None


def summary_to_hand_over(case: "Case", reader: Reader, now: datetime) -> "Synthesis | None":
    """Return the advice whose summary `reader`, staff of the organisation, may hand over: no receipt for a fortnight."""
    if case.state != State.ADVICE_READY or case.quarantined_at or now - case.state_since < HANDED_OVER_AFTER:
        return None
    if not has_permission(reader, Permission.SCREEN_FOR_ORGANISATION):
        return None
    if not type(case).objects.known_to(reader).filter(pk=case.pk).exists():
        return None
    return case.syntheses.filter(is_ready=True, family_may_read=True, released_at=None).first()


def newest_outcome(case: "Case") -> "Outcome | None":
    """Return what is known of how a case ended, for whoever reads it: nothing before, while hidden, and once open again."""
    if case.quarantined_at or case.state not in (State.OUTCOME_REPORTED, State.CLOSED):
        return None
    return case.outcomes.select_related("disease").first()


def has_consent(case: "Case", layer: str) -> bool:
    return case.consents.filter(layer=layer, ended_at=None).exists()


def open_to_members() -> Q:
    return Q(state__in=VISIBLE, quarantined_at=None)


def owned(reader: Reader) -> Q:
    """Whose case it is. One that an organisation brought is its staff's: of these the owner is one, or has left."""
    if not isinstance(reader, User):
        return NOBODY
    own = Q(owner=reader) & ~Q(origin="organisation")
    if has_permission(reader, Permission.SCREEN_FOR_ORGANISATION):
        own |= Q(origin="organisation", organisation__in=organisations_of(reader))
    return own


def organisations_of(reader: User) -> QuerySet:
    return reader.case_organisations.values("pk")
