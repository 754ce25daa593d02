import pytest

from accounts.verification.actions import deciding
from tests.factories import verification as make


@pytest.fixture
def no_second_looks(monkeypatch):
    """One verified application in ten is drawn for a second look: here none is."""
    monkeypatch.setattr(deciding.secrets, "randbelow", lambda number: 1)


@pytest.fixture
def reviewer(client):
    """A reviewer of licences who is signed in."""
    user = make.reviewer()
    client.force_login(user)
    return user
