from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail, signing
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.email_change.links import SALT, read
from accounts.models import EmailChange, User
from accounts.roles import Role
from audit.kinds import Action
from audit.models import Event
from tests.factories.accounts import UserFactory
from tests.factories.sign_in import PASSWORD, link_in, person, sign_in

pytestmark = pytest.mark.django_db
NEW = "new@example.org"


@pytest.fixture(autouse=True)
def mails_are_sent(django_capture_on_commit_callbacks):
    cache.clear()
    with django_capture_on_commit_callbacks(execute=True):
        yield


@pytest.fixture
def ask(client, django_capture_on_commit_callbacks):
    """Return a function that asks for a change and gives the links of both mails, the old mailbox first."""

    def ask(user, address=NEW, password=PASSWORD):
        sign_in(client, user)
        with django_capture_on_commit_callbacks(execute=True):
            client.post("/accounts/email/", {"email": address, "password": password})
        return [link_in(next(m for m in reversed(mail.outbox) if m.to == [to])) for to in (user.email, address.lower())]

    return ask


@pytest.fixture
def confirm(client, django_capture_on_commit_callbacks):
    def confirm(link, browser=client):
        with django_capture_on_commit_callbacks(execute=True):
            return browser.post(link)

    return confirm


def address_of(user):
    user.refresh_from_db()
    return user.email


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_address_changes_when_both_mailboxes_have_said_yes(order, ask, confirm, client):
    user = person()
    former, links = user.email, ask(user, "New@Example.org")
    assert "One more yes" in confirm(links[order[0]]).content.decode()
    assert address_of(user) == former
    assert "Your address is changed" in confirm(links[order[1]]).content.decode()
    assert address_of(user) == NEW
    [row] = EmailAddress.objects.filter(user=user)
    assert (row.email, row.verified, row.primary) == (NEW, True, True)
    assert sorted(message.to[0] for message in mail.outbox[-2:]) == sorted([former, NEW])
    actions = [event.action for event in Event.objects.order_by("number") if "email" in event.action]
    assert actions == [Action.EMAIL_CHANGE_ASKED, Action.EMAIL_CHANGED]


def test_one_mailbox_alone_changes_nothing_however_often_it_says_yes(ask, confirm):
    user = person()
    former, links = user.email, ask(user)
    for link in links:
        EmailChange.objects.update(old_confirmed_at=None, new_confirmed_at=None)
        assert confirm(link).status_code == 200
        assert confirm(link).status_code == 404
    assert address_of(user) == former


def test_opening_a_link_confirms_nothing(ask, client):
    for link in ask(person()):
        assert "Yes, change it" in client.get(link).content.decode()
    change = EmailChange.objects.get()
    assert (change.old_confirmed_at, change.new_confirmed_at) == (None, None)


def test_the_others_sessions_end_and_the_one_that_confirms_goes_on(ask, confirm, client):
    user, elsewhere, stranger = person(), Client(), Client()
    sign_in(elsewhere, user)
    links = ask(user)
    stranger.force_login(other := person())
    confirm(links[0], stranger)
    confirm(links[1], client)
    assert client.get("/accounts/tokens/").status_code == 200
    assert elsewhere.get("/accounts/tokens/").status_code == 302
    assert stranger.get("/accounts/tokens/").wsgi_request.user == other


def test_confirmed_where_nobody_is_signed_in_every_session_ends(ask, confirm, client):
    links = ask(person())
    for link in links:
        confirm(link, Client())
    assert client.get("/accounts/tokens/").status_code == 302


def test_links_are_good_for_a_day(ask, confirm, client):
    links = ask(person())
    EmailChange.objects.update(asked_at=timezone.now() - timedelta(hours=23, minutes=59))
    assert client.get(links[0]).status_code == 200
    EmailChange.objects.update(asked_at=timezone.now() - timedelta(hours=24))
    assert client.get(links[0]).status_code == 404
    assert confirm(links[1]).status_code == 404
    assert "A change is waiting" not in client.get("/accounts/email/").content.decode()


def test_a_new_wish_and_a_change_of_mind_end_the_former_links(ask, confirm, client):
    user = person()
    first = ask(user)
    second = ask(user, "newer@example.org")
    assert [confirm(link).status_code for link in first] == [404, 404]
    client.post("/accounts/email/cancel/")
    assert [confirm(link).status_code for link in second] == [404, 404]


def test_without_the_password_nothing_is_asked(client):
    user = person()
    sign_in(client, user)
    page = client.post("/accounts/email/", {"email": NEW, "password": "wrong"}).content.decode()
    assert "Please look at this" in page
    assert f'value="{NEW}"' in page
    assert not EmailChange.objects.exists()


def test_an_address_of_somebody_else_looks_the_same_and_its_owner_gets_no_link(
    client, django_capture_on_commit_callbacks
):
    taken, user = person(), person()
    sign_in(client, user)
    client.get("/accounts/email/")  # the greeting is said
    with django_capture_on_commit_callbacks(execute=True):
        free, not_free = (page_after(client, address) for address in (NEW, taken.email))
    assert free == not_free
    assert any("We have written to both addresses" in line for line in free[1])
    [told] = [message for message in mail.outbox if message.to == [taken.email]]
    assert "You have an account with it already" in told.body
    assert "/email/confirm/" not in told.body
    assert user.email not in told.body
    assert len([message for message in mail.outbox if message.to == [user.email]]) == 2


def page_after(client, address):
    answer = client.post("/accounts/email/", {"email": address, "password": PASSWORD}, follow=True)
    lines = answer.content.decode().replace(address, "ADDRESS").splitlines()
    return answer.redirect_chain, [line for line in lines if "csrfmiddlewaretoken" not in line and "(UTC)" not in line]


def test_an_address_that_somebody_took_meanwhile_is_not_given_twice(ask, confirm):
    user = person()
    former, links = user.email, ask(user)
    confirm(links[0])
    UserFactory(email=NEW)
    assert confirm(links[1]).status_code == 404
    assert address_of(user) == former


def test_ones_own_address_is_no_change(client):
    user = person()
    sign_in(client, user)
    page = client.post("/accounts/email/", {"email": user.email.upper(), "password": PASSWORD}).content.decode()
    assert "already" in page
    assert not mail.outbox


def test_the_mail_to_the_new_mailbox_does_not_name_the_old_one(ask):
    user = person()
    ask(user)
    [message] = [message for message in mail.outbox if message.to == [NEW]]
    assert user.email not in message.body


def test_a_deactivated_account_keeps_its_address(ask, confirm):
    user = person()
    former, links = user.email, ask(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert [confirm(link).status_code for link in links] == [404, 404]
    assert address_of(user) == former


def test_mails_are_limited_by_reader_and_by_address(client):
    user = person()
    sign_in(client, user)
    codes = [post(client, f"wish{n}@example.org") for n in range(6)]
    assert codes == [302] * 5 + [429]
    cache.clear()
    for n in range(4):
        browser = Client()
        sign_in(browser, person())
        assert post(browser, NEW) == (302 if n < 3 else 429)


def post(client, address):
    return client.post("/accounts/email/", {"email": address, "password": PASSWORD}).status_code


@pytest.mark.parametrize("button", ["action_add", "action_primary", "action_send", "action_remove"])
def test_the_former_ways_to_change_an_address_are_closed(client, button):
    user = person()
    client.force_login(user)
    client.post("/accounts/email/", {button: "", "email": NEW})
    assert [row.email for row in EmailAddress.objects.filter(user=user)] == [user.email]
    assert not mail.outbox


def test_an_administrator_cannot_write_the_address_of_somebody_else(client):
    client.force_login(person(Role.ADMINISTRATOR))
    user = UserFactory()
    former, form = user.email, {"email": NEW, "display_name": "slate-ibis-31", "role": user.role, "is_active": "on"}
    client.post(reverse("wagtailusers_users:edit", args=[user.pk]), form)
    assert (address_of(user), user.display_name) == (former, "slate-ibis-31")


@given(st.text(max_size=500))
def test_no_text_is_a_link_that_the_hub_did_not_make(text):
    assert read(text) is None


@given(st.recursive(st.none() | st.integers() | st.text(max_size=5), st.lists, max_leaves=4))
def test_no_other_signed_value_is_a_link(value):
    link = read(signing.dumps(value, salt=SALT))
    assert link is None or value[1] in ("old", "new")
