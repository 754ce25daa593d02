"""Nobody learns here who has an account: for a known and an unknown address the answers are the same."""

import base64
import json
import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from tests.factories.accounts import UserFactory
from tests.factories.sign_in import PASSWORD, code_of, person, sign_in, with_app, with_passkey

pytestmark = pytest.mark.django_db
UNKNOWN = "nobody@example.org"


@pytest.fixture(autouse=True)
def no_tries_of_another_test():
    cache.clear()


@pytest.fixture
def known():
    user = person(Role.EDITOR)
    with_app(user)
    with_passkey(user)
    return user


def answer_to(address, door, form):
    """Return everything that a visitor sees, without what they typed themselves and the CSRF token."""
    browser = Client()
    answer = browser.post(door, form, follow=True)
    text = answer.content.decode().replace(address, "ADDRESS")
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
    later = [
        browser.get(page).status_code for page in ("/accounts/signup/", "/accounts/login/", "/accounts/confirm-email/")
    ]
    return answer.status_code, answer.redirect_chain, sorted(browser.cookies), later, text


@pytest.mark.parametrize(
    ("door", "form"),
    [
        ("/accounts/login/", {"login": "{0}", "password": "wrong"}),
        ("/accounts/login/", {"login": "{0}", "password": ""}),
        ("/accounts/signup/", {"email": "{0}", "password1": PASSWORD, "password2": PASSWORD}),
        ("/accounts/signup/", {"email": "{0}", "password1": PASSWORD, "password2": "other"}),
        ("/accounts/signup/", {"email": "{0}", "password1": "short", "password2": "short"}),
        ("/accounts/password/reset/", {"email": "{0}"}),
    ],
)
@pytest.mark.parametrize("kind", ["member", "unconfirmed", "closed"])
def test_known_and_unknown_addresses_are_answered_alike(known, door, form, kind):
    address = known.email
    if kind == "unconfirmed":
        EmailAddress.objects.update(verified=False)
    if kind == "closed":
        known.is_active = False
        known.save()
    seen = [answer_to(each, door, {k: v.format(each) for k, v in form.items()}) for each in (address, UNKNOWN)]
    assert seen[0] == seen[1]


def test_repeated_tries_are_refused_alike(known):
    for _ in range(7):
        form = {"password": "wrong"}
        seen = [answer_to(each, "/accounts/login/", form | {"login": each}) for each in (known.email, UNKNOWN)]
        assert seen[0] == seen[1]


def credential(user_handle):
    """Return a well-formed answer of a passkey that nobody has."""
    data = {"type": "webauthn.get", "challenge": "AAAA", "origin": "http://testserver"}
    client_data = json.dumps(data).encode()
    return {
        "type": "public-key",
        "id": "AAAA",
        "rawId": "AAAA",
        "response": {
            "clientDataJSON": url_safe(client_data),
            "authenticatorData": url_safe(bytes(37)),
            "signature": "AAAA",
            "userHandle": url_safe(user_handle.encode()),
        },
        "clientExtensionResults": {},
    }


def url_safe(data):

    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def passkey_answer(sent):
    browser = Client()
    options = browser.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"}).json()
    options["request_options"]["publicKey"].pop("challenge")
    answer = browser.post(reverse("mfa_login_webauthn"), {"credential": json.dumps(sent)}, follow=True)
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    return options, answer.status_code, answer.redirect_chain, sorted(browser.session.keys()), text


def test_a_passkey_that_fits_nobody_is_answered_like_one_of_a_known_account(known):
    other = UserFactory()
    handles = [str(known.pk), str(other.pk), "zzzzzz"]
    seen = [passkey_answer(credential(handle)) for handle in handles]
    assert seen[0] == seen[1] == seen[2]


@pytest.mark.parametrize(
    "sent",
    [
        None,
        [],
        {},
        "text",
        {"response": []},
        {"response": {}},
        {"response": {"userHandle": 1}},
        credential("0") | {"response": {"userHandle": "%%%"}},
        credential("\x00"),
        credential("9" * 60),
        credential("z" * 13),
        credential("1") | {"rawId": 5},
        credential("1") | {"response": credential("1")["response"] | {"authenticatorData": "AA"}},
        credential("1") | {"response": credential("1")["response"] | {"clientDataJSON": "AA"}},
    ],
)
def test_no_answer_of_a_passkey_breaks_the_page(known, sent):
    browser = Client()
    browser.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
    answer = browser.post(reverse("mfa_login_webauthn"), {"credential": json.dumps(sent)})
    assert answer["Location"] == "/accounts/login/"


def wrong_until_refused(post, limit):
    """Try until the door says that it was enough; return how many tries were looked at."""
    for tries in range(limit + 5):
        answer = post()
        if answer.status_code == 429 or "Too many failed" in answer.content.decode():
            return tries
    raise AssertionError("never refused")


def test_passwords_are_guessed_five_times_and_the_right_one_is_refused_then(known):
    def attempt():
        return Client().post("/accounts/login/", {"login": known.email, "password": "wrong"})

    assert wrong_until_refused(attempt, 5) == 5
    assert "Too many failed" in sign_in(Client(), known).content.decode()


def test_one_visitor_does_not_try_one_password_on_many_addresses():
    addresses = iter(f"person{n}@example.org" for n in range(40))

    def attempt():
        return Client().post("/accounts/login/", {"login": next(addresses), "password": "wrong"})

    assert wrong_until_refused(attempt, 30) == 10


@pytest.mark.parametrize("door", ["mfa_authenticate", "mfa_reauthenticate"])
def test_codes_of_the_app_and_recovery_codes_are_guessed_five_times(door, client):
    user = person()
    secret, codes = with_app(user)
    if door == "mfa_authenticate":
        sign_in(client, user)
    else:
        client.force_login(user)
    guesses = iter(["000000", "00000000"] * 10)
    assert wrong_until_refused(lambda: client.post(reverse(door), {"code": next(guesses)}), 5) == 5
    assert "Too many failed" in client.post(reverse(door), {"code": codes[0]}).content.decode()
    client.post(reverse(door), {"code": code_of(secret)})  # forgets the tries
    assert client.get("/accounts/tokens/").status_code == 200


def test_the_password_is_guessed_five_times_from_a_browser_left_open(client):
    user = person()
    client.force_login(user)
    form = {"oldpassword": "wrong", "password1": "x", "password2": "x"}
    assert wrong_until_refused(lambda: client.post("/accounts/password/change/", form), 5) == 5
    cache.clear()
    assert wrong_until_refused(lambda: client.post("/accounts/reauthenticate/", {"password": "wrong"}), 5) == 5
    cache.clear()
    wish = {"email": "wish@example.org", "password": "wrong"}
    assert wrong_until_refused(lambda: client.post("/accounts/email/", wish), 5) == 5


def test_one_mailbox_gets_a_few_mails_only_whoever_asks(known):
    for address in (known.email, UNKNOWN):
        for _ in range(8):
            Client().post("/accounts/password/reset/", {"email": address})
        for _ in range(3):
            form = {"email": address, "password1": PASSWORD, "password2": PASSWORD}
            Client().post("/accounts/signup/", form)
        assert len([message for message in mail.outbox if message.to == [address]]) == 6


def test_one_visitor_does_not_ask_passkeys_without_end():
    codes = [Client().post(reverse("mfa_login_webauthn"), {"credential": "{}"}).status_code for _ in range(11)]
    assert codes == [302] * 10 + [429]


UNUSED = [
    "/accounts/",
    "/accounts/inactive/",
    "/accounts/password/set/",
    "/accounts/login/code/",
    "/accounts/login/code/confirm/",
    "/accounts/2fa/authenticate/",
    "/accounts/2fa/trust/",
    "/accounts/2fa/webauthn/signup/",
    "/accounts/2fa/webauthn/login/",
    "/accounts/2fa/recovery-codes/",
    "/accounts/signup/passkey/",
    "/accounts/phone/change/",
    "/accounts/3rdparty/",
    "/accounts/3rdparty/signup/",
    "/accounts/social/signup/",
    "/accounts/google/login/",
]


@pytest.mark.parametrize("address", UNUSED)
def test_doors_that_are_not_used_do_nothing(client, address):
    user = person()
    before = (user.email, user.password)
    for reader in (None, user):
        if reader:
            client.force_login(reader)
        for answer in (client.get(address), client.post(address, {"email": UNKNOWN, "password1": PASSWORD})):
            assert answer.status_code in {200, 302, 404, 405}
    user.refresh_from_db()
    assert (user.email, user.password) == before
    assert EmailAddress.objects.count() == 1
    assert not mail.outbox
