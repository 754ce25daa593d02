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
from cases.desk.actions.flagging import flag
from tests.contract.doors import SAMPLE_UUID, doors
from tests.factories import verification as make
from tests.factories.accounts import UserFactory
from tests.factories.attachments import cleared_picture_of
from tests.factories.cases import member, open_case, reply_to

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
    "hub_v1:receive": "the treating physician, who has no account, opens the advice by link and code",
    "case_new": "what happens to a case, before anybody joins",
    "case_relay_open": "the link of a mail; without the code it shows nothing, a wrong one looks like an old one",
    "case_outcome_told": "the key that came with the advice; a wrong one keeps nothing",
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
    if door.address == ONLY_BY_POST:
        return method == "post"
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


FORUM = ("/cases/", "/events/", "/inbox/", "/api/hub/v1/cases", "/api/hub/v1/me/")


def keys_of_a_case():
    """Return what stands in the addresses of a case that is there, in the words of the patterns."""
    case = open_case()
    sent = flag(case=case, by=member(), reason="off_topic", now=timezone.now())
    picture, reply = cleared_picture_of(case), reply_to(case)
    keys = {"case_id": case.pk, "pk": case.pk, "attachment_id": picture.pk, "reply_id": reply.pk, "flag_id": sent.pk}
    return keys | {"offer_id": SAMPLE_UUID, "number": 1, "layer": "read"}


def test_a_visitor_learns_nothing_of_a_case_that_is_there(client):
    """Every door of the forum, the stream and the inbox, with the keys of a real case: sign in, 404, or no such method."""
    keys, tried = keys_of_a_case(), 0
    for door in doors(**keys):
        if not door.address.startswith(FORUM) or door.name in OPEN:
            continue
        for method in ("get", "post", "put", "patch", "delete", "head"):
            answer = getattr(client, method)(door.address)
            tried += 1
            assert is_closed(answer), (method, door.address, answer.status_code)
    print(f"{tried} knocks at the forum")
    assert tried > 400


def test_no_door_breaks_whoever_knocks_at_an_empty_hub(client):
    """With something in it, every role knocks in tests/privacy/test_case_canaries.py."""
    for reader in (None, Role.PHYSICIAN, Role.ADMINISTRATOR):
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
    "/api/hub/v1/verification/countries", "/api/hub/v1/relay/receipts",
}  # fmt: skip
ONLY_BY_POST = "/api/hub/v1/relay/receipts"


def filled(path):
    keys = re.sub(r"\{(?:case|reply|attachment|offer)_id\}", SAMPLE_UUID, path)
    return re.sub(r"\{\w+\}", "999999", keys)


def test_an_operation_is_closed_to_nobody(client):
    left_open = {
        (method, path): answer.status_code
        for method, path in OPERATIONS
        if path not in FOR_EVERYBODY
        and (answer := asked(client, method, path)).status_code not in (401, 404)
    }  # fmt: skip
    assert len(OPERATIONS) > 100
    assert left_open == {}


def test_an_operation_is_closed_to_the_old_token_of_a_suspended_member(client):
    application = make.member()
    headers = {"Authorization": f"Bearer {create_token(name='old', by=application.user)}"}
    assert asked(client, "get", "/api/hub/v1/me/events", headers=headers).status_code == 200
    deciding.suspend(application=application, by=make.reviewer(), reason="conduct", now=make.now())
    told = {(method, path): asked(client, method, path, headers=headers).status_code for method, path in OPERATIONS}
    assert {operation: code for operation, code in told.items() if code != 401} == {}


def asked(client, method, path, **headers):
    return getattr(client, method)(filled(path), content_type="application/json", **headers)


def test_a_lapsed_physician_is_a_visitor_with_an_account(client):
    """The same doors are open as to somebody who never was a member; only what brings them is asked of new ones alone."""
    lapsed, never = UserFactory(role=Role.PHYSICIAN), UserFactory(role=Role.REGISTERED)
    User.objects.filter(pk=lapsed.pk).update(verified_until=timezone.now() - timedelta(seconds=1))
    seen = []
    for reader in (lapsed, never):
        client.force_login(reader)
        told = {
            door.address: client.get(door.address).status_code for door in doors() if door.name != "account_welcome"
        }
        seen.append(told)
    assert seen[0] == seen[1]
