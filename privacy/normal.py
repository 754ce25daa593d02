"""A text as the checks read it: look-alike signs made plain, invisible ones left out, and the way back to the original."""

import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import lru_cache

LOOK_ALIKES = dict(
    zip("АВЕЅІЈКМНОРСТХУаеоѕіјрсхуΑΒΕΖΗΙΚΜΝΟΡΤΥΧо", "ABESIJKMHOPCTXYaeosijpcxyABEZHIKMNOPTYXo", strict=True)
)
QUOTES = dict.fromkeys("‘’‚‛′ʼʻ´`", "'") | dict.fromkeys("“”„‟″«»", '"')
KEPT_COMPATIBLE = ("<super>", "<sub>", "<fraction>")
"""Powers and fractions: spelled out they would change the number beside them (10² is not 102)."""
DIGIT_FOR = {"O": "0", "o": "0", "l": "1", "I": "1", "|": "1"}
MISTYPED = re.compile(
    r"(?<=\d)[OolI|](?=[OolI|]{0,3}\d)|(?<![^\s(+:])[Oo](?=\d{3})|(?<![\w.])(?=[OolI\d]{1,12}\d)(?=[OolI]{0,12}\d[OolI]{0,12}\d)[OolI\d]{4,14}(?![\w.])"
)


@dataclass(frozen=True, slots=True)
class Normal:
    text: str
    starts: "array[int] | None"
    """Where each sign of `text` begins in the original; None where nothing moved."""
    original: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original's span. Invisible signs between two of the span belong to it."""
        if self.starts is None or start >= end:
            return start, end
        last = self.starts[end - 1]
        after = self.starts[end] if end < len(self.starts) else len(self.original)
        return self.starts[start], min(after, self.tail(last))

    def tail(self, index: int) -> int:
        """Return where the sign at `index` ends, with the accents that are written after it."""
        index += 1
        while index < len(self.original) and unicodedata.combining(self.original[index]):
            index += 1
        return index


@lru_cache(maxsize=4096)
def plain(char: str) -> str:
    """Return what `char` is read as: one sign, several, or none."""
    category = unicodedata.category(char)
    if category in ("Cf", "Mn", "Me") or char == "\u3164":
        return ""
    if category == "Nd":
        return str(unicodedata.digit(char))
    if category == "Pd" or char in "−⁻‐‑":
        return "-"
    if category in ("Zs", "Zl", "Zp"):
        return " " if category == "Zs" else "\n"
    return QUOTES.get(char) or LOOK_ALIKES.get(char) or compatible(char)


def compatible(char: str) -> str:
    if unicodedata.decomposition(char).startswith(KEPT_COMPATIBLE):
        return char
    form = unicodedata.normalize("NFKC", char)
    return form if form.isascii() or len(form) == 1 else char


def normal(text: str) -> Normal:
    if text.isascii():
        return Normal(typing_mended(text), None, text)
    forms = {sign: plain(sign) for sign in set(text) if sign >= "\x80"}
    if all(len(form) == 1 for form in forms.values()):
        return Normal(typing_mended(text.translate({ord(sign): form for sign, form in forms.items()})), None, text)
    starts: array[int] = array("L")
    parts = []
    for index, char in enumerate(text):
        form = forms.get(char, char)
        if form:
            parts.append(form)
            starts.extend([index] * len(form))
    read = "".join(parts)
    moved = len(read) != len(text) or starts != array("L", range(len(text)))
    return Normal(typing_mended(read), starts if moved else None, text)


def typing_mended(text: str) -> str:
    """Return the text with letters typed for digits inside numbers as digits: O7700 9OO123."""
    return MISTYPED.sub(lambda found: "".join(DIGIT_FOR.get(sign, sign) for sign in found[0]), text)
