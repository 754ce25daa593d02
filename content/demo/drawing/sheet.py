"""A sheet to draw on, in the hub's colours. Everything is drawn at twice its size and reduced, which smooths the edges.

Stripes mean here what they mean on the site: not known, missing, or not there as it should be.
"""

import math
from collections.abc import Sequence
from functools import cache

from PIL import Image, ImageChops, ImageDraw, ImageFont

Point = tuple[float, float]
Box = tuple[float, float, float, float]

WIDTH, HEIGHT, SCALE = 1200, 675, 2
PAGE, SURFACE, SUNKEN = "#f3f6f6", "#ffffff", "#dde6e6"
INK, INK_2, LINE, LINE_2 = "#121b1b", "#455353", "#d0d9d9", "#6b7b7b"
ACCENT, ACCENT_2, ACCENT_SOFT = "#00566b", "#3f93a8", "#cfe6eb"
SUN, MARK, BAD, BAD_SOFT, GOOD = "#f3b400", "#ffe58a", "#a3191c", "#f7d9d6", "#14643a"


class Sheet:
    """Coordinates are those of the finished picture, from the top left."""

    def __init__(self, ground: str = PAGE) -> None:
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), ground)
        self.pen = ImageDraw.Draw(self.image)

    def finished(self) -> Image.Image:
        return self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)

    def line(self, points: Sequence[Point], colour: str = INK, width: float = 5) -> None:
        """Draw a line with round ends and corners."""
        ends = scaled(points)
        thick = round(width * SCALE)
        self.pen.line(ends, colour, thick, joint="curve")
        for x, y in (ends[0], ends[-1]):
            self.pen.ellipse((x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2), fill=colour)

    def dashes(self, start: Point, end: Point, colour: str = LINE_2, width: float = 3, *, dash: float = 10) -> None:
        length = math.dist(start, end)
        for step in range(0, int(length), int(dash * 2)):
            self.line(
                [between(start, end, step / length), between(start, end, min(1, (step + dash) / length))], colour, width
            )

    def shape(self, points: Sequence[Point], fill: str | None, outline: str | None = INK, width: float = 5) -> None:
        if fill:
            self.pen.polygon(scaled(points), fill=fill)
        if outline:
            self.line([*points, points[0]], outline, width)

    def circle(
        self, centre: Point, radius: float, fill: str | None, outline: str | None = INK, *, width: float = 5
    ) -> None:
        x, y = centre
        box = [value * SCALE for value in (x - radius, y - radius, x + radius, y + radius)]
        self.pen.ellipse(box, fill=fill, outline=outline, width=round(width * SCALE))

    def box(
        self, box: Box, fill: str | None = SURFACE, outline: str | None = INK, radius: float = 14, *, width: float = 4
    ) -> None:
        self.pen.rounded_rectangle(
            [value * SCALE for value in box], radius * SCALE, fill=fill, outline=outline, width=round(width * SCALE)
        )

    def text(
        self, at: Point, words: str, size: float = 30, colour: str = INK, *, anchor: str = "mm", bold: bool = False
    ) -> None:
        """Write with the font that comes inside Pillow, so that the picture is the same on every machine."""
        place = (at[0] * SCALE, at[1] * SCALE)
        stroke = round(size * SCALE / 55) if bold else 0
        self.pen.text(place, words, colour, font(round(size * SCALE)), anchor, stroke_width=stroke, stroke_fill=colour)

    def arrow(self, start: Point, end: Point, colour: str = INK, width: float = 5) -> None:
        angle = math.atan2(end[1] - start[1], end[0] - start[0])
        head = width * 3.4
        neck = (end[0] - head * 0.8 * math.cos(angle), end[1] - head * 0.8 * math.sin(angle))
        self.line([start, neck], colour, width)
        wings = [
            (end[0] - head * math.cos(angle + turn), end[1] - head * math.sin(angle + turn)) for turn in (-0.45, 0.45)
        ]
        self.pen.polygon(scaled([end, *wings]), fill=colour)

    def barrier(self, at: Point, height: float = 70) -> None:
        """Draw what stops a step of a pathway: two red bars."""
        for shift in (-8, 8):
            self.line([(at[0] + shift, at[1] - height / 2), (at[0] + shift, at[1] + height / 2)], BAD, 7)

    def stripes(self, points: Sequence[Point], colour: str = LINE_2, step: float = 13, width: float = 4) -> None:
        """Fill a shape with slanting stripes."""
        inside = Image.new("L", self.image.size, 0)
        ImageDraw.Draw(inside).polygon(scaled(points), fill=255)
        lines = Image.new("L", self.image.size, 0)
        pen = ImageDraw.Draw(lines)
        for x in range(-HEIGHT * SCALE, WIDTH * SCALE, round(step * SCALE)):
            pen.line([(x, HEIGHT * SCALE), (x + HEIGHT * SCALE, 0)], 255, round(width * SCALE))
        self.image.paste(colour, mask=ImageChops.multiply(inside, lines))

    def zebra(self) -> None:
        """Draw the hub's band of stripes along the upper edge."""
        slant, band = 8 * SCALE, 14 * SCALE
        offset = -slant
        for number in range(400):
            wide = (18, 6, 10, 4)[number % 4] * SCALE
            if number % 2 == 0:
                self.pen.polygon(
                    [(offset, band), (offset + slant, 0), (offset + slant + wide, 0), (offset + wide, band)], INK
                )
            offset += wide + (4 * SCALE if number % 2 else 0)


@cache
def font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def scaled(points: Sequence[Point]) -> list[Point]:
    return [(x * SCALE, y * SCALE) for x, y in points]


def between(start: Point, end: Point, share: float) -> Point:
    return (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)


def smooth(points: Sequence[Point], steps: int = 16) -> list[Point]:
    """Return a smooth curve through all points (Catmull-Rom); the first and last are its ends."""
    line = [points[0], *points, points[-1]]
    curve = [
        tuple(bend([p[axis] for p in line[n : n + 4]], step / steps) for axis in (0, 1))
        for n in range(len(line) - 3)
        for step in range(steps)
    ]
    return [(x, y) for x, y in curve] + [points[-1]]


def bend(p: Sequence[float], t: float) -> float:
    """Return the Catmull-Rom value at `t` between the second and third of four."""
    return 0.5 * (
        2 * p[1]
        + (p[2] - p[0]) * t
        + (2 * p[0] - 5 * p[1] + 4 * p[2] - p[3]) * t**2
        + (3 * p[1] - p[0] - 3 * p[2] + p[3]) * t**3
    )


def mirrored(points: Sequence[Point], axis: float) -> list[Point]:
    """Return the points on the other side of a vertical axis, in reverse, so that the two halves join to one outline."""
    return [(2 * axis - x, y) for x, y in reversed(points)]


def corners(box: Box) -> list[Point]:
    left, top, right, bottom = box
    return [(left, top), (right, top), (right, bottom), (left, bottom)]
