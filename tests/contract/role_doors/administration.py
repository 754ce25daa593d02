"""Users and their roles, settings, tokens."""

from django.contrib.auth.models import Group
from wagtail.models import APIToken, Site

from accounts.models import User
from accounts.roles import Role
from tests.contract.role_doors.visitors import refused, shows
from tests.factories.accounts import UserFactory
from tests.factories.sign_in import password_just_given


def user_form(**changes):
    return {"email": "wallaby@example.org", "display_name": "", "role": "family", "is_active": "on"} | changes


def create_user(who, own):
    if own:
        return None
    answer = who.client.post("/admin/users/new/", user_form())
    return User.objects.filter(email="wallaby@example.org", role=Role.FAMILY).exists() or refused(answer)


def read_user(who, own):
    if own:
        return None
    other = UserFactory()
    return shows(who.client.get(f"/admin/users/edit/{other.pk}/"), other.email)


def update_user(who, own):
    """Change a role; one's own nobody changes, which is asked as well."""
    if own:
        return None
    if who.user:
        who.client.post(f"/admin/users/edit/{who.user.pk}/", user_form(email=who.user.email, role="editor"))
        assert User.objects.get(pk=who.user.pk).role == who.user.role
    other = UserFactory()
    answer = who.client.post(f"/admin/users/edit/{other.pk}/", user_form(role="moderator"))
    return User.objects.get(pk=other.pk).role == Role.MODERATOR or refused(answer)


def delete_user(who, own):
    if own:
        return None
    other = UserFactory()
    answer = who.client.post(f"/admin/users/delete/{other.pk}/")
    return not User.objects.filter(pk=other.pk).exists() or refused(answer)


def change_group(who, own):
    """Put somebody into a group, by the form of the group and by Wagtail's bulk action for users."""
    group, other = Group.objects.get(name="Editors"), UserFactory()
    before = set(group.permissions.all())
    refused(who.client.get("/admin/groups/"))
    refused(who.client.post(f"/admin/groups/edit/{group.pk}/", {"name": group.name}))
    refused(who.client.post("/admin/groups/new/", {"name": "New"}))
    bulk = f"/admin/bulk/accounts/user/assign_role/?id={other.pk}"
    if who.short != "Ed":  # editors have bulk actions for pages; Wagtail asks for the right to change accounts
        refused(who.client.post(bulk, {"role": group.pk}))
    who.client.post(bulk, {"role": group.pk})
    return other.groups.exists() or set(group.permissions.all()) != before or Group.objects.filter(name="New").exists()


def read_site(who, own):
    return None if own else shows(who.client.get(f"/admin/sites/edit/{Site.objects.get().pk}/"), "site_name")


def update_site(who, own):
    if own:
        return None
    site = Site.objects.get()
    data = {"hostname": site.hostname, "port": site.port, "site_name": "Wombats", "is_default_site": "on"}
    answer = who.client.post(f"/admin/sites/edit/{site.pk}/", data | {"root_page": site.root_page_id})
    return Site.objects.get().site_name == "Wombats" or refused(answer)


def token_of(who, own):
    return APIToken.create_token(
        user=who.user if own else UserFactory(), name="quoll clinic" if own else "bilby clinic"
    )[0]


def create_token(who, own):
    if not own or who.user is None:
        return None
    if who.user:
        password_just_given(who.client)
    answer = who.client.post("/accounts/tokens/", {"name": "wombat clinic"})
    return APIToken.objects.filter(user=who.user).exists() or refused(answer)


def read_token(who, own):
    if own and who.user is None:
        return None
    token = token_of(who, own)
    answer = who.client.get("/accounts/tokens/")
    return token.name in answer.content.decode() or (answer.status_code != 200 and refused(answer))


def revoke_token(who, own):
    if own and who.user is None:
        return None
    token = token_of(who, own)
    answer = who.client.post(f"/accounts/tokens/{token.pk}/revoke/")
    token.refresh_from_db()
    return token.revoked_at is not None or refused(answer)
