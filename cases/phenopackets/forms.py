from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from cases.phenopackets.reading import FILE_MOST, TOO_BIG

NO_FILE = "Choose a file first."


class PhenopacketForm(forms.Form):
    file = forms.FileField(
        label="Phenopacket",
        help_text="A file in JSON, version 2 of the schema, of one patient; at most 1 MB.",
        error_messages={"required": NO_FILE, "empty": NO_FILE},
        widget=forms.FileInput(attrs={"accept": "application/json,.json"}),
    )


def content_of(upload: UploadedFile) -> bytes:
    """Read an uploaded file; one that is too big is refused before it is read."""
    if (upload.size or 0) > FILE_MOST:
        raise ValidationError({"file": TOO_BIG})
    return upload.read()
