"""Which passwords are taken."""

import pytest
from allauth.account.forms import SignupForm

pytestmark = pytest.mark.django_db


def refused(password, email="heron@clinic.example"):
    form = SignupForm({"email": email, "password1": password, "password2": password})
    return "password1" in form.errors


@pytest.mark.parametrize("password", ["calm-7!", "elevenchars", "qwerty123456", "1q2w3e4r5t6y", "123456789012"])
def test_a_short_or_common_password_is_refused(password):
    assert refused(password)


@pytest.mark.parametrize("password", ["amber.heron.1974", "amber.heron@clinic", "Amber.Heron.1974!"])
def test_a_password_like_the_address_is_refused(password):
    assert refused(password, "amber.heron.1974@clinic.example")


@pytest.mark.parametrize("address", ["amber.heron.1974@clinic.example", "amber@heron.example"])
def test_a_password_like_the_address_is_told_so_once(address):
    form = SignupForm({"email": address, "password1": address, "password2": address})
    assert [error for error in form.errors["password1"] if "similar" in error] == [
        "The password is too similar to your e-mail address."
    ]


def test_a_long_password_of_ones_own_is_taken():
    assert not refused("calm-stripes-909")
