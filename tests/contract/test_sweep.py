"""Default deny: what nobody named is closed to whoever has no right to it."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from accounts.actions import create_token
from accounts.models import User
from accounts.roles import Role
from accounts.verification.actions import deciding
from tests.contract.doors import doors
from tests.factories import verification as make
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
CLOSED = {401, 403, 404, 405}
# What a visitor may open, and why. Everything else sends to the sign-in page or is not there.
OPEN = {
    "wagtailadmin_sprite": "the icons of the editors' area, the same for everybody",
    "wagtailadmin_javascript_catalog": "its texts, the same for everybody",
    "account_login": "signing in",
    "mfa_login_webauthn": "signing in with a passkey",
    "account_logout": "signing out leads home",
    "account_inactive": "a sentence for whoever was deactivated",
    "account_signup": "joining",
    "account_email_verification_sent": "a sentence after joining",
    "account_confirm_email": "the link of a mail; a wrong one says so",
    "account_email_confirm_change": "the link of a mail; a wrong one says so",
    "account_reset_password": "a forgotten password",
    "account_reset_password_done": "a sentence after it",
    "account_reset_password_from_key": "the link of a mail; a wrong one says so",
    "account_reset_password_from_key_done": "a sentence after it",
    "wagtailapi:pages:listing": "public pages",
    "hub_v1:openapi-json": "the description of the API",
    "hub_v1:openapi-view": "the description of the API",
    "hub_v1:search": "public content",
    "hub_v1:suggest": "public content",
    "hub_v1:diseases": "public content",
    "hub_v1:content": "public content",
    "hub_v1:list_polls": "public polls",
    "hub_v1:countries": "what licences look like",
    "search:page": "public content",
    "search:suggest": "public content",
    "polls:index": "public polls",
    "verification:status": "what membership is",
    "sitemap": "public content",
    "feeds": "public content",
    "feed": "public content",
    "wagtail_serve": "public pages",
}
OPEN_ROUTES = {
    "healthz": "for the machine in front",
    "readyz": "for the machine in front",
    "robots.txt": "for programs that read the web",
    "sitemap.xml": "public content",
    "_util/login/": "leads to the sign-in page",
}
SAYS_ITS_METHODS = {"wagtailapi:pages:detail", "wagtailapi:pages:find"}  # by OPTIONS, whatever is behind
SIGN_IN = ("/accounts/login/", "/admin/login/")


def is_closed(answer):
    if answer.status_code in CLOSED:
        return True
    return answer.status_code == 302 and answer["Location"].startswith(SIGN_IN)


def is_named(door, method):
    if method == "options" and door.name in SAYS_ITS_METHODS:
        return True
    return door.name in OPEN or door.route in OPEN_ROUTES


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("method", ["get", "post", "put", "delete", "head", "options"])
def test_a_visitor_finds_every_door_closed_that_is_not_named_open(client, method):
    left_open = [
        (door.address, door.name)
        for door in doors()
        if not is_named(door, method) and not is_closed(getattr(client, method)(door.address))
    ]
    assert left_open == []


def test_no_door_breaks_whoever_knocks(client):
    for reader in (None, Role.REGISTERED, Role.FAMILY, Role.PHYSICIAN, Role.EDITOR, Role.ADMINISTRATOR):
        if reader:
            client.force_login(UserFactory(role=reader))
        broken = [door.address for door in doors() if client.get(door.address).status_code >= 500]
        assert broken == [], reader


def test_every_open_door_is_there():
    """A name that no door has any more would hide the next one that takes it."""
    found = doors()
    assert set(OPEN) <= {door.name for door in found}
    assert set(OPEN_ROUTES) <= {door.route for door in found}


OPERATIONS = [
    (method, path)
    for path, methods in json.loads((Path(__file__).parent / "openapi_v1.json").read_text())["paths"].items()
    for method in methods
]
FOR_EVERYBODY = {
    "/api/hub/v1/search", "/api/hub/v1/suggest", "/api/hub/v1/diseases", "/api/hub/v1/content", "/api/hub/v1/polls",
    "/api/hub/v1/verification/countries",
}  # fmt: skip


def filled(path):
    return re.sub(r"\{\w+\}", "999999", path)


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_an_operation_is_closed_to_nobody_and_to_the_old_token_of_a_suspended_member(client, method, path):
    if path not in FOR_EVERYBODY:
        answer = getattr(client, method)(filled(path), content_type="application/json")
        assert answer.status_code in (401, 404), (method, path)
    application = make.member()
    text = create_token(name="old", by=application.user)
    deciding.suspend(application=application, by=make.reviewer(), reason="conduct", now=make.now())
    headers = {"Authorization": f"Bearer {text}"}
    answer = getattr(client, method)(filled(path), headers=headers, content_type="application/json")
    assert answer.status_code == 401


def test_a_lapsed_physician_is_a_visitor_with_an_account(client):
    """The same doors are open as to somebody who never was a member."""
    lapsed, never = UserFactory(role=Role.PHYSICIAN), UserFactory(role=Role.REGISTERED)
    User.objects.filter(pk=lapsed.pk).update(verified_until=timezone.now() - timedelta(seconds=1))
    seen = []
    for reader in (lapsed, never):
        client.force_login(reader)
        seen.append({door.address: client.get(door.address).status_code for door in doors()})
    assert seen[0] == seen[1]
