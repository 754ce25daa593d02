from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.events import log
from accounts.models import User
from audit.actions import audited
from audit.kinds import Action
from notices.choices import FIXED, choices_of
from notices.models import Choice, Follow, Frequency, Kind
from vocabulary.models import Disease, Sign

FOLLOWS_MOST = 200
FULL = f"You follow {FOLLOWS_MOST} diseases and signs, and more cannot be kept. Take one off the list first."
STAYS = "News of your own membership is always sent at once."


@transaction.atomic
def follow(*, thing: Disease | Sign, by: User, now: datetime) -> tuple[Follow, bool]:
    """Follow a disease or a sign; return what is followed, and False if it was before. Raises ValidationError at the bound."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # one at a time, so that the bound holds
    named = {"disease": thing} if isinstance(thing, Disease) else {"sign": thing}
    own = Follow.objects.of(by)
    if same := own.filter(**named).first():
        return same, False
    if own.count() >= FOLLOWS_MOST:
        raise ValidationError(FULL)
    return Follow.objects.create(user=by, since=now, **named), True


def unfollow(*, follow_id: int, by: User) -> str:
    """Follow it no longer; return its name. Raises DoesNotExist for what somebody else follows."""
    follow = Follow.objects.of(by).get(pk=follow_id)
    follow.delete()
    return follow.name


@audited
def choose(*, chosen: Mapping[Kind, Frequency], by: User) -> bool:
    """Say how often `by` is told of some kinds; return False if nothing changed. Raises ValidationError for what is fixed."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # one at a time
    before = choices_of(by)
    changed = {kind: frequency for kind, frequency in chosen.items() if before[kind] != frequency}
    if changed.keys() & FIXED:
        raise ValidationError({kind.value: STAYS for kind in changed.keys() & FIXED})
    for kind, frequency in changed.items():
        Choice.objects.update_or_create(user=by, kind=kind, defaults={"frequency": frequency})
    if changed:
        log(Action.PROFILE_CHANGED, by=by, owner=by, details={f"notices.{kind.value}": True for kind in changed})
    return bool(changed)
