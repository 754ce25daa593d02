import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse
from wagtail.models import APIToken

from accounts.models import User
from accounts.roles import Role
from tests.factories.accounts import UserFactory, give_role

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough phrase"


def member(role=Role.PHYSICIAN):
    user = UserFactory()
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    give_role(user, role)
    return user


def test_signing_up_ends_in_an_account_without_membership_after_the_mail_is_confirmed(client):
    form = {"email": "New@Example.org", "password1": PASSWORD, "password2": PASSWORD}
    client.post("/accounts/signup/", form)
    assert client.get("/admin/").status_code == 302
    link = re.search(r"http://testserver(/accounts/confirm-email/\S+)", mail.outbox[0].body).group(1)
    client.post(link)
    client.post("/accounts/login/", {"login": "new@example.org", "password": PASSWORD})
    user = User.objects.get()
    assert (user.email, user.role) == ("new@example.org", Role.REGISTERED)
    assert client.session["_auth_user_id"] == str(user.pk)


def test_signing_up_with_a_known_address_looks_the_same_and_tells_its_owner(client):
    known = member()
    form = {"password1": PASSWORD, "password2": PASSWORD}
    fresh = client.post("/accounts/signup/", form | {"email": "fresh@example.org"})
    again = client.post("/accounts/signup/", form | {"email": known.email})
    assert (fresh.status_code, fresh["Location"]) == (again.status_code, again["Location"])
    assert mail.outbox[-1].to == [known.email]


def test_nobody_is_sent_from_the_admin_to_the_sign_in_page_and_back_again(client):
    response = client.get("/admin/", follow=True)
    assert response.redirect_chain[-1][0] == "/accounts/login/?next=/admin/"
    editor = member(Role.EDITOR)
    response = client.post(
        "/accounts/login/?next=/admin/", {"login": editor.email, "password": PASSWORD, "next": "/admin/"}, follow=True
    )
    assert response.status_code == 200
    assert response.request["PATH_INFO"] == "/admin/"


def test_a_physician_without_admin_access_is_refused_once_and_not_sent_in_circles(client):
    client.force_login(member())
    response = client.get("/admin/", follow=True)
    assert response.status_code == 403
    assert len(response.redirect_chain) == 1


def test_the_admin_sign_in_never_leads_to_another_host(client):
    client.force_login(member(Role.EDITOR))
    assert client.get("/admin/login/", {"next": "https://elsewhere.example/"})["Location"] == "/admin/"


def test_a_token_reads_what_its_owner_may_read_until_it_is_revoked(client):
    token, text = APIToken.create_token(user=member(), name="app")
    headers = {"Authorization": f"Bearer {text}"}
    assert client.get("/api/hub/v1/search?q=x", headers=headers).status_code == 200
    token.revoke()
    assert client.get("/api/hub/v1/search?q=x", headers=headers).status_code == 401
    assert client.get("/api/v2/pages/", headers=headers).status_code == 401


def test_a_wrong_token_is_an_error_even_beside_a_good_session(client):
    client.force_login(member())
    response = client.get("/api/hub/v1/search?q=x", headers={"Authorization": "Bearer wagtail_wrong"})
    assert response.status_code == 401
    assert response["Content-Type"] == "application/problem+json"


def test_a_deactivated_member_loses_the_token_at_once(client):
    user = member()
    _, text = APIToken.create_token(user=user, name="app")
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get("/api/hub/v1/search?q=x", headers={"Authorization": f"Bearer {text}"}).status_code == 401


def test_an_administrator_gives_a_role_in_the_admin(client):
    client.force_login(member(Role.ADMINISTRATOR))
    user = UserFactory()
    form = {"email": user.email, "display_name": "slate-ibis-31", "role": Role.EDITOR, "is_active": "on"}
    response = client.post(reverse("wagtailusers_users:edit", args=[user.pk]), form)
    assert response.status_code == 302
    user.refresh_from_db()
    assert (user.role, user.display_name) == (Role.EDITOR, "slate-ibis-31")
    assert [group.name for group in user.groups.all()] == ["Editors"]


def test_an_administrator_cannot_lock_themselves_out(client):
    administrator = member(Role.ADMINISTRATOR)
    client.force_login(administrator)
    form = {"email": administrator.email, "display_name": "still here", "role": Role.REGISTERED}
    client.post(reverse("wagtailusers_users:edit", args=[administrator.pk]), form)
    administrator.refresh_from_db()
    assert (administrator.role, administrator.is_active, administrator.display_name) == (
        Role.ADMINISTRATOR,
        True,
        "still here",
    )
