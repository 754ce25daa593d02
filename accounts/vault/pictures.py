"""Pictures of licences: read as pixels and drawn anew, so that nothing else of the file is left."""

from django.core.exceptions import ValidationError

from common import redrawing

FILE_MOST = 8 * 1024 * 1024
SIDE_LEAST = 200
NO_PICTURE = "This is no picture that can be read. Send a photograph or a scan as JPEG, PNG or WebP."
TOO_SMALL = f"Nobody could read this picture. Send one of at least {SIDE_LEAST} pixels on each side."
TOO_BIG = f"This picture is too big. Send one of at most {FILE_MOST // 1024 // 1024} MB and 40 million pixels."
SENTENCES = {redrawing.TooSmall: TOO_SMALL, redrawing.TooBig: TOO_BIG}


def redraw(file: bytes) -> bytes:
    """Return a JPEG of the same pixels, at most 2,400 on a side; places, dates, thumbnails and anything appended are gone.

    Raises ValidationError for what is no picture, is too big, or would unfold to more than fits.
    """
    if len(file) > FILE_MOST:
        raise ValidationError({"file": TOO_BIG})
    try:
        return redrawing.redraw(file, side_least=SIDE_LEAST).jpeg
    except (redrawing.NoPicture, redrawing.TooSmall, redrawing.TooBig, redrawing.Moving) as refusal:
        raise ValidationError({"file": SENTENCES.get(type(refusal), NO_PICTURE)}) from None
