"""The scenes of the two silent films. A scene draws one moment: `share` runs from 0 at its beginning to 1 at its end."""

from collections.abc import Callable
from dataclasses import dataclass

from content.demo.drawing.anatomy import heel
from content.demo.drawing.sheet import (
    ACCENT,
    ACCENT_2,
    BAD,
    HEIGHT,
    INK,
    INK_2,
    LINE,
    LINE_2,
    MARK,
    PAGE,
    SUN,
    SURFACE,
    WIDTH,
    Point,
    Sheet,
    between,
    mirrored,
    smooth,
)


@dataclass(frozen=True, slots=True)
class Scene:
    """What is shown from the end of the scene before, for `seconds`; `words` stand in the picture and in the captions."""

    seconds: float
    words: str
    draw: Callable[[Sheet, float], None]


def title(sheet: Sheet, heading: str, below: str) -> None:
    sheet.shape([(0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)], ACCENT, None)
    for start, wide in ((700, 46), (812, 30), (910, 52), (1030, 24), (1110, 44)):
        edge = smooth([(start, -10), (start + 20, 180), (start + 110, 380), (start + 150, HEIGHT + 10)])
        sheet.shape([*edge, *[(x + wide, y) for x, y in reversed(edge)]], "#1b6a7e", None)
    sheet.box((82, 308, 142, 316), SUN, None, 2)
    sheet.text((80, 240), heading, 72, SURFACE, anchor="lm", bold=True)
    sheet.text((80, 368), below, 36, "#cfe6eb", anchor="lm")


def said(sheet: Sheet, words: str) -> None:
    """Write the words of a scene above the picture; the lower edge is left to the player's captions."""
    sheet.box((0, 0, WIDTH, 132), PAGE, None, 0)
    sheet.text((WIDTH / 2, 82), words, 40, INK, bold=True)


def fingers(sheet: Sheet, at: Point, apart: float) -> None:
    for side in (-1, 1):
        x = at[0] + side * (apart + 22)
        sheet.line([(x + side * 120, at[1] + 70), (x + side * 14, at[1] + 8)], LINE_2, 40)
        sheet.line([(x + side * 120, at[1] + 70), (x + side * 14, at[1] + 8)], "#f4e9df", 34)


def look(sheet: Sheet, share: float) -> None:
    heel(sheet, 410, 24)
    heel(sheet, 790, 24)
    level = 160 + 330 * share
    sheet.dashes((250, level), (950, level), ACCENT_2, 4)


def healthy(sheet: Sheet, share: float) -> None:
    heel(sheet, 600, 24)
    fingers(sheet, between((600, 260), (600, 430), share), 24)
    sheet.text((960, 300), "two edges", 34, ACCENT)


def xanthoma(sheet: Sheet, share: float) -> None:
    heel(sheet, 600, 62)
    fingers(sheet, between((600, 260), (600, 430), share), 30 + 34 * share)
    sheet.text((960, 300), "no edges", 34, BAD)


def cholestanol(sheet: Sheet, share: float) -> None:
    for number, (x, words) in enumerate(((250, "normal LDL"), (600, "childhood\ndiarrhoea"), (950, "cholestanol"))):
        if share * 3.2 < number:
            continue
        asked = number == 2
        sheet.box((x - 145, 280, x + 145, 420), MARK if asked else SURFACE, SUN if asked else ACCENT, 16, width=6)
        lines = words.split("\n")
        for row, line in enumerate(lines):
            sheet.text((x, 350 + (row - (len(lines) - 1) / 2) * 42), line, 36)
    if share * 3.2 >= 1:
        sheet.text((425, 350), "+", 56)
    if share * 3.2 >= 2:
        sheet.arrow((755, 350), (795, 350), INK, 8)


def siblings(sheet: Sheet, share: float) -> None:
    for number in range(4):
        x = 300 + number * 200
        fill = ACCENT if number == 1 else SURFACE
        sheet.circle((x, 260), 44, fill, INK, width=5)
        sheet.line(smooth([(x - 70, 430), (x - 60, 330), (x, 316), (x + 60, 330), (x + 70, 430)]), INK, 5)
        if share * 5 > number + 1 and number != 1:
            sheet.circle((x + 62, 220), 24, MARK, SUN, width=5)
            sheet.text((x + 62, 221), "?", 30)


def pain(sheet: Sheet, share: float) -> None:
    for number, words in enumerate(("severe pain", "soft belly", "low sodium")):
        x = 250 + 350 * number
        if share * 4 > number:
            sheet.box((x - 140, 290, x + 140, 400), SURFACE, BAD, 16, width=6)
            sheet.text((x, 345), words, 36)


def cup(sheet: Sheet, at: Point, colour: str, filled: float) -> None:
    """Draw a sample cup standing on a point."""
    x, y = at
    level = y - 20 - 190 * filled
    tilt = 24 * (y - level) / 250
    sheet.shape([(x - 84, y), (x + 84, y), (x + 84 + tilt, level), (x - 84 - tilt, level)], colour, None)
    sheet.line([(x - 108, y - 250), (x - 84, y), (x + 84, y), (x + 108, y - 250)], INK, 7)


def sample(sheet: Sheet, share: float) -> None:
    cup(sheet, (600, 520), "#f6e3a1", share)


def foil(sheet: Sheet, share: float) -> None:
    cup(sheet, (400, 520), mixed("#f6e3a1", "#7a3b2a", share), 1)
    cup(sheet, (840, 520), "#f6e3a1", 1)
    wrap = [(724, 285), (956, 285), (930, 526), (750, 526)]
    sheet.shape(wrap, "#c9d3d3", INK_2, 5)
    for x in range(745, 940, 32):
        sheet.line([(x, 292), (x + (840 - x) * 0.12, 520)], LINE, 5)
    sheet.circle((170, 250), 54, SUN, None)
    for end in ((280, 300), (262, 340), (285, 255)):
        sheet.line([between((170, 250), end, 0.72), end], SUN, 7)
    sheet.text((400, 565), "in the light", 30, BAD)
    sheet.text((840, 565), "in foil", 30)


def telephone(sheet: Sheet, share: float) -> None:
    sheet.box((510, 170, 690, 500), INK, None, 30)
    sheet.box((526, 206, 674, 452), SURFACE, None, 8)
    sheet.text((600, 310), "the", 34)
    sheet.text((600, 352), "laboratory", 28)
    sheet.circle((600, 476), 12, SURFACE, None)
    for number in range(3):
        if share * 4 > number:
            reach = 34 + 34 * number
            for side in (-1, 1):
                x = 600 + side * (110 + reach)
                wave = smooth([(x - side * 12, 330 - reach), (x, 330), (x - side * 12, 330 + reach)])
                sheet.line(wave, SUN, 9)
    sheet.text((600, 560), "porphobilinogen and creatinine", 32)


def drugs(sheet: Sheet, share: float) -> None:
    sheet.box((330, 170, 640, 560), SURFACE, INK, 14, width=6)
    for row in range(6):
        y = 225 + row * 56
        sheet.line([(430, y), (600, y)], LINE, 12)
        if share * 7 > row:
            colour = BAD if row in (1, 4) else ACCENT
            sheet.line(
                [(362, y), (378, y + 14), (402, y - 16)] if colour == ACCENT else [(364, y - 14), (400, y + 14)],
                colour,
                7,
            )
            if colour == BAD:
                sheet.line([(400, y - 14), (364, y + 14)], BAD, 7)
    plate = mirrored(smooth([(720, 400), (760, 450), (860, 470)]), 860)
    sheet.line([*smooth([(720, 400), (760, 450), (860, 470)]), *plate], INK, 7)
    sheet.line([(700, 400), (1020, 400)], INK, 7)
    sheet.text((860, 360), "carbohydrate", 30)


def mixed(one: str, other: str, share: float) -> str:
    """Return the colour between two colours."""
    pairs = zip((one[1:3], one[3:5], one[5:7]), (other[1:3], other[3:5], other[5:7]), strict=True)
    return "#" + "".join(f"{round(int(a, 16) + (int(b, 16) - int(a, 16)) * share):02x}" for a, b in pairs)


def tendons_title(sheet: Sheet, share: float) -> None:
    title(sheet, "Reading tendons", "A silent film of thirty seconds")


def urine_title(sheet: Sheet, share: float) -> None:
    title(sheet, "Foil on the cup", "Porphobilinogen in three steps")


TITLES = (tendons_title, urine_title)

FILMS: dict[str, list[Scene]] = {
    "reading-tendons": [
        Scene(3, "Reading tendons. A silent film of thirty seconds.", tendons_title),
        Scene(5, "Stand behind the patient and look at both heels.", look),
        Scene(6, "Pinch gently and slide. A healthy tendon has two edges.", healthy),
        Scene(6, "A xanthoma takes the edges away.", xanthoma),
        Scene(6, "Normal LDL and childhood diarrhoea: ask for cholestanol.", cholestanol),
        Scene(4, "Then test brothers and sisters, also the healthy ones.", siblings),
    ],
    "urine-in-foil": [
        Scene(3, "Foil on the cup. Porphobilinogen in three steps.", urine_title),
        Scene(6, "Severe pain, soft belly, low sodium: think of porphyria.", pain),
        Scene(5, "One: spot urine now, while it hurts.", sample),
        Scene(6, "Two: wrap it in foil. Light spoils the sample.", foil),
        Scene(6, "Three: telephone the laboratory tonight.", telephone),
        Scene(7, "Until the answer: look every drug up, and no fasting.", drugs),
    ],
}


def drawn(scene: Scene, share: float) -> Sheet:
    sheet = Sheet(PAGE)
    scene.draw(sheet, share)
    if scene.draw not in TITLES:
        said(sheet, scene.words)
        sheet.zebra()
    return sheet
