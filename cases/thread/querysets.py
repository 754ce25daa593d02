"""What is read of the forum: the list, a case, its thread. Each starts from `Case.objects.readable_by` or `known_to`."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Reader, has_permission
from accounts.roles import Permission
from cases.models import AnsweringBan, Case, CaseFollow, Helpful, Reply, ReplyVersion, Synthesis
from cases.permissions import is_liaison
from cases.relay.querysets import syntheses_for
from cases.states import State
from cases.thread.fitting import areas, fits, names_one_of
from cases.thread.permissions import has_thread, may_see_thread, replies_visible_to
from cases.thread.sight import Sight, replies_of


class Phase(StrEnum):
    """What a reader chooses from."""

    OPEN = "open"
    ADVICE = "advice"
    DONE = "done"


STATES: dict[str, frozenset[State]] = {
    Phase.OPEN: frozenset({State.OPEN}),
    Phase.ADVICE: frozenset({State.ADVICE_READY}),
    Phase.DONE: frozenset({State.RELAYED, State.OUTCOME_REPORTED, State.CLOSED}),
}


class Filters(NamedTuple):
    """How a reader narrows the list of cases."""

    state: Phase = Phase.OPEN
    speciality: str = ""
    unanswered: bool = False
    followed: bool = False
    mine: bool = False  # as liaison


def listed(reader: Reader, filters: Filters) -> QuerySet[Case]:
    """Return the cases of the list, in no order yet: what every member may read, and never more."""
    if not isinstance(reader, User) or not has_permission(reader, Permission.READ_CASES):
        return Case.objects.none()
    cases = Case.objects.open_to_members().filter(state__in=STATES[filters.state]).annotate(areas=areas())
    if filters.speciality:
        cases = cases.filter(names_one_of((filters.speciality,)))
    if filters.unanswered:
        cases = cases.filter(first_reply_at=None)
    if filters.followed:
        cases = cases.filter(follows__reader=reader)
    return cases.filter(liaison=reader) if filters.mine else cases


def in_order_for(cases: QuerySet[Case], speciality: str) -> QuerySet[Case]:
    """Order: what fits the reader's field, in it what nobody answered, in it the newest. Adds `is_fit` and `reply_count`."""
    ordered = cases.annotate(
        is_fit=fits(speciality),
        is_answered=Q(first_reply_at__isnull=False),
        reply_count=Coalesce(Subquery(replies_of(OuterRef("pk"))), 0, output_field=IntegerField()),
    )
    return ordered.select_related("liaison").order_by("-is_fit", "is_answered", "-opened_at", "pk")


class Place(NamedTuple):
    """Where a part of the list ended."""

    is_fit: bool
    is_answered: bool
    opened_at: datetime
    pk: UUID


def after(cases: QuerySet[Case], place: Place) -> QuerySet[Case]:
    """Return what follows a place in the order of `in_order_for`."""
    later = Q(opened_at__lt=place.opened_at) | Q(opened_at=place.opened_at, pk__gt=place.pk)
    beyond = Q(is_fit=place.is_fit, is_answered=place.is_answered) & later
    if not place.is_answered:
        beyond |= Q(is_fit=place.is_fit, is_answered=True)
    return cases.filter(beyond | Q(is_fit=False) if place.is_fit else beyond)


def on_page(reader: Reader, case_id: UUID) -> Case:
    """Return a case that `reader` reads or has a part in, with `is_followed` and `banned_until`; raises DoesNotExist."""
    if not isinstance(reader, User):
        raise Case.DoesNotExist
    followed = CaseFollow.objects.filter(case=case_id, reader=reader)
    bans = AnsweringBan.objects.filter(user=reader, until__gt=timezone.now()).order_by("-until").values("until")
    found = Case.objects.on_a_page_of(reader).annotate(is_followed=Exists(followed), banned_until=Subquery(bans[:1]))
    return found.get(pk=case_id)


def readable(reader: Reader, case_id: UUID) -> Case:
    """Return a case whose thread `reader` may see; raises DoesNotExist, all alike. The API and every button start here."""
    case = on_page(reader, case_id)
    if not (isinstance(reader, User) and may_see_thread(reader) and has_thread(case, reader)) or case.quarantined_at:
        raise Case.DoesNotExist
    return case


def thread_of(case: Case, reader: User, sight: Sight) -> QuerySet[Reply]:
    """Return the replies that `reader` sees, with `is_marked`: whether the reader found it helpful."""
    marked = Helpful.objects.filter(reply=OuterRef("pk"), reader=reader)
    replies = Reply.objects.filter(replies_visible_to(case, reader, sight)).annotate(is_marked=Exists(marked))
    return replies.select_related("disease")


def reply_in(case: Case, reader: User, sight: Sight, reply_id: UUID) -> Reply:
    """Raises DoesNotExist for what is not there, hidden, held, a draft, or not to be seen yet."""
    return thread_of(case, reader, sight).select_related("case", "disease").get(pk=reply_id)


def new_since(case: Case, reader: User, since: datetime) -> int:
    """Return how many replies of others are shown that came after a moment."""
    return Reply.objects.shown().filter(case=case, made_at__gt=since).exclude(author=reader).count()


def draft_of(case: Case, reader: User) -> Reply | None:
    return Reply.objects.filter(case=case, author=reader, is_draft=True).select_related("disease").first()


def newest_synthesis(case: Case, reader: User) -> Synthesis | None:
    """Return the newest advice that is ready, else to its liaison the newest draft; callers ask `sight_of` first."""
    return syntheses_for(case, is_liaison=is_liaison(case, reader)).order_by("-is_ready", "-number").first()


def newest_versions(reply_ids: Collection[UUID], most: int) -> QuerySet[Any]:
    """Return of each reply what it said before, the newest first, with the number `in_all`."""
    newest = Window(RowNumber(), partition_by=F("reply"), order_by=[F("until").desc(), F("pk").desc()])
    in_all = Window(Count("pk"), partition_by=F("reply"))
    versions = ReplyVersion.objects.filter(reply__in=reply_ids).annotate(place=newest, in_all=in_all)
    return versions.filter(place__lte=most).order_by("place")
