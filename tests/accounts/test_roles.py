import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.actions import assign_role
from accounts.permissions import audiences_of, has_permission
from accounts.roles import ADMIN_GROUPS, PERMISSIONS, Permission, Role
from common.audience import Audience
from tests.factories.accounts import UserFactory, in_a_year

MEMBERS = {Role.PHYSICIAN, Role.AUTHOR}
READERS = {*MEMBERS, Role.EDITOR, Role.MODERATOR, Role.ADMINISTRATOR}


def test_every_role_says_what_it_may_do():
    assert set(PERMISSIONS) == set(Role)


@pytest.mark.parametrize("role", list(Role))
def test_only_members_and_staff_know_of_member_content_and_only_members_of_cases(role):
    expected = {Audience.PUBLIC}
    if role in READERS:
        expected.add(Audience.MEMBERS)
    if role in MEMBERS:
        expected.add(Audience.CASES)
    assert audiences_of(UserFactory.build(role=role)) == expected


def test_nobody_and_a_deactivated_member_see_public_content_only():
    assert audiences_of(AnonymousUser()) == {Audience.PUBLIC}
    assert audiences_of(UserFactory.build(role=Role.PHYSICIAN, is_active=False)) == {Audience.PUBLIC}


def test_an_unknown_role_may_do_nothing():
    user = UserFactory.build(role="invented")
    assert not any(has_permission(user, permission) for permission in Permission)


@pytest.mark.django_db
def test_the_database_refuses_an_unknown_role():
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(role="invented")


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
def test_a_role_brings_its_groups_and_takes_the_former_ones(role):
    user = UserFactory(verified_until=in_a_year())
    assign_role(user=user, role=Role.EDITOR, by=None)
    assign_role(user=user, role=role, by=None)
    wanted = [ADMIN_GROUPS[role]] if role in ADMIN_GROUPS else []
    assert [group.name for group in user.groups.all()] == wanted
    assert user.is_staff == (role == Role.ADMINISTRATOR)
    assert not user.is_superuser
    assert assign_role(user=user, role=role, by=None) is False


@pytest.mark.django_db
@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_only_an_administrator_gives_roles(role):
    user = UserFactory()
    with pytest.raises(PermissionDenied, match="Only an administrator"):
        assign_role(user=user, role=Role.ADMINISTRATOR, by=UserFactory(role=role))
    user.refresh_from_db()
    assert user.role == Role.REGISTERED
