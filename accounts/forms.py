from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm

from accounts.actions import assign_role
from accounts.models import User


class UserForm(WagtailAdminModelForm):
    """What an administrator sets: no password (people choose theirs by mail), no single permissions (roles carry them)."""

    class Meta:
        model = User
        fields = ("email", "display_name", "role", "is_active")

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if editing_self:  # nobody locks themselves out
            self.fields["role"].disabled = True
            self.fields["is_active"].disabled = True

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def save(self, commit: bool = True) -> User:
        user: User = super().save(commit=False)
        if user.pk is None:
            user.set_unusable_password()
        user.save()
        assign_role(user=user, role=self.cleaned_data["role"], by=self.for_user)
        return user


class TokenForm(forms.Form):
    name = forms.CharField(
        label="What is it for?", max_length=80, help_text="So that you know it again: “clinic dashboard”."
    )
