import re

import pytest
from django.urls import reverse
from wagtail.models import APIToken

from accounts.actions import TOKENS_MOST
from accounts.roles import Role
from tests.factories.accounts import UserFactory
from tests.factories.sign_in import password_just_given

pytestmark = pytest.mark.django_db


def make(client, name="clinic dashboard"):
    password_just_given(client)
    return client.post(reverse("account_tokens"), {"name": name}).content.decode()


def test_a_physician_makes_a_token_reads_with_it_and_ends_it(client):
    client.force_login(UserFactory(role=Role.PHYSICIAN))
    text = re.search(r"wagtail_\w{20,}", make(client)).group()
    assert text not in client.get(reverse("account_tokens")).content.decode()
    client.logout()
    headers = {"Authorization": f"Bearer {text}"}
    assert client.get("/api/hub/v1/polls", headers=headers).status_code == 200
    client.force_login(APIToken.objects.get().user)
    client.post(reverse("account_token_revoke", args=[APIToken.objects.get().pk]))
    client.logout()
    assert client.get("/api/hub/v1/polls", headers=headers).status_code == 401


def test_nobody_ends_the_token_of_somebody_else(client):
    token, _ = APIToken.create_token(user=UserFactory(), name="hers")
    client.force_login(UserFactory())
    assert client.post(reverse("account_token_revoke", args=[token.pk])).status_code == 404
    token.refresh_from_db()
    assert token.revoked_at is None


def test_tokens_are_bounded_and_the_refusal_says_so(client):
    client.force_login(UserFactory())
    for _ in range(TOKENS_MOST):
        make(client)
    assert "Revoke one" in make(client)
    assert APIToken.objects.count() == TOKENS_MOST


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get(reverse("account_tokens")).status_code == 302


def test_a_session_left_open_makes_no_token_without_the_password(client):
    client.force_login(UserFactory(role=Role.PHYSICIAN))
    answer = client.post(reverse("account_tokens"), {"name": "mine for ever"})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/reauthenticate/")
    assert not APIToken.objects.exists()


@pytest.mark.parametrize("name", ["account_sessions_end_others", "account_email_cancel_change", "verification:renewal"])
def test_the_address_behind_a_button_leads_to_its_page(client, name):
    asked = client.get(reverse(name))
    assert asked["Location"].startswith("/accounts/login/")
    client.force_login(UserFactory(role=Role.PHYSICIAN))
    page = client.get(reverse(name))
    assert page.status_code == 302
    assert client.get(page["Location"]).status_code == 200
