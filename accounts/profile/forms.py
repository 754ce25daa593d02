from typing import Any

from django import forms

from accounts.models import Physician, Profile
from accounts.physicians.actions import CASES_MOST, Practice
from accounts.profile.actions import Self
from accounts.profile.languages import LANGUAGE_CHOICES
from accounts.profile.time_zones import former_names, grouped_time_zones
from common.specialities import SPECIALITY_CHOICES

HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]
ENDS = [(hour, f"{hour:02}:00") for hour in range(1, 25)]


class ProfileForm(forms.Form):
    languages = forms.MultipleChoiceField(
        label="Languages that you read", choices=LANGUAGE_CHOICES, widget=forms.CheckboxSelectMultiple, required=False
    )
    time_zone = forms.ChoiceField(
        label="Time zone", choices=grouped_time_zones, help_text="The place whose clock you live by."
    )

    @classmethod
    def of(cls, profile: Profile, data: Any) -> "ProfileForm":
        zone = former_names().get(profile.time_zone, profile.time_zone)  # the list has the name of today only
        initial = {"languages": profile.languages, "time_zone": zone}
        return cls(data, initial=initial, prefix="self")

    def about(self) -> Self:
        return Self(**self.cleaned_data)


class PracticeForm(forms.Form):
    speciality = forms.ChoiceField(label="Speciality", choices=SPECIALITY_CHOICES)
    is_available = forms.BooleanField(label="I take on cases as a volunteer", required=False)
    hours_from = forms.TypedChoiceField(label="Offers may reach me from", choices=HOURS, coerce=int)
    hours_to = forms.TypedChoiceField(
        label="Until", choices=ENDS, coerce=int, help_text="In your time zone. From 20:00 until 08:00 is a night."
    )
    paused_until = forms.DateField(
        label="Paused until",
        required=False,
        help_text="Until this day nothing is offered to you. Leave it empty if you make no pause.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    cases_at_once = forms.TypedChoiceField(
        label="Cases at once", choices=[(n, str(n)) for n in range(1, CASES_MOST + 1)], coerce=int
    )

    @classmethod
    def of(cls, physician: Physician, data: Any) -> "PracticeForm":
        initial = {name: getattr(physician, name) for name in cls.base_fields}
        return cls(data, initial=initial, prefix="practice")

    def practice(self) -> Practice:
        return Practice(**self.cleaned_data)
