"""Pictures without what cameras and programs write beside the pixels: places, dates, names, thumbnails, comments."""

import io

from PIL import Image, ImageOps
from willow.plugins.pillow import PillowImage
from willow.registry import registry

# What Pillow carries along that belongs to the pixels; everything else in `info` may tell of somebody.
OF_THE_PIXELS = frozenset({"icc_profile", "transparency", "gamma"})
SAVING: dict[str, dict[str, object]] = {
    "JPEG": {"quality": 95, "subsampling": 0, "optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 95},
}


def only_pixels(picture: Image.Image) -> Image.Image:
    """Return the picture upright, with nothing else that its file held."""
    upright = ImageOps.exif_transpose(picture)
    clean = upright.copy()
    clean.info = {name: value for name, value in upright.info.items() if name in OF_THE_PIXELS}
    return clean


def redrawn(file: bytes) -> bytes:
    """Return a file of the same format drawn from the pixels: what was appended or hidden between is gone."""
    with Image.open(io.BytesIO(file), formats=tuple(SAVING)) as picture:
        kind = picture.format if picture.format in SAVING else "JPEG"  # several pictures in one JPEG are MPO
        clean = only_pixels(picture)
    out = io.BytesIO()
    clean.save(out, kind, icc_profile=clean.info.get("icc_profile"), **SAVING[kind])
    return out.getvalue()


def render_only_pixels() -> None:
    """Have Wagtail's renditions carry no metadata either, of pictures too that came by another way than a form.

    Willow turns each picture upright before anything else, and would keep its EXIF with the place.
    """
    registry.register_operation(PillowImage, "auto_orient", lambda willow: PillowImage(only_pixels(willow.image)))
