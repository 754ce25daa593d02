"""Small pictures for the cases of the demonstration: drawn with a few lines, and marked as invented."""

from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

SIZE = (640, 420)
DARK, TISSUE, BRIGHT, MARK = "#10181b", "#5d6d70", "#f1f5f5", "#ffe58a"
NOTE = "Drawn for a demonstration. No patient."


def picture(name: str) -> bytes:
    """Return the drawing of that name as a PNG."""
    image = Image.new("RGB", SIZE, DARK)
    pen = ImageDraw.Draw(image)
    DRAWINGS[name](pen)
    pen.text((20, SIZE[1] - 34), NOTE, fill=MARK, font=ImageFont.load_default(18))
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def dentate(pen: ImageDraw.ImageDraw) -> None:
    """Draw a slice of the cerebellum with bright signal around both dentate nuclei."""
    pen.ellipse((140, 40, 500, 360), fill=TISSUE)
    pen.ellipse((290, 90, 350, 150), fill=DARK)
    for left in (215, 355):
        pen.ellipse((left, 190, left + 70, 260), outline=BRIGHT, width=14)


def discs(pen: ImageDraw.ImageDraw) -> None:
    """Draw four vertebrae from the side, with calcified discs between them."""
    for number in range(4):
        top = 30 + number * 88
        pen.rounded_rectangle((250, top, 390, top + 64), radius=12, fill=TISSUE)
        if number < 3:
            pen.rounded_rectangle((256, top + 68, 384, top + 84), radius=6, fill=BRIGHT)


def lens(pen: ImageDraw.ImageDraw) -> None:
    """Draw a wide pupil with the edge of a lens that has slipped upwards."""
    pen.ellipse((150, 30, 490, 370), fill=TISSUE)
    pen.ellipse((220, 100, 420, 300), fill=DARK)
    pen.arc((235, 60, 425, 250), start=10, end=170, fill=BRIGHT, width=6)


DRAWINGS: dict[str, Callable[[ImageDraw.ImageDraw], None]] = {"dentate": dentate, "discs": discs, "lens": lens}
