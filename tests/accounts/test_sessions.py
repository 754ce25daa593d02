import pytest
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.test import Client

from accounts.models import EmailChange
from accounts.roles import Role
from audit.kinds import Action
from audit.models import Event
from tests.factories.sign_in import PASSWORD, link_in, person, sign_in, with_app

pytestmark = pytest.mark.django_db
OTHER = "another long enough phrase"


@pytest.fixture(autouse=True)
def no_tries_of_another_test():
    cache.clear()


def signed_in(user, agent="Firefox on a ward"):
    browser = Client(headers={"user-agent": agent})
    sign_in(browser, user)
    return browser


def is_in(browser):
    return browser.get("/accounts/tokens/").status_code == 200


def events(action):
    return list(Event.objects.filter(action=action).order_by("number"))


def test_the_list_names_each_browser_and_marks_ones_own():
    user = person()
    here = signed_in(user)
    signed_in(user, "Safari at home")
    signed_in(person(), "Somebody else")
    text = here.get("/accounts/sessions/").content.decode()
    assert "Firefox on a ward" in text
    assert "Safari at home" in text
    assert "Somebody else" not in text
    assert text.count("In use") == 1


def test_a_session_names_browser_and_system_instead_of_the_raw_text():
    browser = signed_in(person(), "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
    text = browser.get("/accounts/sessions/").content.decode()
    assert "Firefox on Linux" in text
    assert "Gecko/20100101" not in text


def test_one_session_is_ended_and_the_others_go_on():
    user = person()
    here, there, third = (signed_in(user) for _ in range(3))
    row = UserSession.objects.get(session_key=there.session.session_key)
    here.post(f"/accounts/sessions/{row.pk}/end/")
    assert [is_in(browser) for browser in (here, there, third)] == [True, False, True]
    [event] = events(Action.SESSION_ENDED)
    assert (event.actor, event.owner) == (user.reference, user.reference)


def test_all_others_are_ended_at_once():
    user = person()
    here, there, third = (signed_in(user) for _ in range(3))
    here.post("/accounts/sessions/end-others/")
    assert [is_in(browser) for browser in (here, there, third)] == [True, False, False]
    assert [event.details for event in events(Action.SESSION_ENDED)] == [{"sessions": 2}]
    assert UserSession.objects.filter(user=user).count() == 1


def test_ending_ones_own_signs_out():
    here = signed_in(person())
    answer = here.post(f"/accounts/sessions/{UserSession.objects.get().pk}/end/")
    assert answer["Location"] == "/accounts/login/"
    assert not is_in(here)


def test_nobody_ends_the_session_of_somebody_else():
    here, theirs = signed_in(person()), signed_in(person())
    row = UserSession.objects.get(session_key=theirs.session.session_key)
    assert here.post(f"/accounts/sessions/{row.pk}/end/").status_code == 404
    assert is_in(theirs)


@pytest.mark.parametrize("address", ["/accounts/sessions/1/end/", "/accounts/sessions/end-others/"])
def test_sessions_are_not_ended_by_a_link(client, address):
    client.force_login(person())
    assert client.get(address).status_code == 302  # to the page with the button


def test_a_new_password_ends_the_other_sessions_and_a_waiting_change_of_address(client):
    user = person()
    here, there = signed_in(user), signed_in(user)
    here.post("/accounts/email/", {"email": "wish@example.org", "password": PASSWORD})
    form = {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER}
    here.post("/accounts/password/change/", form)
    assert [is_in(here), is_in(there)] == [True, False]
    assert [event.owner for event in events(Action.PASSWORD_CHANGED)] == [user.reference]
    assert [event.details for event in events(Action.SESSION_ENDED)] == [{"sessions": 1}]
    assert not EmailChange.objects.exists()
    assert UserSession.objects.filter(user=user).count() == 1


def test_a_password_that_was_reset_ends_every_session_and_signs_nobody_in(client):
    user = person()
    there = signed_in(user)
    client.post("/accounts/password/reset/", {"email": user.email})
    page = client.get(link_in(mail.outbox[-1]), follow=True)
    client.post(page.request["PATH_INFO"], {"password1": OTHER, "password2": OTHER})
    assert not is_in(there)
    assert not is_in(client)
    assert [event.owner for event in events(Action.PASSWORD_CHANGED)] == [user.reference]
    sign_in(client, user, OTHER)
    assert is_in(client)


def test_signing_in_and_out_is_written_down(client):
    user = person()
    sign_in(client, user)
    client.post("/accounts/logout/")
    [began], [ended] = events(Action.SIGNED_IN), events(Action.SESSION_ENDED)
    assert (began.actor, began.owner, began.details) == (user.reference, user.reference, {"with": "password"})
    assert ended.owner == user.reference


def test_a_failed_try_is_written_into_the_account_that_was_meant_and_names_no_address(client):
    user = person()
    client.post("/accounts/login/", {"login": user.email.upper(), "password": "wrong"})
    [event] = events(Action.SIGN_IN_FAILED)
    assert (event.actor, event.owner, event.details) == (None, user.reference, {"with": "password"})


def test_a_failed_try_for_no_account_leaves_nothing(client):
    client.post("/accounts/login/", {"login": "nobody@example.org", "password": "wrong"})
    assert not Event.objects.exists()


def test_a_wrong_code_is_written_down_too(client):
    user = person(Role.EDITOR)
    with_app(user)
    sign_in(client, user)
    assert not events(Action.SIGNED_IN)
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert [event.details for event in events(Action.SIGN_IN_FAILED)] == [{"with": "totp"}]
