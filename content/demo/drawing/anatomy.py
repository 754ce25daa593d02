"""Schematic pictures of the body. Each function draws one on a fresh sheet and says nothing about scale."""

import math

from content.demo.drawing.sheet import (
    ACCENT,
    ACCENT_2,
    ACCENT_SOFT,
    BAD,
    BAD_SOFT,
    INK,
    INK_2,
    LINE,
    LINE_2,
    PAGE,
    SUN,
    SUNKEN,
    SURFACE,
    Point,
    Sheet,
    mirrored,
    smooth,
)

SKIN = "#ecdfd3"


def aortic_root(sheet: Sheet) -> None:
    root(sheet, 350, sinus=78, above=52)
    root(sheet, 850, sinus=150, above=92)
    sheet.text((350, 590), "Narrow at the sinuses", 32)
    sheet.text((850, 590), "Wide at the sinuses", 32, BAD)
    sheet.text((600, 632), "Measured at the dashed line, as a Z-score for age and body size", 24, INK_2)


def root(sheet: Sheet, x: float, sinus: float, above: float) -> None:
    """Draw a root around a vertical axis: half its width at the valve is fixed, at the sinuses and above as given."""
    side = smooth([(x - 55, 530), (x - 58, 480), (x - sinus, 400), (x - above, 300), (x - above, 200), (x - above, 90)])
    outline = [*side, *mirrored(side, x)]
    sheet.shape(outline, BAD_SOFT, None)
    for half in (side, mirrored(side, x)):
        sheet.line(half, BAD, 9)
    sheet.line(smooth([(x - 56, 500), (x - 28, 455), (x, 430)]), INK, 5)
    sheet.line(smooth([(x + 56, 500), (x + 28, 455), (x, 430)]), INK, 5)
    sheet.dashes((x - sinus - 50, 400), (x + sinus + 50, 400), ACCENT, 5)


def tendon(sheet: Sheet) -> None:
    heel(sheet, 350, 24)
    heel(sheet, 850, 62)
    sheet.text((350, 600), "Two clear edges", 32)
    sheet.text((850, 600), "No edges above the heel", 32, BAD)


def heel(sheet: Sheet, x: float, half: float) -> None:
    leg = smooth([(x - 170, 50), (x - 158, 180), (x - 96, 320), (x - 84, 400), (x - 112, 480), (x - 88, 540), (x, 560)])
    sheet.shape([*leg, *mirrored(leg, x)], SKIN, None)
    sheet.line([*leg, *mirrored(leg, x)], INK_2, 5)
    cord = smooth([(x - 58, 120), (x - 26, 230), (x - half, 370), (x - half * 0.9, 440), (x - 34, 490)])
    sheet.shape([*cord, *mirrored(cord, x)], SURFACE, None)
    if half > 40:
        sheet.shape([*cord, *mirrored(cord, x)], "#fbe7a8", None)
    for edge in (cord, mirrored(cord, x)):
        if half > 40:
            sheet.line(edge[:34] if edge is cord else edge[-34:], LINE_2, 4)
        else:
            sheet.line(edge, ACCENT, 7)


def kayser_fleischer(sheet: Sheet) -> None:
    centre = (600.0, 340.0)
    upper = smooth([(150, 350), (330, 190), (600, 120), (870, 190), (1050, 350)])
    lower = smooth([(1050, 350), (870, 500), (600, 560), (330, 500), (150, 350)])
    sheet.shape([*upper, *lower], SURFACE, None)
    sheet.circle(centre, 196, SUN, None)
    sheet.shape(oval(centre, 184, 152), ACCENT_2, None)
    for near, far in zip(oval(centre, 84, 82, 48), oval(centre, 174, 143, 48), strict=True):
        sheet.line([near, far], ACCENT, 2.5)
    sheet.circle(centre, 76, INK, None)
    sheet.circle((632, 306), 17, SURFACE, None)
    cover_outside(sheet, upper, lower)
    sheet.line(upper, INK, 9)
    sheet.line(lower, INK, 6)
    sheet.line([(692, 180), (800, 92), (826, 92)], INK_2, 3)
    sheet.text((838, 80), "copper ring, thickest", 26, INK, anchor="lm")
    sheet.text((838, 112), "above and below", 26, INK, anchor="lm")
    sheet.text((600, 630), "Usually seen only with a slit lamp", 28, INK_2)


def cover_outside(sheet: Sheet, upper: list[Point], lower: list[Point]) -> None:
    """Paint the lids over what of the iris lies outside the opening of the eye."""
    sheet.shape([(150, 350), *upper, (1050, 350), (1050, 60), (150, 60)], PAGE, None)
    sheet.shape([(1050, 350), *lower, (150, 350), (150, 600), (1050, 600)], PAGE, None)


def point_at(centre: Point, turn: float, radius: float) -> Point:
    return (centre[0] + radius * math.cos(turn), centre[1] + radius * math.sin(turn))


def oval(centre: Point, across: float, down: float, count: int = 120) -> list[Point]:
    turns = [math.tau * n / count for n in range(count)]
    return [(centre[0] + across * math.cos(turn), centre[1] + down * math.sin(turn)) for turn in turns]


def vertical_gaze(sheet: Sheet) -> None:
    for x, drop, bent, words, colour in (
        (320, 28, 0, "One jump down", INK),
        (880, 4, 62, "Half way, and the head bends", BAD),
    ):
        sheet.circle((x, 250), 190, SKIN, INK_2, width=5)
        for side in (-75, 75):
            sheet.shape(oval((x + side, 225 + bent), 54, 36), SURFACE, INK, 4)
            sheet.circle((x + side, 225 + bent + drop * 0.6), 19, ACCENT, None)
        sheet.line(smooth([(x - 46, 335 + bent), (x, 350 + bent), (x + 46, 335 + bent)]), INK_2, 5)
        sheet.circle((x, 515), 15, SUN, INK, width=3)
        sheet.text((x, 590), words, 32, colour)
    sheet.arrow((320, 455), (320, 490), ACCENT, 5)
    sheet.line(smooth([(1085, 190), (1116, 250), (1112, 320)]), BAD, 5)
    sheet.arrow((1113, 312), (1104, 345), BAD, 5)


def arteries(sheet: Sheet) -> None:
    for trunk in (
        [(600, 190), (590, 260), (600, 360), (600, 500)],
        [(600, 190), (560, 130), (540, 60)],
        [(600, 190), (640, 130), (660, 60)],
        [(598, 330), (520, 330), (450, 350)],
        [(598, 330), (690, 320), (770, 350)],
        [(600, 400), (540, 420), (480, 440)],
        [(600, 400), (660, 420), (720, 440)],
        [(600, 500), (560, 570), (540, 640)],
        [(600, 500), (640, 570), (660, 640)],
    ):
        sheet.line(smooth(trunk), BAD, 16 if trunk[0] == (600, 190) and len(trunk) == 4 else 9)
    marks = [
        ((548, 90), "carotid", "l"), ((720, 330), "splenic", "r"), ((500, 434), "renal", "l"),
        ((640, 414), "mesenteric", "r"), ((554, 585), "iliac", "l"),
    ]  # fmt: skip
    for at, words, side in marks:
        sheet.circle(at, 27, None, ACCENT, width=6)
        far = 300 if side == "l" else 900
        sheet.line([(at[0] + (-30 if side == "l" else 30), at[1]), (far, at[1])], LINE_2, 3)
        sheet.text((far + (-12 if side == "l" else 12), at[1]), words, 30, INK, anchor="rm" if side == "l" else "lm")


def lysosome(sheet: Sheet) -> None:
    cell = smooth(
        [(80, 320), (220, 120), (600, 80), (980, 120), (1120, 320), (980, 520), (600, 560), (220, 520), (80, 320)]
    )
    sheet.shape(cell, ACCENT_SOFT, ACCENT, 6)
    for x, radius, stored, words in ((290, 70, 0.0, "working"), (560, 92, 0.5, "half full"), (880, 128, 1.0, "full")):
        sheet.circle((x, 310), radius, SURFACE, ACCENT, width=6)
        if stored:
            fill_from_below(sheet, (x, 310), radius - 6, stored)
        sheet.text((x, 475), words, 28)
    for turn in range(5):
        sheet.circle(point_at((290, 310), turn * 1.26, 34), 8, SUN, None)
    sheet.text((600, 620), "Enzyme (dots) missing: what should be broken down stays", 28, INK_2)


def fill_from_below(sheet: Sheet, centre: Point, radius: float, share: float) -> None:
    level = centre[1] + radius - 2 * radius * share
    rim = [point_at(centre, math.tau * n / 90, radius) for n in range(90)]
    inside = [(x, max(y, level)) for x, y in rim]
    sheet.shape(inside, SUNKEN, None)
    sheet.stripes(inside, INK_2, 14, 5)


def neuromuscular_junction(sheet: Sheet) -> None:
    sheet.line([(600, 60), (600, 560)], LINE, 3)
    for x, blocked in ((310, False), (890, True)):
        nerve = smooth([(x - 60, 50), (x - 66, 120), (x - 190, 190), (x - 170, 260), (x, 285)])
        sheet.shape([*nerve, *mirrored(nerve, x)], ACCENT_SOFT, None)
        sheet.line([*nerve, *mirrored(nerve, x)], ACCENT, 6)
        for dot in (-90, -45, 0, 45, 90):
            sheet.circle((x + dot, 318), 9, SUN, None)
        folds = [(x - 230 + 46 * n, 430 if n % 2 else 370) for n in range(11)]
        sheet.line(smooth(folds), INK, 7)
        for n in range(0, 11, 2):
            receptor(sheet, (x - 230 + 46 * n, 362), blocked and n not in (4,))
        sheet.text((x, 510), "signal arrives" if not blocked else "signal fades with use", 32, BAD if blocked else INK)
    sheet.text((310, 560), "free receptors", 26, INK_2)
    sheet.text((890, 560), "receptors covered by antibodies", 26, INK_2)


def receptor(sheet: Sheet, at: Point, covered: bool) -> None:
    x, y = at
    sheet.box((x - 9, y - 16, x + 9, y + 12), ACCENT, None, 5)
    if covered:
        sheet.line([(x, y - 24), (x, y - 40)], BAD, 5)
        sheet.line([(x, y - 24), (x - 15, y - 14)], BAD, 5)
        sheet.line([(x, y - 24), (x + 15, y - 14)], BAD, 5)


def chloride_channel(sheet: Sheet) -> None:
    for y in (270, 380):
        for n in range(34):
            sheet.circle((50 + n * 33.4, y), 13, ACCENT_2, None)
    for x, state, words in (
        (230, "open", "open"),
        (600, "shut", "reaches the surface, stays shut"),
        (970, "none", "never arrives"),
    ):
        sheet.box((x - 62, 240, x + 62, 410), PAGE, None, 0)
        if state == "none":
            sheet.stripes([(x - 58, 245), (x + 58, 245), (x + 58, 405), (x - 58, 405)], LINE_2, 14, 4)
        else:
            gap = 20 if state == "open" else 2
            sheet.box((x - 58, 236, x - gap, 414), ACCENT, None, 22)
            sheet.box((x + gap, 236, x + 58, 414), ACCENT, None, 22)
        sheet.text((x, 590), words, 28, INK if state == "open" else BAD)
    for n in range(4):
        sheet.circle((185 + 30 * n, 466 + 26 * (n % 2)), 11, SUN, None)
        sheet.circle((230 + (-30, 26, 0, 36)[n], 130 + 26 * (n % 3)), 11, SUN, None)
    sheet.arrow((230, 440), (230, 205), SUN, 7)
    for x in (600, 970):
        for n in range(7):
            sheet.circle((x - 70 + 24 * n, 462 + 26 * (n % 3)), 11, SUN, None)
    sheet.text((600, 110), "outside: airway", 26, INK_2)
    sheet.text((600, 645), "dots: chloride", 24, INK_2)
