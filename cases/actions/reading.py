"""Opening a case. Whatever draws its words, signs or pictures for somebody calls `note_reading` itself, before it does."""

from django.utils import timezone

from accounts.models import User
from accounts.permissions import has_permission
from accounts.roles import Permission
from cases.actions import watching
from cases.limits import spend_reading
from cases.models import Case, CaseReading
from cases.permissions import is_open_to_members


def note_reading(case: Case, reader: User) -> None:
    """Count what a member opens, and write down what a screener or moderator reads. Raises TooOften after sixty an hour."""
    if not has_permission(reader, Permission.READ_CASES):
        watching.note_reading(case=case, by=reader)
    elif spend_reading(reader, case):
        count_reader(case, reader)


def count_reader(case: Case, reader: User) -> None:
    """Count a physician who reads an open case of somebody else, once for good: one statement, at most once an hour.

    No event is written: the log is for ever, and who read what is not.
    """
    if is_open_to_members(case) and reader.pk not in (case.owner_id, case.liaison_id):
        reading = CaseReading(case=case, reader=reader, first_at=timezone.now())
        CaseReading.objects.bulk_create([reading], ignore_conflicts=True)
