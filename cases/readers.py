"""Which of many accounts may know of which of many cases: the twin of `known_to` and `readable_by`, for notices and streams."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from itertools import product
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from accounts.permissions import has_permission
from accounts.roles import Permission, Role
from cases.models import AnsweringBan, Case, CaseFollow, Offer, Reply
from cases.states import State

Pairs = set[tuple[int, UUID]]
# Whose right to a case hangs on more than being its owner or its liaison.
BY_ROLE = (Permission.MODERATE, Permission.SCREEN_FOR_ORGANISATION)


def may_know(user_ids: Collection[int], case_ids: Collection[UUID]) -> Pairs:
    """Return the pairs of account and case in which the account may know of the case.

    Physicians with open cases, and with withdrawn ones that they follow, take three queries, however many; only those with
    a part in a case are asked for one by one.
    """
    users = list(User.objects.filter(pk__in=user_ids, is_active=True))
    opened = Case.objects.filter(pk__in=case_ids).open_to_members().values_list("pk", flat=True)
    physicians = [user.pk for user in users if has_permission(user, Permission.READ_CASES)]
    found = set(product(physicians, opened)) | missed(physicians, case_ids)
    parts = parts_of([user.pk for user in users], case_ids)
    for user in users:
        asked = case_ids if any(has_permission(user, right) for right in BY_ROLE) else parts[user.pk]
        found |= {(user.pk, key) for key in known(user, [key for key in asked if (user.pk, key) not in found])}
    return found


def parts_of(user_ids: Collection[int], case_ids: Collection[UUID]) -> Mapping[int, set[UUID]]:
    """Return which of these cases each of these accounts brought or looks after."""
    found: defaultdict[int, set[UUID]] = defaultdict(set)
    theirs = Q(owner__in=user_ids) | Q(liaison__in=user_ids)
    for key, *people in Case.objects.filter(theirs, pk__in=case_ids).values_list("pk", "owner_id", "liaison_id"):
        for person in people:
            found[person].add(key)
    return found


def missed(physicians: Collection[int], case_ids: Collection[UUID]) -> Pairs:
    """Return who of these follows which of these cases that was withdrawn."""
    follows = CaseFollow.objects.filter(case__in=case_ids, case__state=State.WITHDRAWN, reader__in=physicians)
    return set(follows.values_list("reader_id", "case_id"))


def known(user: User, case_ids: Collection[UUID]) -> set[UUID]:
    if not case_ids:
        return set()
    cases = Case.objects.filter(pk__in=case_ids)
    return {
        key for rows in (cases.known_to(user), cases.readable_by(user)) for key in rows.values_list("pk", flat=True)
    }


def may_coordinate(user_ids: Collection[int], case_ids: Collection[UUID]) -> Pairs:
    """Return who may help which case on: every moderator, whatever they may read of it, until it is withdrawn."""
    users = User.objects.filter(pk__in=user_ids, is_active=True)
    helpers = [user.pk for user in users if has_permission(user, Permission.MODERATE)]
    cases = Case.objects.filter(pk__in=case_ids).exclude(state=State.WITHDRAWN)
    return set(product(helpers, cases.values_list("pk", flat=True)))


def may_know_offer(user_ids: Collection[int], offer_ids: Collection[UUID]) -> Pairs:
    """Return who was asked by which offer: volunteers whose licence still counts."""
    rows = Offer.objects.filter(pk__in=offer_ids, hero__in=user_ids).select_related("hero")
    return {(row.hero_id, row.pk) for row in rows if has_permission(row.hero, Permission.ANSWER_CASES)}


def may_decide(user_ids: Collection[int], reply_ids: Collection[UUID]) -> Pairs:
    """Return which moderator decides about which reply that is kept back: one query for each moderator."""
    moderators = User.objects.filter(pk__in=user_ids, is_active=True, role=Role.MODERATOR)
    kept = [(user.pk, Reply.objects.kept_for(user).filter(pk__in=reply_ids)) for user in moderators]
    return {(user, key) for user, replies in kept for key in replies.values_list("pk", flat=True)}


def may_know_suspension(user_ids: Collection[int], keys: Collection[UUID]) -> Pairs:
    """Return whose suspension is which, as long as it lasts."""
    bans = AnsweringBan.objects.filter(user__in=user_ids, until__gt=timezone.now()).values_list("user_id", "pk")
    return {(user, key_of_ban(pk)) for user, pk in bans if key_of_ban(pk) in keys}


def key_of_ban(pk: int) -> UUID:
    """Return a suspension's key as notices keep one."""
    return UUID(int=pk)
