import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.roles import Role
from tests.factories.accounts import UserFactory


def reader_of(role):
    """Return a saved user of `role`, or a visitor for None."""
    return AnonymousUser() if role is None else UserFactory(role=role)


@pytest.fixture
def physician(db):
    return reader_of(Role.PHYSICIAN)


@pytest.fixture
def editor(db):
    return reader_of(Role.EDITOR)
