"""Signing in as people do it: with a passkey of Chromium's virtual authenticator, and without script with an app."""

import re
import time

import pytest

from accounts.roles import Role
from tests.browser.looking import WIDEST, violations
from tests.factories.sign_in import PASSWORD, code_of, due, person, with_app

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def open_sign_in(open_page, server):
    """Return a function that opens the sign-in page at a name: browsers know no passkeys for a number like 127.0.0.1."""

    def open_sign_in(**options):
        return open_page(server.url.replace("127.0.0.1", "localhost") + "/accounts/login/", **options)

    return open_sign_in


def put_device_into(page):
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    return session, session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]


def look_at(page):
    """What holds on every page, for those that are reached only on the way."""
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == []
        assert page.evaluate(WIDEST) <= 0


def sign_in(page, user):
    page.fill("input[name=login]", user.email)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button:text-is('Sign in')")


def confirm_password(page):
    page.fill("input[name=password]", PASSWORD)
    page.click("text=Go on")


def sign_out(page):
    page.goto(page.url.partition("/accounts")[0].rstrip("/") + "/accounts/logout/")
    page.click("main button:text-is('Sign out')")


def code_now(secret):
    if time.time() % 30 > 25:
        time.sleep(6)  # a code that changes on the way is refused
    return code_of(secret)


def test_a_passkey_is_added_and_signs_in_alone(open_sign_in, server):
    user = due(person(Role.EDITOR))
    page = open_sign_in()
    put_device_into(page)
    sign_in(page, user)
    page.wait_for_url("**/accounts/second-factor/")
    look_at(page)
    page.click("text=Set up a passkey")
    confirm_password(page)
    look_at(page)
    page.fill("input[name=name]", "phone")
    page.click("text=Add the passkey")
    page.wait_for_url("**/accounts/2fa/recovery-codes/")
    look_at(page)
    assert page.locator("[data-code]").count() == 10
    page.click("text=Done")
    page.click("text=Rename or remove")
    look_at(page)
    assert page.is_visible("text=Signs in alone")
    sign_out(page)
    page.click("header >> text=Sign in")
    page.click("text=Sign in with a passkey")
    page.wait_for_url(re.compile(r"localhost:\d+/$"))
    assert page.is_visible("summary:has-text('Your account')")
    assert page.said == []


def test_a_passkey_is_the_second_step_and_confirms_who_goes_on(open_sign_in, server):
    user = person(Role.EDITOR)
    page = open_sign_in()
    put_device_into(page)
    sign_in(page, user)
    page.goto(page.url.rstrip("/") + "/accounts/2fa/webauthn/add/")
    confirm_password(page)
    page.uncheck("input[name=passwordless]")
    page.click("text=Add the passkey")
    page.wait_for_url("**/accounts/2fa/recovery-codes/")
    sign_out(page)
    page.click("header >> text=Sign in")
    sign_in(page, user)
    page.wait_for_url("**/accounts/2fa/authenticate/")
    look_at(page)
    page.click("text=Use a passkey")
    page.wait_for_url(re.compile(r"localhost:\d+/$"))
    page.goto(page.url + "accounts/2fa/recovery-codes/generate/")
    page.click("main >> text=Use a passkey")
    look_at(page)
    page.click("main button:text-is('Use a passkey')")
    page.wait_for_selector("text=You get ten new codes")
    look_at(page)


def test_a_device_that_refuses_is_said_so_and_another_way_stays_open(open_sign_in):
    page = open_sign_in()
    session, device = put_device_into(page)
    session.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    page.click("text=Sign in with a passkey")
    page.wait_for_selector("text=No passkey was used")
    assert page.is_visible("input[name=password]")
    look_at(page)


def test_without_script_an_authenticator_app_is_set_up_and_lets_in(open_sign_in):
    user = due(person(Role.REVIEWER))
    page = open_sign_in(script=False)
    assert not page.is_visible("text=Sign in with a passkey")
    sign_in(page, user)
    page.click("text=Set up an authenticator app")
    confirm_password(page)
    secret = page.inner_text("[data-secret]")
    assert page.is_visible("svg.qr")
    page.fill("input[name=code]", "000000")
    page.click("button:text-is('Set up the app')")
    page.wait_for_selector("text=This code does not fit")
    assert page.inner_text("[data-secret]") == secret
    page.fill("input[name=code]", code_now(secret))
    page.click("button:text-is('Set up the app')")
    page.wait_for_url("**/accounts/2fa/recovery-codes/")
    recovery = page.inner_text("[data-code] >> nth=0")
    sign_out(page)
    for code in (code_now(secret), recovery):
        page.click("header >> text=Sign in")
        sign_in(page, user)
        page.fill("input[name=code]", code)
        page.click("main button:text-is('Sign in')")
        page.wait_for_selector("summary:has-text('Your account')")
        sign_out(page)


def test_the_pages_behind_the_password_hold_what_every_page_holds(open_sign_in):
    user = person(Role.EDITOR)
    with_app(user)
    page = open_sign_in(theme="dark")
    sign_in(page, user)
    page.fill("input[name=code]", code_now_of(user))
    page.click("main button:text-is('Sign in')")
    home = page.url.rstrip("/")
    page.goto(home + "/accounts/2fa/totp/deactivate/")
    look_at(page)
    confirm_password(page)
    page.wait_for_selector("text=this is your last one")
    for address in (
        "2fa/totp/deactivate/",
        "2fa/recovery-codes/",
        "2fa/reauthenticate/",
        "2fa/",
        "sessions/",
        "email/",
    ):
        page.goto(f"{home}/accounts/{address}")
        look_at(page)


def code_now_of(user):
    from allauth.mfa.utils import decrypt  # noqa: PLC0415  needs the apps

    return code_now(decrypt(user.authenticator_set.get(type="totp").data["secret"]))
