"""What a reviewer fills in at the desk. Every choice is a code; the only text is the note, whose form says who reads it."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from accounts.vault.facts import Reason as VaultReason
from accounts.verification.actions.deciding import Reason
from accounts.verification.registers import NOT_FOUND, Findings

NOTE_MOST = 500
NOTE_HELP = "The applicant reads this. Do not name anybody: no colleague, no other applicant, no patient."
REVIEWERS_NOTE_HELP = "Only reviewers of licences read this; the applicant does not learn of the hold."
TICK_SOMETHING = "Tick what the register confirms, or that it does not know the number."
EITHER_OR = "The register cannot both confirm something and not know the number."
NUMBER_FIRST = "Whoever was found was found by the number: tick the number too, or that it is not in the register."


class IdentityForm(forms.Form):
    """Why the vault is opened; the physician's own wish is no reason of a reviewer's."""

    reason = forms.ChoiceField(
        label="Reason for opening the identity",
        choices=[(reason.value, reason.label) for reason in VaultReason if reason != VaultReason.OWN],
        widget=forms.RadioSelect,
        error_messages={"required": "Say why you open it: the reason is written down."},
    )


class DeskForm(forms.Form):
    """The parent of the forms of all actions; `values` are what the action takes beside application, reviewer and time."""

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class NoteForm(DeskForm):
    note = forms.CharField(
        label="Note for the applicant",
        max_length=NOTE_MOST,
        required=False,
        help_text=NOTE_HELP,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class SettleForm(NoteForm):
    """The applicant never hears of a hold, so not of its end either."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label, self.fields["note"].help_text = "Note for reviewers", REVIEWERS_NOTE_HELP


class ReasonForm(NoteForm):
    reasons: ClassVar[tuple[Reason, ...]] = tuple(Reason)

    reason = forms.ChoiceField(label="Reason", help_text="The applicant reads it.", widget=forms.RadioSelect)
    field_order = ("reason", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [(one.value, one.label) for one in self.reasons]  # type: ignore[attr-defined]  # the stubs know no choices

    def clean_reason(self) -> Reason:
        return Reason(self.cleaned_data["reason"])


class AskForm(ReasonForm):
    reasons = (Reason.NO_PROOF, Reason.UNREADABLE, Reason.NO_MATCH)


class RejectForm(ReasonForm):
    reasons = (
        Reason.NO_MATCH, Reason.NO_PROOF, Reason.UNREADABLE, Reason.NOT_PRACTISING, Reason.TWO_CLAIMS,
        Reason.WRONG_PERSON,
    )  # fmt: skip


class SuspendForm(ReasonForm):
    reasons = (Reason.NOT_PRACTISING, Reason.NO_MATCH, Reason.CONDUCT, Reason.WRONG_PERSON)


class RevokeForm(ReasonForm):
    reasons = (Reason.WRONG_PERSON, Reason.CONDUCT, Reason.NOT_PRACTISING)


class RegisterForm(DeskForm):
    """What the public register says, compared by eye."""

    number = forms.BooleanField(label="The number is in the register", required=False)
    name = forms.BooleanField(label="The name there is the applicant’s", required=False)
    status = forms.BooleanField(label="The licence is current", required=False)
    jurisdiction = forms.BooleanField(
        label="The jurisdiction fits: state or province, division and speciality where the register states them",
        required=False,
    )
    not_found = forms.BooleanField(label="The register does not know the number", required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        ticks = [said.get(name, False) for name in ("number", "name", "status", "jurisdiction")]
        if said.get("not_found"):
            if any(ticks):
                raise ValidationError(EITHER_OR)
        elif not any(ticks):
            raise ValidationError(TICK_SOMETHING)
        elif not said["number"]:
            raise ValidationError(NUMBER_FIRST)
        return said

    def values(self) -> dict[str, Any]:
        said = {name: value for name, value in self.cleaned_data.items() if name != "not_found"}
        return {"found": NOT_FOUND if self.cleaned_data["not_found"] else Findings(**said)}


class EvidenceForm(DeskForm):
    is_good = forms.TypedChoiceField(
        label="This evidence",
        choices=[("yes", "proves that the applicant holds the licence"), ("no", "proves nothing, or cannot be read")],
        coerce=lambda text: text == "yes",
        widget=forms.RadioSelect,
    )


class SecondLookForm(DeskForm):
    agrees = forms.TypedChoiceField(
        label="What you found",
        choices=[
            ("yes", "Register and proof fit: I would make this applicant a member"),
            ("no", "Something does not fit, or I cannot tell"),
        ],
        coerce=lambda text: text == "yes",
        widget=forms.RadioSelect,
    )
