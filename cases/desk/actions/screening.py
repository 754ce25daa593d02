"""Two different people look at a case before a physician reads it (community rules 5.2). One alone can never let it through."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import User
from accounts.permissions import has_permission
from accounts.roles import Permission
from audit.actions import audited
from audit.kinds import Action
from cases.actions.leading import name_liaison
from cases.actions.moving import locked, move
from cases.desk.querysets import desk_of, holds_of, needs_of, with_looks
from cases.desk.rare import cleared_rarity, rare_of
from cases.events import log
from cases.models import Attachment, Case, Desk, Hold, Origin, Screening
from cases.permissions import NO_SCREENING, OWN_CASE, ban_of, check_screen
from cases.reasons import Declined, Returned
from cases.states import Party, State
from cases.versions import check_seen, version_of_case

Decision = Screening.Decision
ALREADY = "You have decided about this case. A different person takes the next look."
NOT_THIS_DESK = "Your side has looked. The other side’s look is still missing."
HOLDS_LEFT = "Decide about every place that the scanner marked, or return the case."
PICTURES_LEFT = "Two people have to look at every picture before the case is approved."
RARE_LEFT = "Decide whether the bands are wide enough, or return the case."
EMERGENCY_LEFT = (
    "The case tells of an emergency. Confirm that it is none now, or decline it with the emergency numbers."
)
NO_REASON = "Choose a reason from the list; the owner reads it."
REASONS: dict[str, frozenset[str]] = {
    Decision.APPROVED: frozenset({""}),
    Decision.RETURNED: frozenset(Returned.values),
    Decision.DECLINED: frozenset(Declined.values) - {Declined.NO_ANSWER},  # the hub's own, after 30 days
}


@audited
def screen(
    *,
    case: Case,
    by: User,
    decision: str,
    reason: str = "",
    now: datetime,
    is_no_emergency: bool = False,
    seen: str | None = None,
) -> Case:
    """Write down what one screener decides, and move the case on when that settles it; return the case.

    `seen` is the `version_of_case` that was read; None stands for `case` as it is handed over. Raises PermissionDenied for
    whoever may not screen it, ValidationError while something is left to decide, and if what is approved was changed since.
    """
    seen = version_of_case(case) if seen is None else seen
    case = locked(case)
    desk = check_look(case, by)
    if reason not in REASONS.get(decision, ()):
        raise ValidationError({"reason": NO_REASON})
    if decision == Decision.APPROVED:
        check_seen(seen, version_of_case(case))
        check_ready(case, is_no_emergency=is_no_emergency)
    Screening.objects.create(
        case=case, round=case.screening_round, desk=desk, screener=by, decision=decision, reason=reason, at=now
    )
    details = {"decision": decision, "reason": reason or None, "desk": desk, "round": case.screening_round}
    log(Action.CASE_SCREENED, case=case, by=by, details=details)
    settle(case, decision, by=by, now=now, reason=reason)
    return case


def check_look(case: Case, by: User) -> Desk:
    """Return from which desk `by` looks at a locked case; refuse who may not, who did before, and who is not needed."""
    if by.pk in (case.owner_id, case.liaison_id):
        raise PermissionDenied(OWN_CASE)
    check_screen(case, by)
    desk = desk_of(by)
    if desk is None:
        raise PermissionDenied(NO_SCREENING)
    if case.screenings.filter(round=case.screening_round, screener=by).exists():
        raise ValidationError(ALREADY)
    if desk not in needs_of(with_looks(Case.objects.filter(pk=case.pk)).get()):
        raise ValidationError(NOT_THIS_DESK)
    return desk


def check_ready(case: Case, *, is_no_emergency: bool) -> None:
    """Raise ValidationError with everything that is left to decide before a case can be approved."""
    left = []
    if holds_of(case).filter(cleared_at=None).exists():
        left.append(HOLDS_LEFT)
    if case.attachments.filter(looks=Attachment.Looks.WAITING).exists():
        left.append(PICTURES_LEFT)
    if rare_of(case):
        left.append(RARE_LEFT)
    if case.is_urgent and not is_no_emergency:
        left.append(EMERGENCY_LEFT)
    if left:
        raise ValidationError(left)


def settle(case: Case, decision: str, *, by: User, now: datetime, reason: str) -> None:
    """Move a case on: at once if it is returned or declined, with the second approval otherwise."""
    if decision == Decision.RETURNED:
        move(case, State.RETURNED, party=Party.SCREENERS, by=by, now=now, reason=reason)
    elif decision == Decision.DECLINED:
        move(case, State.DECLINED, party=Party.SCREENERS, by=by, now=now, reason=reason)
    elif not needs_of(with_looks(Case.objects.filter(pk=case.pk)).get()):
        move(case, State.SCREENED, party=Party.SCREENERS, by=by, now=now)
        lead_own(case, now=now)


def lead_own(case: Case, *, now: datetime) -> None:
    """Let a physician who brought a patient of their own look after the case: nobody has to be found, unless they may not."""
    if case.origin != Origin.PHYSICIAN or case.owner is None or not has_permission(case.owner, Permission.ANSWER_CASES):
        return
    if not ban_of(case.owner):
        name_liaison(case, case.owner, by=None, now=now)


@audited
def clear_hold(*, hold: Hold, by: User, now: datetime) -> None:
    """Say that a marked place does not show who somebody is. Raises PermissionDenied for who does not screen the case."""
    case = locked(hold.case)
    check_look(case, by)
    hold = holds_of(case).select_for_update(of=("self",)).get(pk=hold.pk)
    write_cleared(hold, case, by=by, now=now)


def write_cleared(hold: Hold, case: Case, *, by: User, now: datetime) -> None:
    """Mark a locked hold as cleared, once."""
    if hold.cleared_at is not None:
        return
    hold.cleared_at, hold.cleared_by = now, by
    hold.save(update_fields=["cleared_at", "cleared_by"])
    log(Action.HOLD_CLEARED, case=case, by=by, details={"kind": hold.kind, "rule": hold.rule})


@audited
def clear_rarity(*, case: Case, by: User, now: datetime) -> None:
    """Say that the bands of a case are wide enough, although few cases are like it."""
    case = locked(case)
    check_look(case, by)
    if not rare_of(case):
        return
    hold = cleared_rarity(case, by=by, now=now)
    hold.save()
    log(Action.HOLD_CLEARED, case=case, by=by, details={"kind": hold.kind, "rule": hold.rule})
