"""Pictures read as pixels and drawn anew, so that nothing else of their file is left."""

import io
import warnings
from collections.abc import Iterable
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageOps

FORMATS = ("PNG", "JPEG", "WEBP")
PIXELS_MOST = 40_000_000
SIDE_MOST = 2400
SEVERAL = frozenset({"PNG", "WEBP"})  # where several frames are a moving picture; a JPEG's others are depth and light


class NoPicture(Exception):
    """Nothing that can be read as a picture of a known format."""


class TooSmall(Exception):
    """Fewer pixels on a side than anybody could read."""


class TooBig(Exception):
    """It would unfold to more pixels than fit."""


class Moving(Exception):
    """A film in the shape of a picture."""


class Drawn(NamedTuple):
    jpeg: bytes
    width: int
    height: int


class Box(NamedTuple):
    """A rectangle of a picture, in pixels from its upper left corner."""

    left: int
    top: int
    width: int
    height: int


def redraw(file: bytes, *, side_least: int = 1, side_most: int = SIDE_MOST, covered: Iterable[Box] = ()) -> Drawn:
    """Return a JPEG of the same pixels, upright; places, dates, thumbnails, profiles and anything appended are gone.

    The rectangles of `covered` are painted over. Raises NoPicture, TooSmall, TooBig or Moving.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(file), formats=FORMATS) as picture:
                return drawn(picture, side_least, side_most, covered)
    except (TooSmall, TooBig, Moving):
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise TooBig from None
    except Exception:  # Pillow raises many kinds for broken files
        raise NoPicture from None


def drawn(picture: Image.Image, side_least: int, side_most: int, covered: Iterable[Box]) -> Drawn:
    if min(picture.size) < side_least:
        raise TooSmall
    if picture.width * picture.height > PIXELS_MOST:
        raise TooBig
    if picture.format in SEVERAL and getattr(picture, "n_frames", 1) > 1:
        raise Moving
    upright = on_white(ImageOps.exif_transpose(picture))
    upright.thumbnail((side_most, side_most))
    clean = Image.frombytes("RGB", upright.size, upright.tobytes())  # without the info that Pillow carries along
    for box in covered:
        ImageDraw.Draw(clean).rectangle(corners(box), fill="black")
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=85, optimize=True)
    return Drawn(out.getvalue(), *clean.size)


def on_white(picture: Image.Image) -> Image.Image:
    """Return the picture in RGB as it is seen: what is transparent becomes white, and does not come to light."""
    if picture.mode.startswith("I"):  # 16 bits of grey, as scanners of films give them
        return picture.point(lambda value: value / 256).convert("L").convert("RGB")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert("RGB")


def corners(box: Box) -> tuple[int, int, int, int]:
    return box.left, box.top, box.left + box.width - 1, box.top + box.height - 1
