import pytest

from tests.factories.notices import Samples


@pytest.fixture
def samples():
    made = Samples()
    yield made
    made.forget()
