"""Looking a licence up. Each way to do it is an adapter; what is found is judged by one pure function."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from django.db.models import QuerySet

from accounts.models.registers import RegisterEntry, RegisterLoad
from accounts.verification.countries import RULES
from accounts.verification.licences import Licence, fingerprint, keyed, plain
from accounts.verification.names import same_person
from accounts.verification.specialities import is_same_speciality


class Status(StrEnum):
    """What a register says of a licence; anything but ACTIVE does not let anybody practise."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    REMOVED = "removed"
    RETIRED = "retired"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, repr=False)
class Record:
    """One line of a register. `extra` is a fingerprint of the second number, empty where the register has none."""

    name: str
    status: str
    region: str = ""
    division: str = ""
    speciality: str = ""
    extra: str = ""


class NoRegister(Exception):
    """There is nothing to look into; a reviewer has to look by hand."""


class RegisterAdapter(Protocol):
    def look_up(self, licence: Licence) -> Record | None:
        """Return what the register says of the licence, None if it does not know it; raise NoRegister where there is none."""


def entries_in_force() -> QuerySet[RegisterEntry]:
    """Return the licences of the newest file of each register."""
    loads = RegisterLoad.objects.filter(entries__gt=0).order_by("pk")
    newest = {load.country: load.pk for load in loads}
    return RegisterEntry.objects.filter(load__in=newest.values())


class ImportedFiles:
    """The newest file of each register, read by `manage.py import_register`."""

    def look_up(self, licence: Licence) -> Record | None:
        if not RegisterLoad.objects.filter(country=licence.country, entries__gt=0).exists():
            raise NoRegister(licence.country)
        row = entries_in_force().filter(country=licence.country, fingerprint=fingerprint(licence)).first()
        if row is None:
            return None
        return Record(row.name, row.status, row.region, row.division, row.speciality, row.extra)


def adapter_for(country: str) -> RegisterAdapter:
    """Return the way to look into the register of a country. Others than files are added here, by country."""
    return ImportedFiles()


@dataclass(frozen=True, slots=True)
class Findings:
    """What fits between a claim and a register, each for itself."""

    number: bool
    name: bool
    status: bool
    jurisdiction: bool

    @property
    def is_match(self) -> bool:
        return self.number and self.name and self.status and self.jurisdiction


NOT_FOUND = Findings(number=False, name=False, status=False, jurisdiction=False)


def compare(licence: Licence, name: str, speciality: str, record: Record | None) -> Findings:
    """Judge a claim; `speciality` is a code. What else a register states belongs to the jurisdiction.

    A state licence of another state is none, nor is one of another division or, where the register says it, speciality.
    """
    if record is None:
        return NOT_FOUND
    fits = (
        not record.region or record.region == licence.region,
        not record.extra or not licence.extra or record.extra == keyed(licence.extra),
        not record.division or not licence.extra or plain(record.division).startswith(licence.extra),
        # Many doctors stand in a register without any speciality; one that is there has to be the one that was claimed.
        not (RULES[licence.country].states_speciality and record.speciality)
        or is_same_speciality(speciality, record.speciality),
    )
    return Findings(
        number=True,
        name=same_person(name, record.name),
        status=record.status == Status.ACTIVE,
        jurisdiction=all(fits),
    )
