"""Schematic pictures of what leads to what: pathways and family trees."""

from content.demo.drawing.sheet import (
    ACCENT,
    ACCENT_2,
    ACCENT_SOFT,
    BAD,
    BAD_SOFT,
    INK,
    INK_2,
    LINE_2,
    MARK,
    SUN,
    SURFACE,
    Point,
    Sheet,
    corners,
    smooth,
)


def station(sheet: Sheet, at: Point, words: str, fill: str = SURFACE, *, half: float = 120) -> None:
    """Draw one station of a pathway; a line break makes two lines."""
    x, y = at
    sheet.box((x - half, y - 48, x + half, y + 48), fill, ACCENT)
    lines = words.split("\n")
    for number, line in enumerate(lines):
        sheet.text((x, y + (number - (len(lines) - 1) / 2) * 34), line, 27)


def ctx_pathway(sheet: Sheet) -> None:
    station(sheet, (200, 180), "cholesterol")
    station(sheet, (560, 180), "7-alpha-hydroxy-\ncholesterol")
    station(sheet, (1000, 180), "cheno-\ndeoxycholic acid")
    sheet.arrow((325, 180), (432, 180))
    sheet.arrow((685, 180), (872, 180), LINE_2)
    sheet.barrier((770, 180), 90)
    sheet.text((776, 100), "sterol 27-hydroxylase", 26, BAD)
    station(sheet, (430, 480), "cholestanol", MARK)
    station(sheet, (770, 480), "bile alcohols", MARK)
    sheet.arrow((540, 232), (450, 424), SUN, 9)
    sheet.arrow((590, 232), (740, 424), SUN, 9)
    sheet.text((600, 585), "both rise: blood and urine tests", 30)
    for start, end in (((1000, 240), (1000, 330)), ((1000, 330), (700, 330)), ((700, 330), (640, 250))):
        sheet.dashes(start, end, LINE_2, 4)
    sheet.text((1020, 360), "brake missing", 26, INK_2, anchor="rm")


def haem_pathway(sheet: Sheet) -> None:
    names = [(150, "glycine"), (440, "ALA"), (740, "porpho-\nbilinogen"), (1060, "haem")]
    for x, words in names:
        station(sheet, (x, 260), words, MARK if x in (440, 740) else SURFACE, half=95)
    sheet.arrow((250, 260), (340, 260), INK, 7)
    sheet.arrow((540, 260), (640, 260), INK, 7)
    sheet.arrow((840, 260), (960, 260), LINE_2)
    sheet.barrier((895, 260), 90)
    sheet.text((895, 185), "HMBS at half strength", 26, BAD)
    for x, count in ((440, 8), (740, 12)):
        for n in range(count):
            sheet.circle((x - 75 + 50 * (n % 4), 350 + 44 * (n // 4)), 14, SUN, None)
    sheet.text((590, 520), "pile up in attacks: one urine sample shows it", 30)
    sheet.line(smooth([(1060, 205), (1000, 90), (620, 60), (330, 90), (297, 215)]), LINE_2, 3)
    sheet.text((640, 95), "faint brake from haem to the first step", 26, INK_2)
    sheet.text((590, 600), "Drugs, hormones, fasting and infection speed up the first step", 26, INK_2)


def bradykinin(sheet: Sheet) -> None:
    for x, words, fill in (
        (150, "factor XII", SURFACE),
        (440, "kallikrein", SURFACE),
        (740, "bradykinin", MARK),
        (1050, "leaking\nvessel", BAD_SOFT),
    ):
        station(sheet, (x, 200), words, fill, half=100)
    for x in (255, 545, 845):
        sheet.arrow((x, 200), (x + 84, 200), INK, 7)
    brake = (230, 420, 610, 500)
    sheet.stripes(corners(brake), LINE_2)
    sheet.box(brake, None, LINE_2)
    sheet.box((295, 432, 545, 488), SURFACE, None)
    sheet.text((420, 460), "C1 inhibitor", 30)
    for x, foot in ((290, 290), (480, 490)):
        sheet.dashes((foot, 415), (x, 275), LINE_2, 6, dash=14)
        sheet.line([(x - 34, 268), (x + 34, 268)], LINE_2, 8)
    sheet.text((420, 540), "too little: the brake does not hold", 28, INK_2)
    sheet.text((910, 400), "Antihistamine, steroid,", 28, BAD)
    sheet.text((910, 440), "adrenaline: none acts here", 28, BAD)


def phenylalanine(sheet: Sheet) -> None:
    station(sheet, (190, 230), "phenylalanine", MARK, half=130)
    station(sheet, (700, 230), "tyrosine", SURFACE, half=110)
    sheet.arrow((325, 230), (585, 230), LINE_2, 7)
    sheet.barrier((455, 230), 110)
    sheet.text((455, 140), "phenylalanine hydroxylase", 26, BAD)
    station(sheet, (455, 400), "helper: BH4", ACCENT_SOFT, half=120)
    sheet.arrow((455, 348), (455, 295), ACCENT_2)
    sheet.text((455, 500), "A block here looks the same in the screen,", 26, INK_2)
    sheet.text((455, 536), "and needs other treatment", 26, INK_2)
    for top, bottom, fill, words in (
        (80, 300, BAD_SOFT, "far above"),
        (300, 420, MARK, "above target"),
        (420, 520, ACCENT_SOFT, "target"),
    ):
        sheet.box((890, top, 1000, bottom), fill, None, 0)
        sheet.text((1016, (top + bottom) / 2), words, 26, INK, anchor="lm")
    sheet.box((890, 80, 1000, 560), None, INK, 6)
    sheet.box((892, 520, 998, 558), SURFACE, None, 0)
    sheet.text((945, 600), "blood", 26, INK_2)


def pedigree_x_linked(sheet: Sheet) -> None:
    sheet.line([(520, 120), (680, 120)], INK, 4)
    sheet.line([(600, 120), (600, 240), (250, 240), (950, 240)], INK, 4)
    for x in (250, 600, 950):
        sheet.line([(x, 240), (x, 300)], INK, 4)
    sheet.line([(250, 340), (420, 340)], INK, 4)
    sheet.line([(335, 340), (335, 450), (250, 450), (420, 450)], INK, 4)
    for x in (250, 420):
        sheet.line([(x, 450), (x, 510)], INK, 4)
    person(sheet, (480, 120), "man", "affected")
    person(sheet, (720, 120), "woman", "well")
    person(sheet, (250, 340), "woman", "carrier")
    person(sheet, (600, 340), "man", "well")
    person(sheet, (950, 340), "woman", "carrier")
    person(sheet, (420, 340), "man", "well")
    person(sheet, (250, 545), "man", "affected")
    person(sheet, (420, 545), "woman", "carrier")
    for y, kind, words in (
        (490, "affected", "affected"),
        (560, "carrier", "carries the variant, may be ill"),
        (630, "well", "neither"),
    ):
        person(sheet, (700, y), "man" if kind != "carrier" else "woman", kind, half=22)
        sheet.text((740, y), words, 26, INK_2, anchor="lm")


def person(sheet: Sheet, at: Point, sex: str, state: str, *, half: float = 40) -> None:
    """Draw a person of a family tree: square or circle, filled, half filled or empty."""
    x, y = at
    fill = ACCENT if state == "affected" else SURFACE
    if sex == "man":
        sheet.box((x - half, y - half, x + half, y + half), fill, INK, 2)
        return
    sheet.circle(at, half, fill, INK, width=4)
    if state == "carrier":
        sheet.circle(at, half * 0.34, SUN, INK, width=3)
