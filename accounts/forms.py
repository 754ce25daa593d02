from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm

from accounts.actions import UNVERIFIED, assign_role, open_account, rename_account, set_active
from accounts.models import User
from accounts.permissions import has_pseudonym
from accounts.roles import PHYSICIANS


class UserForm(WagtailAdminModelForm):
    """What an administrator sets: no password (people choose theirs by mail), no single permissions (roles carry them)."""

    class Meta:
        model = User
        fields = ("email", "display_name", "role", "is_active")

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Only its owner changes an address, from both mailboxes: who could write it here could take any account.
        self.fields["email"].disabled = self.instance.pk is not None
        if editing_self:  # nobody locks themselves out, or raises themselves
            self.fields["role"].disabled = True
            self.fields["is_active"].disabled = True
        if self.instance.pk is None:
            del self.fields["is_active"]
        elif has_pseudonym(self.instance):
            del self.fields["display_name"]

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def clean_role(self) -> str:
        """Say here what assign_role would refuse, so that the form comes back as it was filled in."""
        role: str = self.cleaned_data["role"]
        if "role" in self.changed_data and role in PHYSICIANS and not self.instance.is_verified(timezone.now()):
            raise ValidationError(UNVERIFIED)
        return role

    def save(self, commit: bool = True) -> User:
        """Leave every write to the actions. The form's own instance holds the new values already: they take a fresh one."""
        said, by = self.cleaned_data, self.for_user
        if self.instance.pk is None:
            return open_account(email=said["email"], display_name=said["display_name"], role=said["role"], by=by)
        user = User.objects.get(pk=self.instance.pk)
        if "display_name" in self.changed_data:
            rename_account(user=user, display_name=said["display_name"], by=by)
        if "role" in self.changed_data:
            assign_role(user=user, role=said["role"], by=by)
        if "is_active" in self.changed_data:
            set_active(user=user, active=said["is_active"], by=by)
        return user


class TokenForm(forms.Form):
    name = forms.CharField(
        label="What is it for?", max_length=80, help_text="So that you know it again: “clinic dashboard”."
    )


PASSKEYS_MOST = 10
NAME = "Name"
NAME_HELP = "So that you know it again: “phone”, “key at the clinic”."


def code_field(label: str, help_text: str) -> forms.CharField:
    attrs = {"autocomplete": "one-time-code", "inputmode": "numeric"}
    return forms.CharField(label=label, max_length=32, help_text=help_text, widget=forms.TextInput(attrs=attrs))


def credential_field() -> forms.JSONField:
    """What the browser's passkey answers; the script of the page fills it in."""
    return forms.JSONField(widget=forms.HiddenInput, max_length=20_000)


class CodeForm(AuthenticateForm):
    code = code_field("Code", "From your authenticator app, or one of your recovery codes.")


class CodeAgainForm(ReauthenticateForm):
    code = code_field("Code", "From your authenticator app, or one of your recovery codes.")


class AuthenticatorAppForm(ActivateTOTPForm):
    code = code_field("Code from the app", "Six digits; they change twice a minute.")


class PasskeyForm(AddWebAuthnForm):
    name = forms.CharField(label=NAME, required=False, max_length=80, help_text=NAME_HELP)
    passwordless = forms.BooleanField(label="Sign in with this passkey alone, without the password", required=False)
    credential = credential_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("passwordless", True)

    def clean(self) -> Any:
        own = Authenticator.objects.filter(user=self.user, type=Authenticator.Type.WEBAUTHN)
        if own.count() >= PASSKEYS_MOST:
            raise ValidationError(f"You have {PASSKEYS_MOST} passkeys. Remove one that you no longer use.")
        return super().clean()


class PasskeyNameForm(EditWebAuthnForm):
    name = forms.CharField(label=NAME, max_length=80, help_text=NAME_HELP)


class PasskeyAnswerForm(AuthenticateWebAuthnForm):
    credential = credential_field()


class PasskeyAgainForm(ReauthenticateWebAuthnForm):
    credential = credential_field()


class PasskeySignInForm(LoginWebAuthnForm):
    credential = credential_field()
