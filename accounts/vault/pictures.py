"""Pictures of licences: read as pixels and drawn anew, so that nothing else of the file is left."""

import io
import warnings

from django.core.exceptions import ValidationError
from PIL import Image, ImageOps

FILE_MOST = 8 * 1024 * 1024
PIXELS_MOST = 40_000_000
SIDE_LEAST, SIDE_MOST = 200, 2400
FORMATS = ("PNG", "JPEG", "WEBP")
NO_PICTURE = "This is no picture that can be read. Send a photograph or a scan as JPEG, PNG or WebP."
TOO_SMALL = f"Nobody could read this picture. Send one of at least {SIDE_LEAST} pixels on each side."
TOO_BIG = f"This picture is too big. Send one of at most {FILE_MOST // 1024 // 1024} MB and 40 million pixels."


def redraw(file: bytes) -> bytes:
    """Return a JPEG of the same pixels, at most 2,400 on a side; places, dates, thumbnails and anything appended are gone.

    Raises ValidationError for what is no picture, is too big, or would unfold to more than fits.
    """
    if len(file) > FILE_MOST:
        raise ValidationError({"file": TOO_BIG})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(file), formats=FORMATS) as picture:
                return drawn(picture)
    except ValidationError:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise ValidationError({"file": TOO_BIG}) from None
    except Exception:  # Pillow raises many kinds for broken files
        raise ValidationError({"file": NO_PICTURE}) from None


def drawn(picture: Image.Image) -> bytes:
    if min(picture.size) < SIDE_LEAST:
        raise ValidationError({"file": TOO_SMALL})
    if picture.width * picture.height > PIXELS_MOST:
        raise ValidationError({"file": TOO_BIG})
    upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail((SIDE_MOST, SIDE_MOST))
    clean = Image.frombytes("RGB", upright.size, upright.tobytes())  # without the info that Pillow carries along
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()
