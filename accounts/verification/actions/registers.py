"""Importing a register: one file, read to its end, takes the place of the one before."""

import csv
import gzip
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import IO

from django.core.exceptions import ValidationError

from accounts.events import log
from accounts.models.registers import RegisterEntry, RegisterLoad
from accounts.verification.countries import RULES
from accounts.verification.licences import fingerprint, keyed, plain, read_licence
from accounts.verification.registers import Status
from accounts.verification.specialities import named
from audit.actions import Details, audited
from audit.kinds import Action, Area

BATCH = 2000
SPECIALITIES_MOST = 120
NEEDED = ("number", "name", "status")
COLUMNS = (*NEEDED, "region", "division", "speciality", "extra")
STATUSES = {
    Status.ACTIVE: (
        "a",
        "active",
        "registered",
        "current",
        "general",
        "practising",
        "registered with a licence to practise",
    ),
    Status.SUSPENDED: ("suspended", "s", "interim suspended"),
    Status.REMOVED: ("removed", "erased", "deregistered", "cancelled", "struck off", "deactivated", "d"),
    Status.RETIRED: (
        "retired",
        "inactive",
        "non-practising",
        "registered without a licence to practise",
        "relinquished",
    ),
}
SPELLINGS = {spelling: status for status, spellings in STATUSES.items() for spelling in spellings}


class BadFile(ValueError):
    """A register file that cannot be read; the sentence names the line."""


def open_text(path: Path) -> IO[str]:
    return gzip.open(path, "rt", encoding="utf-8-sig") if path.suffix == ".gz" else path.open(encoding="utf-8-sig")


def rows(lines: Iterable[str], country: str, load: RegisterLoad) -> Iterator[RegisterEntry]:
    """Yield one entry a line of a CSV file with the columns number, name, status, and if the register has them the others.

    Raises BadFile for missing columns, and with the line for a number without its country's format.
    """
    table = csv.DictReader(lines)
    try:
        check_columns(table.fieldnames or ())
        for line in table:
            yield entry({name: (line.get(name) or "").strip() for name in COLUMNS}, country, load)
    except ValidationError as error:
        raise BadFile(f"Line {table.line_num}: {' '.join(error.messages)}") from None
    except csv.Error as error:  # in the line that was not read to its end
        raise BadFile(f"Line {table.line_num + 1}: {error}.") from None


def check_columns(names: Sequence[str]) -> None:
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise BadFile(f"The first line has to name the columns {', '.join(COLUMNS)}; missing: {', '.join(missing)}.")


def entry(values: dict[str, str], country: str, load: RegisterLoad) -> RegisterEntry:
    if any("\x00" in value for value in values.values()):
        raise ValidationError("There is a zero byte in it, which no text has.")
    extra = values["extra"] or needless_extra(country)  # not every register states the second number
    licence = read_licence(country=country, number=values["number"], region=values["region"], extra=extra)
    return RegisterEntry(
        load=load,
        country=country,
        fingerprint=fingerprint(licence),
        name=values["name"][:200],
        status=SPELLINGS.get(values["status"].lower(), Status.UNKNOWN),
        region=licence.region,
        division=values["division"][:80],
        speciality=both("", values["speciality"]),
        extra=keyed(plain(values["extra"])) if values["extra"] else "",
    )


def import_register(*, country: str, lines: Iterable[str], as_of: date, now: datetime) -> int:
    """Put the register of a country in place of the one imported before; return the number of licences.

    Nothing is changed if any line cannot be read (BadFile), or if the file holds no licence at all. The rows are written beside
    those in force, a batch at a time: on SQLite one long transaction would keep everybody else from writing.
    """
    load = RegisterLoad.objects.create(country=country, as_of=as_of, loaded_at=now)
    try:
        put_in_force(load, sum(put(batch) for batch in batches(rows(lines, country, load))))
    except BaseException:
        forget(load)
        load.delete()
        raise
    for older in RegisterLoad.objects.filter(country=country).exclude(pk=load.pk):
        forget(older)
    return load.entries


def batches(found: Iterator[RegisterEntry]) -> Iterator[list[RegisterEntry]]:
    while batch := list(islice(found, BATCH)):
        yield batch


@audited
def put_in_force(load: RegisterLoad, entries: int) -> None:
    """From here on this load is the one that is looked into."""
    if not entries:
        raise BadFile("The file holds no licence.")
    load.entries = entries
    load.save(update_fields=["entries"])
    details: Details = {"country": load.country, "entries": entries}
    log(Action.REGISTER_IMPORTED, area=Area.MEMBERSHIP, by=None, details=details)


def forget(load: RegisterLoad) -> None:
    while keys := list(RegisterEntry.objects.filter(load=load).values_list("pk", flat=True)[:BATCH]):
        RegisterEntry.objects.filter(pk__in=keys).delete()


def needless_extra(country: str) -> str:
    """Return a text of the right form for the second number, which is not kept."""
    extra = RULES[country].extra
    return (next(iter(extra.choices), "") or "UNKNOWN") if extra and extra.is_required else ""


def both(some: str, more: str) -> str:
    """Return the specialities of two cells in one, each once; one that does not fit in is left out whole."""
    text = "; ".join(dict.fromkeys([*named(some), *named(more)]))
    whole = text[: SPECIALITIES_MOST + 1].rpartition(";")[0]
    return text if len(text) <= SPECIALITIES_MOST else whole or text[:SPECIALITIES_MOST]


def collect_specialities(batch: list[RegisterEntry]) -> None:
    earlier = RegisterEntry.objects.filter(load=batch[0].load, fingerprint__in={row.fingerprint for row in batch})
    known = dict(earlier.values_list("fingerprint", "speciality"))
    for row in batch:
        row.speciality = known[row.fingerprint] = both(known.get(row.fingerprint, ""), row.speciality)


def put(batch: list[RegisterEntry]) -> int:
    """Write a batch. A licence that stands twice keeps its last line, and the specialities of all where they count."""
    if RULES[batch[0].country].states_speciality:
        collect_specialities(batch)
    RegisterEntry.objects.bulk_create(
        {row.fingerprint: row for row in batch}.values(),
        update_conflicts=True,
        unique_fields=["load", "fingerprint"],
        update_fields=["name", "status", "region", "division", "speciality", "extra"],
    )
    return len(batch)
