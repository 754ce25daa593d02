"""What an editor may upload, beyond what Wagtail checks."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.template.defaultfilters import filesizeformat
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm
from wagtailmedia.forms import BaseMediaForm

from content.pictures import redrawn

DOCUMENT_MOST = 20 * 1024 * 1024
FILM_STARTS = {"mp4": (4, b"ftyp"), "webm": (0, b"\x1a\x45\xdf\xa3")}
NO_PICTURE = "This is no picture that can be read. Choose a JPEG, PNG or WebP file."


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


class PictureForm(BaseImageForm):
    """A picture is kept as its pixels: places, dates, names, and whatever else a file can hide are not stored."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            field.to_python = partial(read_or_refuse, field.to_python)

    def clean_file(self) -> Any:
        return picture_only(self.cleaned_data["file"])


class FilmForm(BaseMediaForm):
    """A film is one in content, not only in name; its still picture is kept as pixels, like every picture."""

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        place, start = FILM_STARTS.get(file.name.rpartition(".")[2].lower(), (0, b""))
        if isinstance(file, UploadedFile):
            head = file.read(place + len(start))
            file.seek(0)
            if head[place:] != start:
                raise ValidationError("This file is no film that browsers show. Choose an MP4 or WebM file.")
        return file

    def clean_thumbnail(self) -> Any:
        return picture_only(self.cleaned_data["thumbnail"])


def read_or_refuse(read: Callable[[Any], Any], data: Any) -> Any:
    """Say of a broken file what is said of one that is no picture: Wagtail's field lets Pillow's errors through."""
    try:
        return read(data)
    except ValidationError:
        raise
    except Exception:
        raise ValidationError(NO_PICTURE) from None


def picture_only(file: Any) -> Any:
    """Return what was uploaded, drawn anew; a file that is stored already, or none, stays as it is."""
    if not isinstance(file, UploadedFile):
        return file
    try:
        pixels = redrawn(file.read())
    except Exception:  # Pillow raises many kinds for broken files
        raise ValidationError(NO_PICTURE) from None
    return SimpleUploadedFile(file.name or "picture", pixels, file.content_type or "")
