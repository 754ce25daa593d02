"""Writes of what colleagues see of a physician."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError

from accounts.events import log
from accounts.models.physician import Physician, Pseudonym
from accounts.models.user import User
from accounts.physicians.labels import forget_labels
from accounts.physicians.permissions import check_practice
from accounts.physicians.pseudonyms import draw
from audit.actions import Details, audited
from audit.kinds import Action, Area
from audit.models import Event
from common.specialities import FOR_PHYSICIANS

SPECIALITY_REST = timedelta(days=90)
SPECIALITY_TOO_SOON = "A speciality can be changed once in three months."
ONCE_A_YEAR = timedelta(days=365)
TOO_SOON = "A pseudonym can be changed once a year; yours can be changed again from {day}."
TRIES = 200
CASES_MOST = 5
LONGEST_PAUSE = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Practice:
    """What a member says of their work. The hours are local ones; from 20 to 8 is a night."""

    speciality: str
    is_available: bool
    hours_from: int
    hours_to: int
    paused_until: date | None
    cases_at_once: int


@audited
def make_physician(*, user: User, country: str, speciality: str, now: datetime) -> Physician:
    """Return the professional side of a member; the first time it is made, with a pseudonym."""
    physician, is_new = Physician.objects.get_or_create(
        user=user, defaults={"country": country, "speciality": speciality}
    )
    if is_new:
        give_pseudonym(physician, now)
    elif physician.country != country:
        physician.country = country
        physician.save(update_fields=["country"])
    return physician


def give_pseudonym(physician: Physician, now: datetime) -> str:
    """Draw a pseudonym that nobody bears or ever bore, in this table or as a display name."""
    for _ in range(TRIES):
        text = draw()
        if User.objects.filter(display_name=text).exists():
            continue
        if Pseudonym.objects.get_or_create(text=text, defaults={"physician": physician, "given_at": now})[1]:
            physician.user.display_name = text
            physician.user.save(update_fields=["display_name"])
            return text
    raise RuntimeError("No free pseudonym was found: the lists of words are used up.")


@audited
def change_pseudonym(*, by: User, now: datetime) -> str:
    """Give `by` a new pseudonym, once a year; the old one is never given again.

    Raises ValidationError when it is too soon, PermissionDenied for whoever is no member.
    """
    check_practice(by, now)
    physician = Physician.objects.select_for_update().select_related("user").get(user=by)
    if now < (free := changeable_from(physician, now)):
        raise ValidationError(TOO_SOON.format(day=f"{free:%-d %B %Y}"))
    text = give_pseudonym(physician, now)
    physician.pseudonym_changed_at = now
    physician.save(update_fields=["pseudonym_changed_at"])
    log(Action.PSEUDONYM_CHANGED, area=Area.MEMBERSHIP, by=by, owner=by)
    by.refresh_from_db()
    return text


def changeable_from(physician: Physician, now: datetime) -> datetime:
    """Return from when on the pseudonym can be changed: now, unless it was within the last year."""
    before = physician.pseudonym_changed_at
    return max(now, before + ONCE_A_YEAR) if before else now


def check_speciality_change(by: User, now: datetime) -> None:
    """Whoever could change it at will would see in the labels of others which cells lack one member."""
    recent = Event.objects.filter(owner=by.reference, action=Action.PROFILE_CHANGED, at__gt=now - SPECIALITY_REST)
    if any("speciality" in event.details for event in recent):
        raise ValidationError({"speciality": SPECIALITY_TOO_SOON})


@audited
def change_practice(*, by: User, practice: Practice, now: datetime) -> bool:
    """Write what a member says of their work; return False if nothing changed.

    Raises ValidationError by field, PermissionDenied for whoever is no member.
    """
    check_practice(by, now)
    check_values(practice, now)
    physician = Physician.objects.select_for_update().get(user=by)
    changed = [name for name, value in asdict(practice).items() if getattr(physician, name) != value]
    if not changed:
        return False
    details: Details = dict.fromkeys(changed, True)
    if "speciality" in changed:
        check_speciality_change(by, now)
        details = {**details, "speciality": practice.speciality, "speciality_before": physician.speciality}
    for name in changed:
        setattr(physician, name, getattr(practice, name))
    physician.save(update_fields=changed)
    log(Action.PROFILE_CHANGED, area=Area.MEMBERSHIP, by=by, owner=by, details=details)
    if "speciality" in changed:
        forget_labels()
    return True


def check_values(practice: Practice, now: datetime) -> None:
    """Raise ValidationError for all that is wrong at once."""
    errors = {
        "speciality": "" if practice.speciality in FOR_PHYSICIANS else "Choose one of the specialities of the list.",
        "hours_from": "" if 0 <= practice.hours_from < 24 else "The first hour is from 0 to 23.",
        "hours_to": wrong_end(practice),
        "paused_until": wrong_pause(practice.paused_until, now.date()),
        "cases_at_once": "" if 1 <= practice.cases_at_once <= CASES_MOST else f"Choose from 1 to {CASES_MOST} cases.",
    }
    if found := {name: text for name, text in errors.items() if text}:
        raise ValidationError(found)


def wrong_end(practice: Practice) -> str:
    if not 0 <= practice.hours_to <= 24:
        return "The last hour is from 0 to 24."
    return "Choose an end that differs from the beginning." if practice.hours_to == practice.hours_from else ""


def wrong_pause(until: date | None, today: date) -> str:
    """A day that was fine when it was chosen may stand: yesterday is simply over."""
    return "Choose a day within a year from now." if until and until > today + LONGEST_PAUSE else ""
