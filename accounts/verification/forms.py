from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from accounts.vault.pictures import FILE_MOST, TOO_BIG
from accounts.verification.actions.applying import NAME_MOST, Claim, checked
from accounts.verification.countries import CountryRules
from common.specialities import SPECIALITY_CHOICES

LONGEST = 200  # what is longer is nobody's name or number; the rules say more exactly what fits
NO_FILE = "Choose a picture first."
CODE_INPUT = forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"})


class DetailsForm(forms.Form):
    """Who somebody is and which licence they hold, with the fields that the register of their country asks for."""

    name = forms.CharField(
        label="Your full name",
        help_text="Given name first, surname last, as in the register. Other members know you by a pseudonym only.",
        max_length=LONGEST,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
    )
    speciality = forms.CharField(
        label="Speciality you work in",
        required=False,
        widget=forms.Select(choices=[("", "Choose a speciality"), *SPECIALITY_CHOICES]),
    )

    def __init__(self, rules: CountryRules, data: Any = None) -> None:
        super().__init__(data)
        self.rules = rules
        if rules.regions:
            self.fields["region"] = chosen(rules.region_label, rules.regions)
        self.fields["number"] = typed(rules.number_label, f"{rules.form}, for example {rules.example}.")
        if rules.extra and rules.extra.choices:
            self.fields["extra"] = chosen(rules.extra.label, rules.extra.choices)
        elif rules.extra:
            self.fields["extra"] = typed(rules.extra.label, f"{rules.extra.form}.")

    def clean(self) -> dict[str, Any]:
        """Hold all fields against the rules at once, so that everything that is wrong is said in one answer."""
        try:
            checked(self.claim())
        except ValidationError as refusal:
            for name, errors in refusal.error_dict.items():
                if name not in self.errors:
                    self.add_error(name, cast(Any, errors))
        return self.cleaned_data

    def claim(self) -> Claim:
        names = ("name", "speciality", "number", "region", "extra")
        return Claim(country=self.rules.code, **{name: self.cleaned_data.get(name, "") for name in names})


def typed(label: str, form: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    hint = form[0].upper() + form[1:]
    return forms.CharField(label=label, help_text=hint, max_length=LONGEST, required=False, widget=widget)


def chosen(label: str, choices: Any) -> forms.CharField:
    """A list to choose from; what is not in it is refused by the rules, in their words."""
    widget = forms.Select(choices=[("", "Choose one"), *choices.items()])
    return forms.CharField(label=label, required=False, max_length=LONGEST, widget=widget)


class MailForm(forms.Form):
    address = forms.CharField(
        label="Your address at the institution",
        help_text="Like name@hospital.example. Private mailboxes prove nothing, since anybody can have one.",
        max_length=254,
        error_messages={"required": "Write an address like name@hospital.example."},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label="The code from our mail",
        help_text="Ten letters and digits.",
        max_length=40,
        error_messages={"required": "Type in the code from our newest mail."},
        widget=CODE_INPUT,
    )


class PictureForm(forms.Form):
    file = forms.FileField(
        label="Picture of your licence",
        help_text=f"A photograph or a scan as JPEG, PNG or WebP, at most {FILE_MOST // 1024 // 1024} MB.",
        error_messages={"required": NO_FILE, "empty": NO_FILE},
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )


class VouchForm(forms.Form):
    code = forms.CharField(
        label="The code your colleague gave you",
        help_text="Twelve letters and digits.",
        max_length=40,
        error_messages={"required": "Type in the code your colleague gave you."},
        widget=CODE_INPUT,
    )
    name = forms.CharField(
        label="Your colleague’s full name",
        help_text="Given name first, surname last.",
        max_length=NAME_MOST,
        error_messages={"required": "Write the name of your colleague: given name first, surname last."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


def content_of(upload: UploadedFile) -> bytes:
    """Read an uploaded file; one that is too big is refused before it is read."""
    if (upload.size or 0) > FILE_MOST:
        raise ValidationError({"file": TOO_BIG})
    return upload.read()
