from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator

from accounts.models import User
from cases.diseases import as_typed, disease_named
from cases.mentions import text_of
from cases.models import Case, Outcome, Reply, Synthesis, TreatingPhysician
from cases.relay.actions.sending import Way
from cases.relay.advice import HYPOTHESES_MOST, Advice, Hypothesis
from cases.relay.querysets import replies_to_choose
from vocabulary.models import Disease

ROWS = range(1, HYPOTHESES_MOST + 1)
LINES_MOST, LINE_MOST, LABEL_MOST = 12, 300, 80
TOO_MANY = f"Write at most {LINES_MOST} lines of {LINE_MOST} letters each."


def long_text(label: str, help_text: str = "", most: int = 2000) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, help_text=help_text, max_length=most, required=False, widget=widget)


class LinesField(forms.CharField):
    """One entry a line; empty lines do not count."""

    widget = forms.Textarea

    def clean(self, value: Any) -> list[str]:
        lines = [line.strip() for line in (super().clean(value) or "").splitlines() if line.strip()]
        if len(lines) > LINES_MOST or any(len(line) > LINE_MOST for line in lines):
            raise ValidationError(TOO_MANY)
        return lines


class DiseaseField(forms.CharField):
    def __init__(self, **options: Any) -> None:
        help_text = options.pop("help_text", "Its name as the hub has it, or its code: ORPHA:909.")
        super().__init__(max_length=300, required=False, help_text=help_text, **options)

    def clean(self, value: Any) -> Disease | None:
        text = super().clean(value)
        return disease_named(text) if text else None


class AdviceForm(forms.Form):
    """Up to five hypotheses, the likeliest first, and what goes with them."""

    next_tests = LinesField(label="Next tests, one a line", required=False, max_length=4000)
    red_flags = long_text("What must not be missed")
    references = LinesField(label="References, one a line", required=False, max_length=4000)
    dissent = long_text("What colleagues saw otherwise", "Keep it as they meant it.")
    letter = long_text("What else the treating physician should know")
    plain_summary = long_text(
        "For the family, in plain words", "They read it once their physician has the advice. It promises nothing.", 4000
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        rest, self.fields = self.fields, {}
        for row in ROWS:
            self.fields[f"disease_{row}"] = DiseaseField(label=f"Hypothesis {row}")
            self.fields[f"for_{row}"] = long_text(f"What speaks for hypothesis {row}")
            self.fields[f"against_{row}"] = long_text(f"What speaks against hypothesis {row}")
        self.fields |= rest

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for row in ROWS:
            if (
                f"disease_{row}" in data
                and not data[f"disease_{row}"]
                and (data.get(f"for_{row}") or data.get(f"against_{row}"))
            ):
                self.add_error(f"disease_{row}", "Say which disease this is about.")
        return data

    def advice(self) -> Advice:
        data = self.cleaned_data
        return Advice(
            hypotheses=[self.hypothesis(row) for row in self.rows()],
            **{name: data[name] for name in ("next_tests", "red_flags", "references", "dissent", "letter")},
        )

    def texts(self) -> dict[str, str]:
        """Return what was typed and is not too long to be kept, by field; diseases are named by the vocabulary."""
        typed = {name: str(self[name].value() or "") for name in self.fields if not name.startswith("disease_")}
        texts = {name: text.replace("\r\n", "\n") for name, text in typed.items()}
        return {name: text for name, text in texts.items() if len(text) <= self.most(name)}

    def most(self, name: str) -> int:
        return cast(forms.CharField, self.fields[name]).max_length or 0

    def rows(self) -> list[int]:
        return [row for row in ROWS if self.cleaned_data[f"disease_{row}"]]

    def hypothesis(self, row: int) -> Hypothesis:
        data = self.cleaned_data
        return Hypothesis(
            orpha_code=data[f"disease_{row}"].orpha_code,
            arguments_for=data[f"for_{row}"],
            arguments_against=data[f"against_{row}"],
        )

    def add_refusal(self, refusal: ValidationError) -> None:
        """Put what an action refuses beside the field it is about."""
        if not hasattr(refusal, "error_dict"):
            self.add_error(None, refusal)
            return
        for name, texts in refusal.message_dict.items():
            field = self.field_of(name)
            self.add_error(field if field in self.fields else None, texts)

    def field_of(self, name: str) -> str:
        """Return the field of `hypotheses.0.arguments_for`: `for_1`, or the row it had on the page."""
        head, _, rest = name.partition(".")
        if head != "hypotheses" or not rest:
            return "disease_1" if head == "hypotheses" else head
        number, _, part = rest.partition(".")
        kind = {"arguments_for": "for", "arguments_against": "against"}.get(part, "disease")
        return f"{kind}_{self.rows()[int(number)]}"


def initial_of(synthesis: Synthesis | None) -> dict[str, Any]:
    """Return what the form starts with: the newest version."""
    if synthesis is None:
        return {}
    advice = Advice(**synthesis.said)
    diseases = Disease.objects.disorders().in_bulk(
        [one.orpha_code for one in advice.hypotheses], field_name="orpha_code"
    )
    said: dict[str, Any] = {
        "next_tests": "\n".join(advice.next_tests),
        "references": "\n".join(advice.references),
        "red_flags": advice.red_flags,
        "dissent": advice.dissent,
        "letter": advice.letter,
        "plain_summary": synthesis.plain_summary,
    }
    for row, one in enumerate(advice.hypotheses, start=1):
        disease = diseases.get(one.orpha_code)
        said[f"disease_{row}"] = as_typed(disease) if disease else f"ORPHA:{one.orpha_code}"
        said[f"for_{row}"], said[f"against_{row}"] = one.arguments_for, one.arguments_against
    return said


class ContactForm(forms.Form):
    contact = forms.ChoiceField(label="The treating physician", choices=TreatingPhysician.Contact.choices)


class OpenForm(forms.Form):
    has_read = forms.BooleanField(label="I have read the case in full, with its pictures", required=False)


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Code", max_length=20, help_text="Eight letters and figures, as you were told by telephone."
    )


class AttestForm(forms.Form):
    way = forms.ChoiceField(label="How it was handed over", choices=[(Way.LETTER, "By letter"), (Way.CALL, "By call")])


def outcomes_known(*, asks_others: bool) -> list[tuple[str, str]]:
    """Return what can be chosen: that nobody could be asked is for those alone who ask others."""
    return [(kind.value, str(kind.label)) for kind in Outcome.Kind if asks_others or kind != Outcome.Kind.LOST]


class OutcomeForm(forms.Form):
    kind = forms.ChoiceField(
        label="What is known now", choices=outcomes_known(asks_others=False), widget=forms.RadioSelect
    )
    disease = DiseaseField(label="Which disease", help_text="Needed where a diagnosis is confirmed.")


class AskerOutcomeForm(OutcomeForm):
    """For those who ask others: the staff of an organisation, and below the liaison."""

    kind = forms.ChoiceField(
        label="What is known now", choices=outcomes_known(asks_others=True), widget=forms.RadioSelect
    )


class ReplyChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        said = obj.disease.name if obj.disease else text_of(obj)
        return f"{obj.get_kind_display()}: {Truncator(said).chars(LABEL_MOST)}"


class LiaisonOutcomeForm(AskerOutcomeForm):
    """The liaison also says which answer helped; a family never reads single replies."""

    helpful = ReplyChoice(
        label="Which answer helped most",
        queryset=Reply.objects.none(),
        required=False,
        empty_label="None, or not known",
    )

    def __init__(self, case: Case, by: User, data: Any = None) -> None:
        super().__init__(data)
        cast(ReplyChoice, self.fields["helpful"]).queryset = replies_to_choose(case, by)
