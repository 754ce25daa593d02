"""What becomes of cases and answers when an account goes. Rows that only point to it lose it by themselves."""

from django.utils import timezone

from accounts.models import User
from audit.actions import audited
from cases.actions.leading import release
from cases.actions.moving import locked
from cases.actions.withdrawing import withdraw
from cases.models import Case, Origin, Reply
from cases.states import HELD, State


@audited
def erase(user: User) -> None:
    """Withdraw the cases of an account, give back those it looks after, and take its unsent drafts of answers away."""
    now = timezone.now()
    for case in Case.objects.owned_by(user).filter(owner=user).exclude(state=State.WITHDRAWN):
        if not others_care(case, user):
            withdraw(case=case, by=user, now=now)
    Reply.objects.filter(author=user, is_draft=True).delete()
    for held in Case.objects.filter(liaison=user, state__in=HELD):
        release(locked(held), by=None, now=now)


def others_care(case: Case, user: User) -> bool:
    """Say whether the case belongs to an organisation where somebody else goes on with it for the family."""
    if case.origin != Origin.ORGANISATION or case.organisation is None:
        return False
    return case.organisation.staff.filter(is_active=True).exclude(pk=user.pk).exists()
