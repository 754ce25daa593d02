"""The steps of the form as Django's forms: labels, help and widgets. What may be kept is said in `fields.py`."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.profile.languages import LANGUAGE_CHOICES
from cases.bands import CASE_ONSETS, UNKNOWN, Affected, AgeBand, Course, Onset, Related, Sex
from cases.models import NEEDED, Case, Layer, Organisation, Origin
from cases.sections import FOR_PHYSICIANS, SECTIONS
from cases.treating import Treating
from cases.writing.actions.treating import MOST, check_details
from cases.writing.agreeing import refusal_of, ways_of
from cases.writing.fields import SPECIALITIES_MOST, cleaned
from cases.writing.querysets import open_organisations, staffed_by
from common.countries import COUNTRY_CHOICES
from common.specialities import SPECIALITY_CHOICES

ROWS = {"title": 0, "story": 9, "tests": 7, "treatments": 5}
UNSURE = [(UNKNOWN, "I do not know")]


def section_field(name: str, label: str = "", hint: str = "") -> forms.CharField:
    """A text, checked by the scanner; without an HTML limit, so that a longer paste is refused and never cut."""
    section = SECTIONS[name]
    rows = ROWS.get(name, 4)
    attrs = {"data-privacy": "", **({"rows": rows} if rows else {})}
    widget = forms.Textarea(attrs=attrs) if rows else forms.TextInput(attrs=attrs)
    return forms.CharField(
        label=label or section.ask, help_text=hint or section.hint, required=False, widget=widget, strip=False
    )


def chosen(label: str, choices: Any, first: str, hint: str = "") -> forms.CharField:
    widget = forms.Select(choices=[("", first), *choices])
    return forms.CharField(label=label, help_text=hint, required=False, widget=widget)


def asked(label: str, choices: Any, hint: str = "") -> forms.CharField:
    """One of a few, all to be seen at once and none chosen before; “I do not know” is an answer, and is kept."""
    known = [(value, words) for value, words in choices if value != UNKNOWN]
    return forms.CharField(
        label=label, help_text=hint, required=False, widget=forms.RadioSelect(choices=[*known, *UNSURE])
    )


def areas() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label="Areas of medicine",
        help_text=f"At most {SPECIALITIES_MOST}. Leave it empty if you do not know: a physician chooses then.",
        choices=SPECIALITY_CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def key_words() -> forms.CharField:
    return forms.CharField(
        label="Key words",
        help_text="Two to five, with commas between them. For example: unsteady walking, cataract, loose stools.",
        required=False,
        widget=forms.TextInput(attrs={"data-privacy": "", "autocomplete": "off"}),
    )


class CaseForm(forms.Form):
    """Fields of a case under the names that `fields.cleaned` knows."""

    def __init__(self, case: Case, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial_of(case))
        self.case = case

    def clean(self) -> dict[str, Any]:
        """Say everything that cannot be kept at once, in the words of the rules."""
        try:
            cleaned(self.changes())
        except ValidationError as refusal:
            for name, errors in refusal.error_dict.items():
                self.add_error(name if name in self.fields else None, errors)
        return self.cleaned_data

    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields if name in self.cleaned_data}


class WhoForm(CaseForm):
    organisation = forms.CharField(
        label="Is a patient organisation helping you?",
        help_text="Its staff can fill this in with you, and are the first to read it. It is free.",
        required=False,
    )
    age_band = chosen("How old is the patient now?", AgeBand.choices, "Choose the age")
    sex = chosen("What is the patient’s sex?", Sex.choices, "Choose one")
    country = chosen(
        "In which country is the patient treated?", COUNTRY_CHOICES, "Choose a country", "Only the country, no town."
    )
    language = forms.CharField(
        label="Which language does the family speak best?",
        help_text="The form itself is in English.",
        required=False,
        widget=forms.Select(choices=LANGUAGE_CHOICES),
    )
    specialities = areas()

    def __init__(self, case: Case, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(case, data)
        if case.origin != Origin.FAMILY:
            del self.fields["organisation"]
            return
        rows = [(str(row.pk), row.name) for row in open_organisations()]
        self.fields["organisation"].widget = forms.Select(choices=[("", "No, I write it myself"), *rows])
        self.fields["organisation"].widget.is_required = False


class QuestionForm(CaseForm):
    title = section_field("title")
    question = section_field("question")
    why_now = section_field("why_now")
    key_words = key_words()


class StoryForm(CaseForm):
    story = section_field("story")
    onset = asked("When did the first sign appear?", Onset.choices, "A rough guess is fine.")
    course = asked("How does it go on?", Course.choices)
    affected = asked("Who else in the family has it?", Affected.choices)
    family = section_field("family")
    related = asked("Are the parents related by blood?", Related.choices, "Some illnesses are more frequent then.")
    birth = section_field("birth")


class TestsForm(CaseForm):
    tests = section_field("tests")
    excluded = section_field("excluded")
    treatments = section_field("treatments")
    impression = section_field("impression")
    perspective = section_field("perspective")


class PhysicianForm(CaseForm):
    """A physician's own short form, on one page."""

    title = section_field("title")
    question = section_field("question", "Your question to the network")
    age_band = chosen("Age", AgeBand.choices, "Choose the age")
    sex = chosen("Sex", Sex.choices, "Choose one")
    country = chosen("Country of treatment", COUNTRY_CHOICES, "Choose a country")
    onset = chosen("Onset of the first sign", CASE_ONSETS, "Choose one")
    course = chosen("Course", Course.choices, "Choose one")
    story = section_field("story", "History and findings", "No names, dates, places or numbers of records.")
    tests = section_field("tests", "Tests and results", "The reading, without numbers of reports.")
    excluded = section_field("excluded", "Excluded so far")
    impression = section_field("impression", "Your impression")
    key_words = key_words()
    specialities = areas()


class CorrectionForm(CaseForm):
    """What is new after the advice."""

    story = section_field("story")
    tests = section_field("tests")
    excluded = section_field("excluded")
    treatments = section_field("treatments")
    question = section_field("question")


STEP_FORMS: dict[int, type[CaseForm]] = {1: WhoForm, 2: QuestionForm, 3: StoryForm, 4: TestsForm}
assert set(FOR_PHYSICIANS) <= set(PhysicianForm.base_fields)  # noqa: S101  the table of sections rules the form


class ConsentForm(forms.Form):
    """Who agrees, and to which layers; each is a box with a sentence of its own in `consents.html`."""

    agreed_by = forms.ChoiceField(label="Who agrees?", required=False, widget=forms.RadioSelect)
    has_assent = forms.BooleanField(label="The child knows about it and agrees, as far as it can", required=False)
    layers = forms.MultipleChoiceField(choices=Layer.choices, required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, case: Case, data: Mapping[str, Any] | None = None) -> None:
        given = list(case.consents.filter(ended_at=None))
        initial = {
            "layers": [one.layer for one in given],
            "agreed_by": given[0].agreed_by if given else "",
            "has_assent": any(one.has_assent for one in given),
        }
        super().__init__(data, initial=initial)
        self.case = case
        cast(forms.ChoiceField, self.fields["agreed_by"]).choices = ways_of(case)

    def clean(self) -> dict[str, Any]:
        agreed_by = self.cleaned_data.get("agreed_by")
        refusal = "" if agreed_by is None else refusal_of(self.case, agreed_by)
        if self.cleaned_data.get("layers") and refusal:
            self.add_error("agreed_by", refusal)
        return self.cleaned_data


class TreatingForm(forms.Form):
    """Who treats the patient. It is sealed, and no physician of the network sees it but the one who looks after the case."""

    nobody = forms.BooleanField(label="There is none yet", required=False)
    treating_name = forms.CharField(
        label="Name of the doctor",
        max_length=MOST["name"],
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    treating_email = forms.CharField(
        label="Mail address",
        max_length=MOST["email"],
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    treating_telephone = forms.CharField(
        label="Telephone",
        max_length=MOST["telephone"],
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )

    def clean(self) -> dict[str, Any]:
        details = self.details()
        if details is not None and not self.errors:
            try:
                check_details(details)
            except ValidationError as refusal:
                for name, errors in refusal.error_dict.items():
                    self.add_error(f"treating_{name}", errors)
        return self.cleaned_data

    def details(self) -> Treating | None:
        if self.cleaned_data.get("nobody"):
            return None
        values = (str(self.cleaned_data.get(f"treating_{name}", "")).strip() for name in ("name", "email", "telephone"))
        made = Treating(*values)
        return made if made != Treating("") else None


class OrganisationForm(forms.Form):
    """For staff of more than one organisation."""

    organisation = forms.ModelChoiceField(
        label="For which organisation?", queryset=Organisation.objects.none(), empty_label="Choose one"
    )

    def __init__(self, user: User, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  for the checker of types
        field.queryset = staffed_by(user)


def initial_of(case: Case) -> dict[str, Any]:
    bands = ("country", "language", "age_band", "sex", "onset", "course", "related", "affected", "specialities")
    return {
        **{name: getattr(case, name) for name in bands},
        **case.texts,
        "key_words": ", ".join(case.key_words),
        "organisation": str(case.organisation_id or ""),
    }


NEEDED_LAYERS = frozenset(map(str, NEEDED))
