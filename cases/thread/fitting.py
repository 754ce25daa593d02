"""Which cases fit a reader: those with a speciality of the reader's own field (the group in common.specialities)."""

from django.db.models import BooleanField, Case, Q, TextField, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from accounts.models import Physician, User
from accounts.permissions import Reader
from common.specialities import GROUPS, SPECIALITIES


def speciality_of(reader: Reader) -> str:
    """Return the code of a member's speciality; empty for whoever has no professional side. One query."""
    if not isinstance(reader, User):
        return ""
    return Physician.objects.filter(user=reader).values_list("speciality", flat=True).first() or ""


def field_of(speciality: str) -> tuple[str, ...]:
    """Return the specialities that share a group with this one; itself alone where it has none."""
    known = SPECIALITIES.get(speciality)
    if known is None:
        return ()
    return (
        tuple(code for code, one in SPECIALITIES.items() if one.group == known.group) if known.group else (speciality,)
    )


def names_one_of(codes: tuple[str, ...]) -> Q:
    """What names one of these specialities. A JSON list reads the same as text in every database: `["neurology"]`.

    Needs the annotation `areas`, which `with_areas` gives.
    """
    named = Q(pk__in=())
    for code in codes:
        named |= Q(areas__contains=f'"{code}"')
    return named


def areas() -> Cast:
    return Cast("specialities", TextField())


def fits(speciality: str) -> Combinable:
    """Whether a case fits, as a column to order by; needs the annotation `areas`."""
    return Case(
        When(names_one_of(field_of(speciality)), then=Value(True)), default=Value(False), output_field=BooleanField()
    )


def why(specialities: list[str], speciality: str) -> str:
    """Return the reason why a case fits, in words; empty for one that does not."""
    if speciality in specialities:
        return f"{SPECIALITIES[speciality].name}, like you"
    if set(specialities) & set(field_of(speciality)):
        return f"{GROUPS[SPECIALITIES[speciality].group]}, your field"
    return ""


def area_names(specialities: list[str]) -> list[str]:
    return [SPECIALITIES[code].name for code in specialities if code in SPECIALITIES]
