"""Real threads on a database of their own."""

from audit.actions import audited, record
from audit.kinds import Action, Area
from audit.models import Event
from audit.verification import verify
from tests.threads import alone, at_once

WRITERS = 40


def test_forty_writers_at_once_leave_one_unbroken_chain(own_database):
    before = alone(Event.objects.count)

    @audited
    def write(n):
        record(Action.TOKEN_MADE, area=Area.ACCOUNTS, actor=None, details={"token": n})
        return record(Action.TOKEN_REVOKED, area=Area.ACCOUNTS, actor=None, details={"token": n}).number

    numbers = at_once(write, range(WRITERS))
    verdict = alone(verify)
    assert (verdict.problem, verdict.events) == ("", before + 2 * WRITERS)
    assert sorted(numbers) == list(range(before + 2, before + 2 * WRITERS + 1, 2)), (
        "somebody came between two events of one act"
    )
