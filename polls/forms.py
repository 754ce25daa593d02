from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from wagtail.admin.forms import WagtailAdminModelForm

from polls.models import Ballot, Option, Poll
from polls.privacy_checks import SCANNED, problems_of

NOT_SURE_VALUE = "not-sure"
LONGEST_KEY = 19  # digits; a longer number is no key of any database
KEPT = (
    "Somebody has voted, so the question and its answers stay as they are: a vote must not come to mean something "
    "else. Close this poll and start another instead."
)


def chosen_option(data: QueryDict) -> int | None:
    """Read the radio button of a vote: the key of an option, or None for "not sure"."""
    value = data.get("option", "")
    if value == NOT_SURE_VALUE:
        return None
    if not (value.isascii() and value.isdigit() and len(value) < LONGEST_KEY):
        raise ValidationError({"option": "Choose an answer first."})
    return int(value)


class PollForm(WagtailAdminModelForm):
    """The editor's form. Its view holds a transaction, so that no vote slips in between this check and the saving."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.check_privacy(cleaned)
        if self.instance.pk and self.is_reworded(cleaned):
            Poll.objects.select_for_update(no_key=True).get(pk=self.instance.pk)
            if Ballot.objects.filter(poll=self.instance.pk).exists():
                raise ValidationError(KEPT)
        return cleaned

    def check_privacy(self, cleaned: dict[str, Any]) -> None:
        """Refuse what could show who a patient is, in the field and in the answer where it stands."""
        for name, sentences in problems_of({name: cleaned.get(name) for name in SCANNED}).items():
            self.add_error(name, sentences)
        for form in self.formsets["options"].forms:
            if form.is_valid() and (found := problems_of({"text": form.cleaned_data.get("text")})):
                form.add_error("text", found["text"])

    def is_reworded(self, cleaned: dict[str, Any]) -> bool:
        """Say whether the question or the set of answers differs from what is stored; their order is free to change."""
        stored = Poll.objects.get(pk=self.instance.pk)
        before = {name: getattr(stored, name) for name in ("question", "offers_not_sure")}
        if before != {name: cleaned.get(name, value) for name, value in before.items()}:
            return True
        return self.answers() != set(Option.objects.filter(poll=stored).values_list("pk", "text"))

    def answers(self) -> set[tuple[int | None, str | None]]:
        """Return key and text of the answers as submitted, without those taken out."""
        formset = self.formsets["options"]
        kept = [form for form in formset.forms if form not in formset.deleted_forms and form.is_valid()]
        filled = [form for form in kept if form.instance.pk or form.has_changed()]
        return {(form.instance.pk, form.cleaned_data.get("text")) for form in filled}
