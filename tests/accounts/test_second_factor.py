from datetime import timedelta
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import APIToken

from accounts.actions import create_token
from accounts.authentication import user_of_token
from accounts.forms import PASSKEYS_MOST
from accounts.models import User
from accounts.roles import SECOND_FACTOR, Role
from accounts.second_factor import LAST_ONE
from audit.kinds import Action
from audit.models import Event
from tests.factories.accounts import UserFactory
from tests.factories.sign_in import code_of, confirm_password, due, person, sign_in, with_app, with_passkey

pytestmark = pytest.mark.django_db
PAGE = "/accounts/second-factor/"
DOORS = [
    "/",
    "/polls/",
    "/search/?q=x",
    "/accounts/tokens/",
    "/accounts/email/",
    "/accounts/2fa/",
    "/admin/",
    "/nothing/",
]


@pytest.fixture(autouse=True)
def no_tries_of_another_test():
    cache.clear()


def late(role=Role.PHYSICIAN, **fields):
    return due(person(role, **fields))


@pytest.mark.parametrize("door", DOORS)
def test_who_has_none_in_time_is_sent_from_every_page_to_the_one_that_offers_it(client, door):
    client.force_login(late(Role.EDITOR))
    answer = client.get(door)
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert client.post(door)["Location"] == PAGE


@pytest.mark.parametrize("role", sorted(Role))
def test_the_roles_that_see_more_need_one_and_no_others(client, role):
    client.force_login(late(role))
    assert (client.get("/polls/").status_code == 302) is (role in SECOND_FACTOR)


def test_a_time_that_has_just_passed_is_over_and_one_to_come_is_not(client):
    user, now = person(), timezone.now()
    client.force_login(due(user, now))
    assert client.get("/polls/")["Location"] == PAGE
    due(user, now + timedelta(days=1))
    assert client.get("/polls/").status_code == 200


@pytest.mark.parametrize("door", [PAGE, "/accounts/logout/", "/healthz", "/readyz"])
def test_what_is_needed_for_it_stays_open(client, door):
    client.force_login(late())
    assert client.get(door).status_code == 200


def test_a_part_of_a_page_is_answered_with_the_way_to_the_page(client):
    client.force_login(late())
    assert client.get("/search/?q=x", headers={"hx-request": "true"})["HX-Redirect"] == PAGE


def test_the_page_says_why_and_leads_to_both_ways(client):
    client.force_login(late())
    text = client.get(PAGE).content.decode()
    assert "Your role sees what others may not" in text
    assert reverse("mfa_add_webauthn") in text
    assert reverse("mfa_activate_totp") in text


def test_until_then_every_page_names_the_day(client):
    user = due(person(), timezone.now() + timedelta(days=3))
    client.force_login(user)
    day = f"{user.second_factor_due:%-d %B %Y}"
    assert f"set it up by {day}" in client.get("/polls/").content.decode()
    with_app(user)
    assert day not in client.get("/polls/").content.decode()


def test_visitors_and_readers_of_other_roles_are_told_nothing(client):
    assert "second factor for signing in" not in client.get("/polls/").content.decode()
    client.force_login(person(Role.FAMILY))
    assert "second factor for signing in" not in client.get("/polls/").content.decode()


@pytest.mark.parametrize("address", ["/api/hub/v1/polls", "/api/v2/pages/"])
def test_the_apis_say_it_too_by_session_and_by_token(client, address):
    user = late()
    _, text = APIToken.create_token(user=user, name="app")
    by_token = client.get(address, headers={"Authorization": f"Bearer {text}"})
    client.force_login(user)
    for answer in (by_token, client.get(address)):
        assert answer.status_code == 403
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["detail"].startswith("Set up a second factor")
    with_app(user)
    assert client.get(address).status_code == 200
    assert client.get(address, headers={"Authorization": f"Bearer {text}"}).status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client):
    user = late()
    with_app(user)
    Authenticator.objects.filter(type=Authenticator.Type.TOTP).delete()
    client.force_login(user)
    assert client.get("/polls/")["Location"] == PAGE


def test_a_known_factor_costs_no_query(client, django_assert_max_num_queries):
    user = late(Role.REVIEWER)
    with_app(user)
    client.force_login(user)
    client.get("/polls/")
    with django_assert_max_num_queries(20) as counted:
        assert client.get("/polls/").status_code == 200
    assert not [query for query in counted.captured_queries if "mfa_authenticator" in query["sql"]]


def test_what_a_session_remembers_ends_with_the_last_factor(client):
    user = person(Role.FAMILY)
    with_passkey(user)
    other = type(client)()
    for browser in (client, other):
        sign_in_without_second_step(browser, user)
        user.role, user.second_factor_due = Role.REVIEWER, None
        user.save()
        assert browser.get("/polls/").status_code == 200
    user.role = Role.FAMILY
    user.save()
    confirm_password(client)
    client.post(reverse("mfa_remove_webauthn", args=[Authenticator.objects.get().pk]))
    assert not Authenticator.objects.exists()
    User.objects.filter(pk=user.pk).update(role=Role.REVIEWER)
    assert client.get("/polls/")["Location"] == PAGE
    assert other.get("/accounts/tokens/")["Location"].startswith("/accounts/login/")


def sign_in_without_second_step(browser, user):
    browser.force_login(User.objects.get(pk=user.pk))


def test_a_token_is_made_in_time_or_with_a_second_factor_only():
    user = due(person(), timezone.now() + timedelta(days=1))
    create_token(name="in time", by=user)
    due(user)
    with pytest.raises(PermissionDenied, match="Set up a second factor"):
        create_token(name="late", by=user)
    with_app(user)
    create_token(name="with an app", by=user)
    assert APIToken.objects.count() == 2


def test_a_token_costs_one_query_and_gives_the_account_as_it_is_stored(django_assert_num_queries):
    user = late()
    with_app(user)
    _, text = APIToken.create_token(user=user, name="app")
    APIToken.objects.update(last_used_at=timezone.now())
    with django_assert_num_queries(1):
        found = user_of_token(text)
    fields = [field.attname for field in User._meta.concrete_fields]
    stored = User.objects.get(pk=user.pk)
    assert [getattr(found, name) for name in fields] == [getattr(stored, name) for name in fields]


def test_a_token_finds_its_own_owner_and_is_good_after_a_change_of_the_secret_key(settings):
    one, two = person(), person()
    texts = [APIToken.create_token(user=user, name="app")[1] for user in (one, two)]
    assert [user_of_token(text) for text in texts] == [one, two]
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"
    assert [user_of_token(text) for text in texts] == [one, two]
    assert user_of_token(texts[0][:-1] + "x") is None


def test_an_authenticator_app_is_set_up_and_recovery_codes_are_shown(client, django_capture_on_commit_callbacks):
    user = late()
    sign_in(client, user)
    assert client.get("/accounts/2fa/totp/activate/")["Location"].startswith("/accounts/reauthenticate/")
    confirm_password(client)
    page = client.get("/accounts/2fa/totp/activate/")
    assert b'<svg class="qr"' in page.content
    assert b"data:image" not in page.content
    assert "no-store" in page["Cache-Control"]
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/accounts/2fa/totp/activate/", {"code": code_of(page.context["form"].secret)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    shown = client.get(answer["Location"])
    assert len(shown.context["unused_codes"]) == 10
    assert shown.context["unused_codes"][0] in shown.content.decode()
    assert client.get("/polls/").status_code == 200
    kinds = [event.details["kind"] for event in Event.objects.filter(action=Action.SECOND_FACTOR_ADDED)]
    assert sorted(kinds) == ["recovery_codes", "totp"]


def test_recovery_codes_are_saved_as_a_file_and_made_anew(client):
    user = person()
    _, codes = with_app(user)
    client.force_login(user)
    confirm_password(client)
    assert client.get("/accounts/2fa/recovery-codes/download/").content.decode().split() == codes
    client.post("/accounts/2fa/recovery-codes/generate/")
    fresh = client.get("/accounts/2fa/recovery-codes/").context["unused_codes"]
    assert len(fresh) == 10
    assert not set(fresh) & set(codes)


def test_the_second_step_lets_in_by_app_and_once_by_recovery_code(client):
    user = late()
    secret, codes = with_app(user)
    assert sign_in(client, user)["Location"] == reverse("mfa_authenticate")
    assert client.get("/accounts/tokens/")["Location"].startswith("/accounts/login/")
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert client.get("/accounts/tokens/").status_code == 200
    for expected in (200, 302):
        browser = type(client)()
        sign_in(browser, user)
        browser.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert browser.get("/accounts/tokens/").status_code == expected


def test_the_last_factor_stays_where_the_role_asks_for_one(client):
    user = person()
    with_app(user)
    client.force_login(user)
    confirm_password(client)
    page = client.get("/accounts/2fa/totp/deactivate/")
    assert LAST_ONE in page.content.decode()
    client.post("/accounts/2fa/totp/deactivate/")
    Authenticator.objects.filter(type=Authenticator.Type.TOTP).get()
    Authenticator.objects.all().delete()
    passkey = with_passkey(user)
    answer = client.post(reverse("mfa_remove_webauthn", args=[passkey.pk]), follow=True)
    assert LAST_ONE in answer.content.decode()
    Authenticator.objects.get()


def test_one_of_two_factors_is_removed_and_the_event_says_so(client):
    user = person()
    with_app(user)
    passkey = with_passkey(user)
    client.force_login(user)
    confirm_password(client)
    client.post(reverse("mfa_remove_webauthn", args=[passkey.pk]))
    assert not Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).exists()
    event = Event.objects.get(action=Action.SECOND_FACTOR_REMOVED)
    assert (event.owner, event.details) == (user.reference, {"kind": "webauthn"})


def test_a_passkey_is_renamed_by_its_owner_only(client):
    user = person()
    passkey, foreign = with_passkey(user), with_passkey(UserFactory())
    client.force_login(user)
    confirm_password(client)
    client.post(reverse("mfa_edit_webauthn", args=[passkey.pk]), {"name": "key at the clinic"})
    assert "key at the clinic" in client.get(reverse("mfa_list_webauthn")).content.decode()
    assert client.post(reverse("mfa_edit_webauthn", args=[foreign.pk]), {"name": "x"}).status_code == 404
    assert client.post(reverse("mfa_remove_webauthn", args=[foreign.pk])).status_code == 404
    client.post(reverse("mfa_edit_webauthn", args=[passkey.pk]), {"name": "x" * 81})
    passkey.refresh_from_db()
    assert passkey.data["name"] == "key at the clinic"


def test_passkeys_are_bounded(client):
    user = person()
    for _ in range(PASSKEYS_MOST):
        Authenticator.objects.create(user=user, type="webauthn", data={"name": "x", "credential": {}})
    form_errors = passkey_form(user).errors["__all__"]
    assert form_errors == [f"You have {PASSKEYS_MOST} passkeys. Remove one that you no longer use."]


def passkey_form(user):
    from accounts.forms import PasskeyForm  # noqa: PLC0415  needs the apps

    return PasskeyForm({"name": "one more"}, user=user)


@pytest.mark.parametrize("door", ["/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/"])
def test_no_factor_is_added_from_a_browser_left_open(client, door):
    client.force_login(late())
    assert client.post(door, {"code": "1", "credential": "{}"})["Location"].startswith("/accounts/reauthenticate/")
    assert not Authenticator.objects.exists()


def test_a_lost_factor_is_taken_away_by_command(client, django_capture_on_commit_callbacks):
    user, out = person(), StringIO()
    with_app(user)
    _, text = APIToken.create_token(user=user, name="app")
    client.force_login(user)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("reset_second_factor", user.email.upper(), stdout=out)
    assert "removed: 2." in out.getvalue()
    assert not Authenticator.objects.exists()
    assert client.get("/accounts/tokens/")["Location"].startswith("/accounts/login/")
    assert user_of_token(text) is None
    assert mail.outbox[-1].to == [user.email]
    event = Event.objects.get(action=Action.SECOND_FACTOR_REMOVED)
    assert (event.actor, event.owner, event.details) == (None, user.reference, {"kind": "all", "number": 2})
    sign_in(client, user)
    assert client.get("/polls/")["Location"] == PAGE


def test_the_command_knows_no_such_address():
    with pytest.raises(CommandError, match="no account"):
        call_command("reset_second_factor", "nobody@example.org")
