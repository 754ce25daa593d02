from typing import Any

from django import forms

from cases.models import Confidence, Reply
from cases.thread.actions.opinions import MOST, Named
from cases.thread.actions.replies import FIELDS, SEEN_MOST, TEXT_MOST, Said
from cases.thread.diseases import disease_of, in_field
from cases.thread.permissions import Kind
from cases.thread.querysets import Filters, Phase
from cases.thread.references import MOST as REFERENCE_MOST
from common.specialities import SPECIALITIES
from vocabulary.models import Disease

ANY = "All specialities"
SPECIALITY_CHOICES = [("", ANY), *((code, one.name) for code, one in SPECIALITIES.items())]
SURE = [("", "Choose"), *Confidence.choices]
KINDS = [choice for choice in Reply.Kind.choices if choice[0] != Kind.ANSWER]
PHASES = [(Phase.OPEN, "Open"), (Phase.ADVICE, "Advice in writing"), (Phase.DONE, "Relayed, solved or closed")]


class DiseaseField(forms.CharField):
    """A disease by name or ORPHA code; a list of suggestions helps where there is script."""

    def __init__(self, **options: Any) -> None:
        attributes = {"autocomplete": "off", "list": "disease-names", "data-diseases": ""}
        super().__init__(max_length=320, widget=forms.TextInput(attrs=attributes), **options)

    def clean(self, value: Any) -> Disease | None:
        return disease_of(super().clean(value))


class OpinionForm(forms.Form):
    """Up to three diseases, each with how sure the colleague is, and a reason."""

    why = forms.CharField(
        label="What speaks for and against? (optional)", required=False, max_length=TEXT_MOST,
        help_text="It becomes your first reply. No names, places or dates, also not of other patients.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    to_moderator = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        lines: dict[str, forms.Field] = {}
        for rank in range(1, MOST + 1):
            label = f"Hypothesis {rank}" if rank == 1 else f"Hypothesis {rank} (optional)"
            lines[f"disease_{rank}"] = DiseaseField(label=label, required=rank == 1)
            lines[f"confidence_{rank}"] = forms.ChoiceField(label="How sure are you?", choices=SURE, required=rank == 1)
        self.fields = lines | self.fields

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for rank in range(2, MOST + 1):
            if cleaned.get(f"disease_{rank}") and not cleaned.get(f"confidence_{rank}"):
                self.add_error(f"confidence_{rank}", "Say how sure you are.")
        return cleaned

    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"disease_{rank}"], self[f"confidence_{rank}"]) for rank in range(1, MOST + 1)]

    def named(self) -> list[Named]:
        cleaned = self.cleaned_data
        lines = [(cleaned[f"disease_{rank}"], cleaned[f"confidence_{rank}"]) for rank in range(1, MOST + 1)]
        return [Named(disease, confidence) for disease, confidence in lines if disease]


class ReplyForm(forms.Form):
    """A reply of any kind. Which fields belong to which kind is shown by the style sheet and checked by the action."""

    kind = forms.ChoiceField(choices=KINDS, widget=forms.RadioSelect, initial=Kind.HYPOTHESIS)
    disease = DiseaseField(label="Which disease?", required=False, help_text="By name or ORPHA code.")
    confidence = forms.ChoiceField(label="How sure are you?", choices=SURE, required=False)
    patients_seen = forms.IntegerField(
        label="How many such patients have you seen?", min_value=1, max_value=SEEN_MOST, required=False
    )
    reference = forms.CharField(
        label="Paper or page", max_length=REFERENCE_MOST, required=False,
        help_text="A PMID, a DOI, or an address that begins with https://.",
    )  # fmt: skip
    text = forms.CharField(
        label="Your reply", max_length=TEXT_MOST, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Write to a colleague; @pseudonym names one. No names, places or dates, also not of other patients.",
    )  # fmt: skip
    to_moderator = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)

    def keep_to(self, kind: str) -> None:
        """Leave only the fields of a kind: it does not change with a reply."""
        for name in ("kind", "disease", "confidence", "patients_seen", "reference"):
            if name not in FIELDS[kind]:
                del self.fields[name]

    def said(self) -> Said:
        return Said(text=self.cleaned_data.get("text") or "", **self.told())

    def told(self) -> dict[str, Any]:
        """Return what stands in the fields beside the text; what cannot be read counts as empty."""
        names = ("kind", "disease", "confidence", "patients_seen", "reference")
        return {name: self.cleaned_data.get(name) or DEFAULTS.get(name) for name in names}


DEFAULTS: dict[str, Any] = {"kind": "", "confidence": "", "reference": ""}


class AnswerForm(forms.Form):
    """What the liaison heard from the family."""

    text = forms.CharField(label="The family’s answer, in your words", max_length=TEXT_MOST,
                           widget=forms.Textarea(attrs={"rows": 4}))  # fmt: skip
    to_moderator = forms.BooleanField(required=False, widget=forms.HiddenInput)


class DraftForm(ReplyForm):
    """The same fields without what must be there: a draft is kept as it is."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for field in self.fields.values():
            field.required = False

    def kept(self) -> Said:
        """Return what can be kept; a field that cannot be read yet is left out."""
        self.is_valid()
        return Said(text=str(self.data.get("text", "")), **self.told())


class FiltersForm(forms.Form):
    """How the list is narrowed; what cannot be read is left out."""

    state = forms.ChoiceField(label="State", choices=PHASES, required=False)
    speciality = forms.ChoiceField(
        label="Speciality",
        choices=[("", ANY), *((code, one.name) for code, one in SPECIALITIES.items())],
        required=False,
    )
    unanswered = forms.BooleanField(label="Nobody answered yet", required=False)
    followed = forms.BooleanField(label="I follow it", required=False)
    mine = forms.BooleanField(label="I am its liaison", required=False)

    def filters(self) -> Filters:
        self.is_valid()
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        return Filters(**chosen | {"state": Phase(chosen.get("state", Phase.OPEN))})


def initial_of(reply: Reply | None, text: str = "") -> dict[str, Any]:
    """Return what a form shows of a draft, or of a reply that is changed."""
    if reply is None:
        return {}
    names = ("kind", "confidence", "patients_seen", "reference")
    told = {name: getattr(reply, name) for name in names}
    return told | {"disease": in_field(reply.disease), "text": text or reply.text}
