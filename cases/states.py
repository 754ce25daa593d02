"""The way of a case, from a family's draft to an outcome that is known: which step leads where, and who may take it.

Quarantine is no state: a case that is hidden for now keeps the state it comes back to.
"""

from enum import StrEnum
from typing import NamedTuple

from django.db import models


class State(models.TextChoices):
    DRAFT = "draft", "Being written"
    SUBMITTED = "submitted", "Sent, being screened"
    RETURNED = "returned", "Returned to be changed"
    DECLINED = "declined", "Not taken"
    SCREENED = "screened", "Screened, a volunteer is looked for"
    PAIRED = "paired", "A physician looks after it"
    OPEN = "open", "Open to physicians"
    ADVICE_READY = "advice_ready", "Advice is in writing"
    RELAYED = "relayed", "Advice has arrived"
    OUTCOME_REPORTED = "outcome_reported", "Outcome reported"
    CLOSED = "closed", "Closed"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Party(StrEnum):
    """Who takes a step. Which person that is for a case: cases.permissions."""

    OWNER = "owner"  # the family, the staff member or the physician whose case it is
    SCREENERS = "screeners"
    LIAISON = "liaison"
    TREATING = "treating"  # the physician who treats the patient, by the one-time link
    HUB = "hub"  # timers and the pairing engine


class Step(NamedTuple):
    origin: State
    target: State


STEPS: dict[Step, frozenset[Party]] = {
    Step(State.DRAFT, State.SUBMITTED): frozenset({Party.OWNER}),
    Step(State.RETURNED, State.SUBMITTED): frozenset({Party.OWNER}),
    Step(State.SUBMITTED, State.SCREENED): frozenset({Party.SCREENERS}),
    Step(State.SUBMITTED, State.RETURNED): frozenset({Party.SCREENERS}),
    Step(State.SUBMITTED, State.DECLINED): frozenset({Party.SCREENERS}),
    Step(State.RETURNED, State.DECLINED): frozenset({Party.HUB}),  # nobody answered within 30 days
    Step(State.SCREENED, State.PAIRED): frozenset({Party.HUB, Party.LIAISON}),
    Step(State.SCREENED, State.OPEN): frozenset({Party.HUB}),  # after 72 hours, under the coordinator
    Step(State.PAIRED, State.SCREENED): frozenset(
        {Party.HUB, Party.LIAISON}
    ),  # the liaison steps back: pairing goes on
    Step(State.PAIRED, State.OPEN): frozenset({Party.LIAISON}),
    Step(State.OPEN, State.ADVICE_READY): frozenset({Party.LIAISON}),
    Step(State.ADVICE_READY, State.RELAYED): frozenset({Party.LIAISON, Party.TREATING}),
    Step(State.RELAYED, State.OUTCOME_REPORTED): frozenset({Party.TREATING, Party.LIAISON, Party.OWNER}),
    Step(State.OUTCOME_REPORTED, State.CLOSED): frozenset({Party.HUB}),
    Step(State.RELAYED, State.OPEN): frozenset({Party.OWNER, Party.LIAISON}),
    Step(State.OUTCOME_REPORTED, State.OPEN): frozenset({Party.OWNER, Party.LIAISON}),
    Step(State.CLOSED, State.OPEN): frozenset({Party.OWNER, Party.LIAISON}),
} | {Step(state, State.WITHDRAWN): frozenset({Party.OWNER}) for state in State if state != State.WITHDRAWN}

# What every verified physician may read; the rest is for those who work on the case.
VISIBLE = frozenset({State.OPEN, State.ADVICE_READY, State.RELAYED, State.OUTCOME_REPORTED, State.CLOSED})
# Where replies are taken.
ANSWERABLE = frozenset({State.OPEN, State.ADVICE_READY, State.RELAYED, State.OUTCOME_REPORTED})
# What the owner may write in.
EDITABLE = frozenset({State.DRAFT, State.RETURNED})
# Where a physician looks after the case.
HELD = frozenset({State.PAIRED, State.OPEN, State.ADVICE_READY, State.RELAYED, State.OUTCOME_REPORTED})
ENDED = frozenset({State.DECLINED, State.CLOSED, State.WITHDRAWN})


def may_step(origin: str, target: str, party: Party) -> bool:
    return party in STEPS.get(Step(State(origin), State(target)), frozenset())
