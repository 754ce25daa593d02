from typing import Any

from allauth.account.forms import ReauthenticateForm
from django import forms
from django.core.exceptions import ValidationError


class EmailChangeForm(ReauthenticateForm):
    """The new address, and the password again: a browser left open is not enough to take an account away."""

    email = forms.EmailField(
        label="New address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text="We write to this address and to the present one. Both have to say yes.",
    )
    field_order = ("email", "password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].max_length = 256
        self.fields["password"].widget.attrs.pop("placeholder", None)

    def clean_email(self) -> str:
        address: str = self.cleaned_data["email"].lower()
        if address == self.user.email.lower():
            raise ValidationError("This is the address of your account already.")
        return address
