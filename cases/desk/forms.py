from typing import Any

from django import forms

from cases.checking import BETWEEN, KEY_WORDS
from cases.desk.actions.flagging import Measure
from cases.models import Case, Screening
from cases.reasons import Declined, FlagReason, Returned
from cases.sections import SECTIONS

Decision = Screening.Decision
NOTHING = ("", "Choose a reason")
RETURNED = [NOTHING, *Returned.choices]
DECLINED = [NOTHING, *((value, label) for value, label in Declined.choices if value != Declined.NO_ANSWER)]
DAYS = (7, 30, 90)


class ScreeningForm(forms.Form):
    """One decision about a case; which reasons fit it, the action says."""

    decision = forms.ChoiceField(choices=Decision.choices)
    reason = forms.CharField(max_length=12, required=False)
    is_no_emergency = forms.BooleanField(required=False)
    seen = forms.CharField(max_length=32, required=False)


class FlagForm(forms.Form):
    reason = forms.ChoiceField(
        label="What is wrong?",
        choices=FlagReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is wrong from the list.", "invalid_choice": "Choose one of the list."},
    )
    reply = forms.UUIDField(required=False, widget=forms.HiddenInput)


class MeasureForm(forms.Form):
    measure = forms.ChoiceField(choices=[(name, name) for name in Measure.ALL])


class SuspensionForm(forms.Form):
    days = forms.TypedChoiceField(
        label="For how long?", coerce=int, choices=[(days, f"{days} days") for days in DAYS], initial=DAYS[0]
    )


class RefusalForm(forms.Form):
    reason = forms.ChoiceField(label="Why it stays hidden", choices=FlagReason.choices)


class RewritingForm(forms.Form):
    """The texts that a case has, to be written anew; a text that is emptied goes."""

    def __init__(self, case: Case, data: Any = None) -> None:
        super().__init__(data)
        for key, section in SECTIONS.items():
            if text := case.texts.get(key):
                rows = {"rows": 2 if section.most <= 600 else 8}
                self.fields[key] = forms.CharField(
                    label=section.ask, initial=text, required=False, max_length=section.most,
                    widget=forms.Textarea(attrs=rows),
                )  # fmt: skip
        if case.key_words:
            self.fields[KEY_WORDS] = forms.CharField(
                label="Key words, with commas between them", initial=BETWEEN.join(case.key_words), required=False
            )

    def changes(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        if KEY_WORDS in said:
            said[KEY_WORDS] = [word.strip() for word in said[KEY_WORDS].split(",") if word.strip()]
        return said
