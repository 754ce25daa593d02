"""Where the address of a case leads whoever does not read it among colleagues: notices know one address of a case only."""

from uuid import UUID

from django.urls import reverse

from accounts.models import User
from accounts.permissions import has_permission
from accounts.roles import Permission
from cases.desk.querysets import desk_of, flags_waiting, hidden_cases, queue_of
from cases.models import Case, Desk


def desk_address(reader: User, case_id: UUID) -> str:
    """Return the page on which `reader` screens or decides, or follows a case of their organisation; empty for none."""
    desk = desk_of(reader)
    if desk is None:
        return ""
    if Case.objects.to_screen_by(reader).filter(pk=case_id).exists():
        return reverse("case_screen", args=[case_id])
    return decided_at(reader, case_id) if desk == Desk.HUB else followed_at(reader, case_id)


def decided_at(moderator: User, case_id: UUID) -> str:
    if hidden_cases(moderator).filter(pk=case_id).exists():
        return reverse("case_hidden", args=[case_id])
    flag = flags_waiting(moderator).filter(case=case_id).first()
    return reverse("case_report", args=[flag.pk]) if flag else ""


def followed_at(staff: User, case_id: UUID) -> str:
    """Staff see what happened to a case of their organisation, and hand its summary over there."""
    is_theirs = Case.objects.filter(Case.objects.all().part_of(staff), pk=case_id).exists()
    return reverse("case_events", args=[case_id]) if is_theirs else ""


def desk_for(reader: User) -> tuple[str, int] | None:
    """Return the desk of a screener and how many cases wait there for them; None for everybody else."""
    if desk_of(reader) is None or not (
        has_permission(reader, Permission.MODERATE) or reader.case_organisations.exists()
    ):
        return None
    return reverse("case_desk"), queue_of(reader).count()
