"""Who may do what in the thread of a case. Rules of the case itself stand in cases.permissions."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from accounts.models import User
from accounts.permissions import Reader, has_permission
from accounts.roles import Permission
from cases.models import Case, Reply
from cases.permissions import NOT_HERE, brought, check_answer, check_not_suspended, is_liaison, not_now
from cases.states import ANSWERABLE, HELD, VISIBLE
from cases.thread.sight import Sight

# In which a reply is changed without a trace or taken back, if nobody answered, reported or praised it yet.
FREELY = timedelta(minutes=15)
Kind = Reply.Kind
OPINION_FIRST = "Give your own first opinion, or choose just to read. Then the replies are shown and you can answer."
OWN_PATIENT = "You brought this case: answer the questions of your colleagues, and leave the opinions to them."
ONLY_LIAISON = "Only the physician who looks after the case answers for the family."
ONCE = "You gave your opinion on this case. Add a reply if you think otherwise now."
NOT_YOURS = "You can only change what you wrote yourself."
TOO_LATE = "A reply can be taken back within 15 minutes. You can still change its text."
STAYS = "Somebody answered or reported this reply, so it stays. You can still change its text."
HIDDEN = "This reply is hidden and cannot be changed."
NOT_OWN = "A reply of your own cannot be marked."
NO_LIST = "Cases are read by verified physicians."
NO_MARKS = "Only verified physicians mark replies."


def may_see_thread(reader: Reader) -> bool:
    """Say whether somebody reads what physicians write to each other; of which cases is a matter of the case."""
    return has_permission(reader, Permission.READ_CASES) or has_permission(reader, Permission.MODERATE)


def has_thread(case: Case, reader: User) -> bool:
    """Say whether a case that `reader` may read has a page for physicians yet: not while it is written or screened."""
    return case.state in VISIBLE or (case.state in HELD and is_liaison(case, reader))


def speaks_for_patient(case: Case, user: User) -> bool:
    """Whoever looks after the case, and the physician who brought it, know the patient and answer questions."""
    return is_liaison(case, user) or brought(case, user)


def check_reply(case: Case, user: User, kind: str, sight: Sight) -> None:
    """Refuse a reply of a kind; raise PermissionDenied with the reason."""
    check_answer(case, user)
    if sight.is_blind:
        raise PermissionDenied(OPINION_FIRST)
    if kind == Kind.ANSWER and not speaks_for_patient(case, user):
        raise PermissionDenied(ONLY_LIAISON)
    if kind != Kind.ANSWER and case.owner_id == user.pk and not is_liaison(case, user):
        raise PermissionDenied(OWN_PATIENT)


def check_opine(case: Case, user: User, sight: Sight) -> None:
    check_answer(case, user)
    if case.owner_id == user.pk:
        raise PermissionDenied(OWN_PATIENT)
    if sight.has_opinion:
        raise PermissionDenied(ONCE)


def check_just_read(case: Case, user: User) -> None:
    """Whoever reads the thread of an open case may choose to read without an opinion first."""
    if not may_see_thread(user) or case.state not in VISIBLE:
        raise PermissionDenied(NOT_HERE)


def check_change(reply: Reply, user: User) -> None:
    """The author changes a reply as long as the case takes answers, and nobody else ever does."""
    check_answer(reply.case, user)
    if reply.author_id != user.pk:
        raise PermissionDenied(NOT_YOURS)
    if reply.hidden_at:
        raise PermissionDenied(HIDDEN)


def check_take_back(reply: Reply, user: User, now: datetime) -> None:
    check_change(reply, user)
    if not is_fresh(reply, now):
        raise PermissionDenied(TOO_LATE)
    if was_answered(reply) or was_reported(reply):
        raise PermissionDenied(STAYS)


def leaves_trace(reply: Reply, now: datetime) -> bool:
    """Say whether a change keeps what the reply said: colleagues count on it, or have made something of it already."""
    return not is_fresh(reply, now) or was_answered(reply) or was_reported(reply) or reply.helpful_count > 0


def was_answered(reply: Reply) -> bool:
    return reply.answered_by.filter(is_draft=False).exists()


def was_reported(reply: Reply) -> bool:
    return reply.flags.exists()


def is_fresh(reply: Reply, now: datetime) -> bool:
    return now - reply.made_at <= FREELY


def check_mark(reply: Reply, user: User) -> None:
    """Verified physicians mark what colleagues wrote, unless they are suspended: a mark counts for what others may send."""
    if not has_permission(user, Permission.ANSWER_CASES):
        raise PermissionDenied(NO_MARKS)
    check_not_suspended(user)
    if reply.author_id == user.pk:
        raise PermissionDenied(NOT_OWN)


def check_draft(case: Case, user: User) -> None:
    """A draft is kept for whoever could send it, also while they are suspended: nothing written is lost."""
    if not has_permission(user, Permission.ANSWER_CASES):
        raise PermissionDenied(NOT_HERE)
    if case.state not in ANSWERABLE:
        raise PermissionDenied(not_now(case))


def replies_visible_to(case: Case, reader: User, sight: Sight) -> Q:
    """Return the condition of the replies that `reader` sees: none while blind; of what is held back or hidden, one's own."""
    if sight.is_blind or not may_see_thread(reader):
        return Q(pk__in=())
    return Q(case=case, is_draft=False) & (Q(held_at=None, hidden_at=None) | Q(author=reader))
