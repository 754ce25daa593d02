import pytest

from accounts.roles import Role
from tests.factories.accounts import UserFactory


@pytest.fixture
def member(db, client):
    """A signed-in physician; `client` acts for them."""
    user = UserFactory(role=Role.PHYSICIAN)
    client.force_login(user)
    return user
