"""Pictures of licences that nobody ever held: drawn when the demonstration is loaded, and marked all over."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from content.demo.drawing.sheet import BAD, INK, INK_2, LINE_2, SURFACE

SIZE = (1000, 640)
MARK = "DEMONSTRATION"


def licence_picture(register: str, name: str, number: str) -> bytes:
    """Return a PNG that looks a little like a licence and says that it is none."""
    picture = Image.new("RGB", SIZE, SURFACE)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((20, 20, SIZE[0] - 20, SIZE[1] - 20), outline=LINE_2, width=4)
    for top, size, colour, text in (
        (60, 34, INK_2, register),
        (190, 52, INK, name),
        (280, 40, INK, number),
        (400, 92, BAD, MARK),
        (540, 26, INK_2, "Invented for a demonstration. No licence, no register, no person."),
    ):
        pen.text((60, top), text, fill=colour, font=ImageFont.load_default(size))
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
