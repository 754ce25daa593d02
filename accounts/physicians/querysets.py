"""Which physicians somebody may know of."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min, QuerySet

from accounts.models.physician import Physician, Pseudonym
from accounts.permissions import Reader
from accounts.physicians.cells import first_line
from accounts.physicians.labels import label_of
from accounts.physicians.permissions import Sight, sight_of


@dataclass(frozen=True, slots=True)
class Colleague:
    """What is shown of a physician: no key, no day, nothing that leads to what the same person wrote under a name."""

    pseudonym: str
    label: str
    member_since: int | None  # a year; for colleagues only


def visible_to(reader: Reader, now: datetime) -> QuerySet[Physician]:
    """Return the physicians that `check_read_physician` lets the reader see."""
    if sight_of(reader) == Sight.NOTHING:
        return Physician.objects.none()
    return Physician.objects.verified(now)


def colleague(pseudonym: str, reader: Reader, now: datetime) -> Colleague:
    """Return what `reader` sees of the physician who bears this pseudonym now.

    Raises Physician.DoesNotExist for a former one, an unknown one, and one whose bearer is no member, all alike.
    """
    if not pseudonym.isascii() or not pseudonym.isprintable():
        raise Physician.DoesNotExist
    bearing = visible_to(reader, now).filter(pseudonyms__text=pseudonym, user__display_name=pseudonym)
    physician = bearing.get()
    label = label_of(physician, now)
    if sight_of(reader) < Sight.WHOLE:
        return Colleague(pseudonym, str(first_line(label)), None)
    return Colleague(pseudonym, str(label), member_since(physician))


def member_since(physician: Physician) -> int:
    first = Pseudonym.objects.filter(physician=physician).aggregate(first=Min("given_at"))["first"]
    return int(first.year)
