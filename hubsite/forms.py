from django import forms
from django.core.exceptions import ValidationError

WORDS = "delete my account"


class DeletionForm(forms.Form):
    words = forms.CharField(
        label=f"Type “{WORDS}”",
        max_length=60,
        help_text="So that nobody deletes an account by one careless click.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_words(self) -> str:
        words = " ".join(self.cleaned_data["words"].lower().strip("“”\"'. ").split())
        if words != WORDS:
            raise ValidationError(f"Type the three words “{WORDS}”.")
        return words
