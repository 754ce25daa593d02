"""What pairing knows of physicians, cases and offers: values only, the same from the database and from the simulation."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from cases.pairing.settings import Hours
from common.specialities import SPECIALITIES

# Their work goes across the organs: better than a stranger to the area, less than its neighbour.
GENERALISTS = frozenset({"general", "genetics"})
FIT_MOST = 3
HeroId: TypeAlias = int | str


@dataclass(frozen=True, slots=True)
class Hero:
    """A physician who might be asked. `conflicts` are keys that may stand among the `ties` of a case."""

    id: HeroId
    country: str
    zone: str  # IANA name
    languages: frozenset[str]
    specialities: frozenset[str]
    cap: int
    hours: Hours | None = None  # local hours in which offers may arrive; None: the usual ones
    verified: bool = True
    opted_in: bool = True
    available: bool = True
    paused_until: datetime | None = None
    active: int = 0  # cases looked after now
    last_offer_at: datetime | None = None
    silent_misses: int = 0  # in a row, since the last answer or return
    conflicts: frozenset[str] = frozenset()
    declined: frozenset[str] = frozenset()  # ids of cases


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """A case that looks for a physician. `seed` is drawn once, when pairing begins, and kept."""

    id: str
    country: str
    languages: tuple[str, ...]  # the family's first language first
    area: frozenset[str]  # codes of specialities
    started_at: datetime  # screened, so that pairing could begin
    seed: str
    needs_same_country: bool = False
    ties: frozenset[str] = frozenset()  # patient, organisation, sponsor, screeners: who is tied to one is not asked


class Answer(StrEnum):
    NONE = "none"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer that was made; without an answer it becomes a miss at `due_at`."""

    hero: HeroId
    at: datetime
    due_at: datetime
    answer: Answer = Answer.NONE
    answered_at: datetime | None = None

    def is_live(self, now: datetime) -> bool:
        return self.answer == Answer.NONE and now < self.due_at

    def is_missed(self, now: datetime) -> bool:
        """Say whether the answer did not come in time; a late one does not undo that."""
        return self.due_at <= now and (self.answered_at is None or self.answered_at > self.due_at)


@dataclass(frozen=True, slots=True)
class History:
    """What has happened to a case since pairing began."""

    case: CaseFacts
    offers: tuple[Offered, ...] = ()
    asked_before: frozenset[HeroId] = frozenset()  # in an earlier search, before somebody gave the case back
    has_task: bool = False  # the coordinator knows
    is_open: bool = False  # opened under the coordinator

    @property
    def is_finished(self) -> bool:
        """Say whether somebody accepted, or the coordinator looks after it."""
        return self.is_open or any(offer.answer == Answer.ACCEPTED for offer in self.offers)


def area_fit(specialities: frozenset[str], area: frozenset[str]) -> int:
    """Return 3 for a speciality of the area, 2 for one of the same group, 1 for a generalist, 0 for anybody else."""
    if specialities & area:
        return FIT_MOST
    groups = groups_of(specialities)
    if groups & groups_of(area):
        return 2
    return 1 if groups & GENERALISTS else 0


def groups_of(codes: frozenset[str]) -> frozenset[str]:
    found = {SPECIALITIES[code].group for code in codes if code in SPECIALITIES}
    return frozenset(found - {""})
