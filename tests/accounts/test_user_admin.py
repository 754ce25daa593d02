"""Administrators and the accounts: addresses and roles, never a pseudonym beside an address."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from accounts.actions import assign_role, rename_account, set_active
from accounts.models import User
from accounts.roles import Role
from audit.models import Event
from tests.factories.accounts import UserFactory, give_role

pytestmark = pytest.mark.django_db
PSEUDONYM = "quokka-heron-77"


@pytest.fixture
def administrator(client):
    user = give_role(UserFactory(), Role.ADMINISTRATOR)
    client.force_login(user)
    return user


def edit(user):
    return reverse("wagtailusers_users:edit", args=[user.pk])


def form_of(user, **changes):
    return {"email": user.email, "role": user.role, "is_active": "on", "display_name": user.display_name} | changes


@pytest.mark.parametrize("role", [Role.PHYSICIAN, Role.AUTHOR])
def test_a_pseudonym_never_stands_beside_an_address(client, administrator, role):
    user = UserFactory(role=role, display_name=PSEUDONYM)
    listed = client.get(reverse("wagtailusers_users:index"))
    assert user.email in listed.content.decode()
    saved = client.post(edit(user), form_of(user, role=Role.REGISTERED), follow=True)
    for page in (listed, client.get(edit(user)), saved):
        assert page.status_code == 200
    assert user.email in saved.content.decode()
    assert PSEUDONYM not in listed.content.decode() + saved.content.decode()
    assert not ModelLogEntry.objects.filter(label__contains=PSEUDONYM).exists()


def test_the_form_of_a_physician_shows_address_and_role_only(client, administrator):
    user = UserFactory(physician=True, display_name=PSEUDONYM)
    shown = client.get(edit(user)).content.decode()
    assert user.email in shown
    assert PSEUDONYM not in shown
    client.post(edit(user), form_of(user, display_name="renamed"))
    user.refresh_from_db()
    assert user.display_name == PSEUDONYM


def test_the_search_for_users_finds_by_address_and_never_by_pseudonym(client, administrator):
    user = UserFactory(physician=True, display_name=PSEUDONYM, email="findme@example.org")
    for name in ("index", "index_results"):
        address = reverse(f"wagtailusers_users:{name}")
        assert user.email not in client.get(address, {"q": "quokka-heron"}).content.decode()
        assert user.email in client.get(address, {"q": "findme"}).content.decode()


@pytest.mark.parametrize("role", [Role.PHYSICIAN, Role.AUTHOR])
def test_a_role_without_a_licence_is_an_error_of_the_form_and_the_input_stays(client, administrator, role):
    user = UserFactory(display_name="before")
    answer = client.post(edit(user), form_of(user, role=role, display_name="kept as typed"))
    assert answer.status_code == 200
    assert "licence is verified" in str(answer.context["form"].errors["role"])
    assert "kept as typed" in answer.content.decode()
    user.refresh_from_db()
    assert (user.role, user.display_name) == (Role.REGISTERED, "before")


def test_a_new_account_has_its_role_and_no_password(client, administrator):
    form = {"email": "New@Example.org", "display_name": "Help line", "role": Role.ORGANISATION}
    assert client.post(reverse("wagtailusers_users:add"), form).status_code == 302
    made = User.objects.get(email="new@example.org")
    assert (made.role, made.has_usable_password()) == (Role.ORGANISATION, False)
    assert Event.objects.filter(action="role_given", owner=made.reference, actor=administrator.reference).exists()


def test_the_event_of_a_role_tells_the_former_one(client, administrator):
    user = UserFactory()
    client.post(edit(user), form_of(user, role=Role.EDITOR))
    event = Event.objects.get(action="role_given", owner=user.reference)
    assert event.details == {"from": "registered", "to": "editor"}


def test_a_deactivated_account_is_out_at_once_and_the_log_tells_who_did_it(client, administrator):
    user, theirs = UserFactory(role=Role.FAMILY), Client()
    theirs.force_login(user)
    UserSession.objects.create(user=user, session_key=theirs.session.session_key, ip="127.0.0.1")
    former = user.access_key
    form = form_of(user)
    del form["is_active"]
    assert client.post(edit(user), form).status_code == 302
    user.refresh_from_db()
    assert not user.is_active
    assert user.access_key != former
    assert not UserSession.objects.filter(user=user).exists()
    told = Event.objects.filter(owner=user.reference, actor=administrator.reference).values_list("action", flat=True)
    assert {"role_given", "access_ended"} <= set(told)
    client.post(edit(user), form | {"is_active": "on"})
    user.refresh_from_db()
    assert user.is_active


def test_the_address_of_an_account_that_is_there_cannot_be_changed(client, administrator):
    user = UserFactory(email="former@example.org")
    client.post(edit(user), form_of(user, email="taken@example.org"))
    user.refresh_from_db()
    assert user.email == "former@example.org"


def test_nobody_raises_themselves(client, administrator):
    group = Group.objects.get(name="Editors")
    client.post(
        edit(administrator), form_of(administrator, role=Role.EDITOR) | {"groups": group.pk, "is_superuser": "on"}
    )
    administrator.refresh_from_db()
    assert administrator.role == Role.ADMINISTRATOR
    assert group not in administrator.groups.all()
    with pytest.raises(PermissionDenied, match="own role"):
        assign_role(user=administrator, role=Role.EDITOR, by=administrator)
    with pytest.raises(PermissionDenied, match="own account"):
        set_active(user=administrator, active=False, by=administrator)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_only_an_administrator_closes_and_renames_accounts(role):
    user, other = UserFactory(), UserFactory(role=role)
    with pytest.raises(PermissionDenied):
        set_active(user=user, active=False, by=other)
    with pytest.raises(PermissionDenied):
        rename_account(user=user, display_name="x", by=other)


@pytest.mark.parametrize("action", ["assign_role", "delete", "set_active_state"])
def test_no_bulk_action_touches_accounts(client, administrator, action):
    user = UserFactory()
    address = reverse("wagtail_bulk_action", args=["accounts", "user", action]) + f"?id={user.pk}"
    role = Group.objects.get(name="Editors").pk
    for answer in (client.get(address), client.post(address, {"role": role, "mark_as_active": ""})):
        assert answer.status_code == 404
    user.refresh_from_db()
    assert user.is_active
    assert not user.groups.exists()


@pytest.mark.parametrize("name", ["delete", "history", "usage"])
def test_accounts_are_not_deleted_or_copied_in_the_admin(client, administrator, name):
    user = UserFactory()
    assert client.post(reverse(f"wagtailusers_users:{name}", args=[user.pk])).status_code == 404
    assert User.objects.filter(pk=user.pk).exists()


def test_groups_cannot_be_opened(client, administrator):
    group = Group.objects.get(name="Administrators")
    for address in (reverse("wagtailusers_groups:index"), reverse("wagtailusers_groups:edit", args=[group.pk])):
        assert client.get(address).status_code == 404


def test_an_administrator_has_no_vault_and_no_ballots(client, administrator):
    for name in (
        "verification_modeladmin_index",
        "wagtailsnippets_polls_poll:list",
        "wagtailsnippets_content_person:list",
    ):
        assert client.get(reverse(name)).status_code == 404
