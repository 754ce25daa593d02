"""Writes of what an account says of itself. What only physicians say: accounts/physicians/actions.py."""

from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError

from accounts.events import log
from accounts.models.physician import Profile
from accounts.models.user import User
from accounts.profile.languages import LANGUAGES
from accounts.profile.time_zones import is_time_zone
from audit.actions import audited
from audit.kinds import Action

NO_LANGUAGE = "Choose at least one language that you read."
STRANGE_LANGUAGE = "Choose languages of the list."
STRANGE_ZONE = "Choose a time zone of the list, for example Europe/London."


@dataclass(frozen=True, slots=True)
class Self:
    """What every account says of itself."""

    languages: list[str]
    time_zone: str


@audited
def change_profile(*, by: User, about: Self) -> bool:
    """Write what `by` says; return False if nothing changed. Raises ValidationError by field for all that is wrong at once."""
    wanted = checked(about)
    profile, _ = Profile.objects.select_for_update().get_or_create(user=by)
    changed = [name for name, value in asdict(wanted).items() if getattr(profile, name) != value]
    if not changed:
        return False
    for name in changed:
        setattr(profile, name, getattr(wanted, name))
    profile.save(update_fields=changed)
    log(Action.PROFILE_CHANGED, by=by, owner=by, details=dict.fromkeys(changed, True))
    return True


def checked(about: Self) -> Self:
    """Return the same with each language once, in the order of the list."""
    errors: dict[str, str] = {}
    if not set(about.languages) <= LANGUAGES.keys():
        errors["languages"] = STRANGE_LANGUAGE
    elif not about.languages:
        errors["languages"] = NO_LANGUAGE
    if not is_time_zone(about.time_zone):
        errors["time_zone"] = STRANGE_ZONE
    if errors:
        raise ValidationError(errors)
    return Self([code for code in LANGUAGES if code in about.languages], about.time_zone)
