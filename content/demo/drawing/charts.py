"""Schematic charts. Their values are round and invented; each says so or has no scale."""

import math

from content.demo.drawing.sheet import (
    ACCENT,
    ACCENT_SOFT,
    BAD,
    GOOD,
    INK,
    INK_2,
    LINE,
    LINE_2,
    SUN,
    SURFACE,
    Box,
    Sheet,
    corners,
    smooth,
)


def supine_capacity(sheet: Sheet) -> None:
    base = 520
    sheet.line([(110, base), (1090, base)], INK, 4)
    for x, height, words in ((220, 380, "sitting"), (370, 350, "lying"), (760, 300, "sitting"), (910, 165, "lying")):
        sheet.box((x - 55, base - height, x + 55, base), ACCENT if height != 165 else BAD, None, 4)
        sheet.text((x, base + 32), words, 26, INK_2)
    lost: Box = (857, base - 300, 963, base - 167)
    sheet.stripes(corners(lost), LINE_2)
    sheet.box(lost, None, LINE_2, 4, width=3)
    sheet.text((295, 600), "healthy", 32)
    sheet.text((835, 600), "weak diaphragm", 32, BAD)
    sheet.text((975, base - 235), "lost on lying down", 26, INK_2, anchor="lm")
    sheet.text((110, 70), "Vital capacity", 30, INK, anchor="lm")


def creatine_kinase(sheet: Sheet) -> None:
    left, right, axis = 120, 1100, 420
    sheet.line([(left, axis), (right, axis)], INK, 4)
    for power in range(1, 6):
        x = place(10**power, left, right)
        sheet.line([(x, axis - 12), (x, axis + 12)], INK, 4)
        sheet.text((x, axis + 46), f"{10**power:,}".replace(",", " "), 26, INK_2)
    for low, high, top, colour, words in (
        (10, 200, 330, GOOD, "normal"),
        (400, 2000, 240, SUN, "after hard exercise"),
        (10_000, 50_000, 150, BAD, "Duchenne, usually"),
    ):
        box = (place(low, left, right), top, place(high, left, right), top + 52)
        sheet.box(box, colour, None, 8)
        sheet.text(((box[0] + box[2]) / 2, top - 26), words, 28)
        sheet.dashes(((box[0] + box[2]) / 2, top + 58), ((box[0] + box[2]) / 2, axis - 8), LINE, 3)
    sheet.text((610, 540), "Creatine kinase, units per litre: each line is ten times the one before", 28, INK_2)


def place(value: float, left: float, right: float) -> float:
    """Return where a value lies on the axis from ten to a hundred thousand."""
    return left + (right - left) * (math.log10(value) - 1) / 4


def regression_curve(sheet: Sheet) -> None:
    middle = [
        (130, 520),
        (240, 420),
        (360, 300),
        (430, 270),
        (500, 330),
        (580, 450),
        (680, 490),
        (820, 480),
        (960, 462),
        (1080, 455),
    ]
    upper = smooth(
        [(x, y - spread) for (x, y), spread in zip(middle, (6, 30, 52, 58, 70, 80, 78, 84, 92, 96), strict=True)]
    )
    lower = smooth(
        [(x, y + spread) for (x, y), spread in zip(middle, (4, 26, 44, 50, 60, 55, 40, 44, 50, 54), strict=True)]
    )
    band = [*upper, *reversed(lower)]
    sheet.shape(band, SURFACE, None)
    sheet.stripes(band, LINE, 13, 4)
    sheet.line(smooth(middle), ACCENT, 9)
    sheet.arrow((110, 560), (1110, 560), INK, 4)
    sheet.arrow((110, 560), (110, 110), INK, 4)
    sheet.text((125, 95), "skills", 28, INK_2, anchor="lm")
    sheet.text((1090, 600), "age", 28, INK_2, anchor="rm")
    for x, words in ((250, "quiet start"), (520, "regression"), (880, "plateau, with learning")):
        sheet.box((x - 18 - 7 * len(words), 150, x + 18 + 7 * len(words), 196), ACCENT_SOFT, None, 22)
        sheet.text((x, 173), words, 26)
    for x, words in ((360, "1 year"), (680, "3 years")):
        sheet.line([(x, 552), (x, 568)], INK, 4)
        sheet.text((x, 600), words, 26, INK_2)
