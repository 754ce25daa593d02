from accounts.models import User
from cases.models import Case, JustReading
from cases.thread.sight import Sight


def note_sight(case: Case, reader: User, sight: Sight) -> None:
    """Write down, once for good, that somebody is shown what colleagues wrote: no opinion of theirs is blind from then on.

    Call it before it is shown. One statement at the first time, and none after it.
    """
    if sight.is_first:
        JustReading.objects.bulk_create([JustReading(case=case, reader=reader)], ignore_conflicts=True)
