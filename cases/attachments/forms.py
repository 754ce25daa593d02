from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BaseFormSet, formset_factory

from cases.attachments.actions.adding import PAGES_MOST
from cases.attachments.actions.looking import BOXES_MOST
from common.redrawing import SIDE_MOST, Box
from privacy.files import FILE_MOST

ROWS = 4
NO_FILE = "Choose a picture or a document first."
WHOLE = "Fill in all four numbers, or none."


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; what is in them is judged one by one later."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list | tuple) else [data]
        if not any(files):
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return [file for file in files if file]


class FilesForm(forms.Form):
    pictures = FilesField(
        label="Pictures and documents",
        help_text=(
            f"Photographs, scans and screenshots as JPEG, PNG or WebP, letters as PDF. At most {FILE_MOST // 1024 // 1024} MB "
            f"at once, and {PAGES_MOST} pictures and pages in a case. Cover names and faces before you send them, if you can."
        ),
        error_messages={"required": NO_FILE},
        widget=SeveralFiles(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"}),
    )


class BoxForm(forms.Form):
    """A rectangle to cover, in pixels from the upper left corner of the picture."""

    left = forms.IntegerField(label="From the left", min_value=0, max_value=SIDE_MOST, required=False)
    top = forms.IntegerField(label="From the top", min_value=0, max_value=SIDE_MOST, required=False)
    width = forms.IntegerField(label="Width", min_value=1, max_value=SIDE_MOST, required=False)
    height = forms.IntegerField(label="Height", min_value=1, max_value=SIDE_MOST, required=False)

    def clean(self) -> dict[str, Any]:
        values = [self.cleaned_data.get(name) for name in Box._fields]
        if not self.errors and None in values and any(value is not None for value in values):
            raise forms.ValidationError(WHOLE)
        return self.cleaned_data

    def box(self) -> Box | None:
        values = [self.cleaned_data.get(name) for name in Box._fields]
        return None if None in values else Box(*values)  # type: ignore[arg-type]  # the line above knows


BoxForms = formset_factory(BoxForm, extra=ROWS, max_num=BOXES_MOST, absolute_max=BOXES_MOST)


def boxes_in(forms_: BaseFormSet) -> list[Box]:
    return [box for form in forms_ if (box := form.box()) is not None]
