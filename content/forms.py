"""What an editor may upload, beyond what Wagtail checks."""

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from wagtail.documents.forms import BaseDocumentForm

DOCUMENT_MOST = 20 * 1024 * 1024


class PdfForm(BaseDocumentForm):
    """A document is a PDF in content, not only in name, and of a size that a reader on a phone can open."""

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > DOCUMENT_MOST:
            raise ValidationError(f"This file is larger than {filesizeformat(DOCUMENT_MOST)}.")
        start = file.read(5)
        file.seek(0)
        if start != b"%PDF-":
            raise ValidationError("This file is not a PDF.")
        return file
