"""Somebody of each role, signed in; and what counts as a refusal."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from accounts.verification.actions import deciding
from tests.factories import verification
from tests.factories.accounts import UserFactory
from tests.factories.sign_in import PASSWORD

API = "/api/hub/v1"
NAMES = {
    "Re": Role.REGISTERED, "Fa": Role.FAMILY, "PO": Role.ORGANISATION, "VP": Role.PHYSICIAN, "Li": Role.PHYSICIAN,
    "Au": Role.AUTHOR, "Ed": Role.EDITOR, "Mo": Role.MODERATOR, "Rv": Role.REVIEWER, "Ad": Role.ADMINISTRATOR,
}  # fmt: skip
SIGN_IN = ("/accounts/login/", "/admin/login/")


@dataclass
class Visitor:
    short: str
    user: User | None
    client: Client


Attempt = Callable[[Visitor, bool], bool | None]


def visitor(short):
    """Return somebody of a role, signed in as if by the form."""
    made = Visitor(short, person(short), Client())
    if made.user:
        made.client.force_login(made.user)
    return made


def person(short):
    if short == "An":
        return None
    if short in NAMES:
        user = UserFactory(role=NAMES[short], is_staff=short == "Ad")
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return with_password(user)
    application = verification.member()
    if short == "Su":
        deciding.suspend(application=application, by=verification.reviewer(), reason="conduct", now=verification.now())
    else:
        application.user.verified_until = timezone.now() - timedelta(seconds=1)
        application.user.save()
    return with_password(User.objects.get(pk=application.user_id))


def with_password(user):
    user.set_password(PASSWORD)
    user.save()
    return user


def refused(answer):
    """Say False, having made sure that the answer is a refusal."""
    sent_away = answer.status_code == 302 and answer["Location"].startswith(SIGN_IN)
    assert sent_away or answer.status_code in (401, 403, 404, 405), f"neither worked nor refused: {answer.status_code}"
    return False


def shows(answer, text):
    """Say whether `text` came; a refusal otherwise."""
    if answer.status_code == 200 and text in answer.content.decode():
        return True
    return refused(answer)
