"""Which looks a case still needs before physicians read it. Pure functions.

Two different people look: one at the organisation that knows the family, one at the hub. Where no organisation can look,
because there is none or nobody there who did not bring the case, two different moderators do.
"""

from typing import NamedTuple

from cases.models import Desk

HUB_ALONE = 2


class Looks(NamedTuple):
    """How many approved in this round, each a different person, and whether somebody at the organisation could."""

    by_organisation: int
    by_hub: int
    organisation_can: bool


def needed(looks: Looks) -> frozenset[Desk]:
    """Return the desks that still have to approve; empty when two different people have."""
    missing = set()
    alone = not looks.organisation_can and looks.by_organisation == 0
    if looks.by_hub < (HUB_ALONE if alone else 1):
        missing.add(Desk.HUB)
    if looks.organisation_can and looks.by_organisation == 0:
        missing.add(Desk.ORGANISATION)
    return frozenset(missing)
