"""The end of an account: what would outlive it, and then the account with all that hangs on it."""

import json
from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.users.models import UserProfile

from accounts.events import log
from accounts.models import Application, Pseudonym, RevokedLicence, User
from accounts.physicians.labels import forget_labels
from accounts.roles import Role
from accounts.vault.actions import erase_identity
from accounts.verification.actions.moving import release_the_last
from accounts.verification.states import State
from audit.actions import audited
from audit.kinds import Action

LAST_ADMINISTRATOR = "You are the only administrator. Give the role to somebody else first, so that the hub has one."
CHUNK = 500


def check_delete(user: User) -> None:
    """Raise ValidationError where the hub would be left without an administrator. Everybody else may go at any time."""
    others = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=user.pk)
    if user.role == Role.ADMINISTRATOR and not others.exists():
        raise ValidationError(LAST_ADMINISTRATOR)


@audited
def erase(user: User) -> None:
    """Take an account away; the audit log keeps its reference, which from now on points nowhere."""
    log(Action.ACCOUNT_DELETED, by=user, owner=user)
    free_pseudonyms(user)
    end_applications(user)
    end_sessions(user)
    for profile in UserProfile.objects.filter(user=user).exclude(avatar=""):
        delete_after_commit(profile)
    user.delete()
    forget_labels()


def free_pseudonyms(user: User) -> None:
    """Keep the words, so that nobody bears them again, without their bearer and without the day, which the log knows too."""
    for pseudonym in Pseudonym.objects.filter(physician__user=user):
        pseudonym.physician, pseudonym.given_at = None, beginning_of_year(pseudonym.given_at)
        pseudonym.save(update_fields=["physician", "given_at"])


def beginning_of_year(moment: datetime) -> datetime:
    return moment.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)


def end_applications(user: User) -> None:
    """Empty the vault, and end the contest where only one claim on the licence is left."""
    for application in list(Application.objects.of(user).select_for_update(of=("self",)).select_related("user")):
        erase_identity(application=application, by=user)
        fingerprint = application.fingerprint
        if application.revocation_at and application.state == State.SUSPENDED:  # nobody leaves to come back as new
            RevokedLicence.objects.get_or_create(fingerprint=fingerprint, defaults={"at": timezone.now()})
        application.delete()
        release_the_last(fingerprint, by=user)


def end_sessions(user: User) -> None:
    """Delete every session that knows this account, those that have run out too.

    A session says only inside its signed text whose it is, and one that was ended from elsewhere has no other row: all are
    read, which takes a second for some ten thousand of them.
    """
    addresses = {user.email, *EmailAddress.objects.filter(user=user).values_list("email", flat=True)}
    ended = [session.pk for session in Session.objects.iterator(CHUNK) if knows(session, user, addresses)]
    for start in range(0, len(ended), CHUNK):
        Session.objects.filter(pk__in=ended[start : start + CHUNK]).delete()


def knows(session: Session, user: User, addresses: set[str]) -> bool:
    data = session.get_decoded()
    text = json.dumps(data, default=str, ensure_ascii=False).lower()
    return data.get("_auth_user_id") == str(user.pk) or any(address.lower() in text for address in addresses)


def delete_after_commit(profile: UserProfile) -> None:
    """The picture of an editor lies beside the database, and must stay if the deletion fails."""
    storage, name = profile.avatar.storage, profile.avatar.name
    transaction.on_commit(lambda: storage.delete(name))
