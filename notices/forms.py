from typing import Any

from django import forms

from accounts.models import User
from notices.choices import FIXED, choices_of, kinds_for
from notices.models import Frequency, Kind


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Code of a disease or a sign", max_length=20, help_text="ORPHA:558, for example, or HP:0001250."
    )


class FrequencyForm(forms.Form):
    """How often one wants to hear of one thing that one follows."""

    frequency = forms.ChoiceField(
        label="How often", required=False, choices=[("", "As of all I follow"), *Frequency.choices]
    )


class NoticesForm(forms.Form):
    """One choice for each kind of news that there can be for this account; what is fixed is only told."""

    def __init__(self, user: User, data: Any = None) -> None:
        before = choices_of(user)
        super().__init__(data)
        for kind in kinds_for(user):
            if kind not in FIXED:
                self.fields[kind] = forms.ChoiceField(label=kind.label, choices=Frequency.choices, initial=before[kind])

    def chosen(self) -> dict[Kind, Frequency]:
        return {Kind(kind): Frequency(frequency) for kind, frequency in self.cleaned_data.items()}
