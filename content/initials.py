"""The initials that people type for a long name: TSC for tuberous sclerosis complex."""

import re

NEVER_COUNT = frozenset({"of", "the", "due", "to", "and"})
SOMETIMES_COUNT = frozenset({"disease", "syndrome"})  # PWS counts its syndrome, NPC leaves its disease out
COMPOUNDS = {"angioedema": "AE", "adrenoleukodystrophy": "ALD"}  # one word, but medicine takes a letter of each part
ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5", "VI": "6", "VII": "7", "VIII": "8", "IX": "9", "X": "10"}
NUMBER = re.compile(r"\d{1,2}[A-Z]?")
FEWEST, MOST = 3, 5


def initials(name: str) -> list[str]:
    """Return the initials of a name of a disease, shortest first; none where there are fewer than three or too many.

    With and without “disease” and “syndrome”, and with the number of its type where it has one: HAE and HAE1.
    """
    words, number = parted(name)
    found = []
    for left_out in (NEVER_COUNT | SOMETIMES_COUNT, NEVER_COUNT):
        letters = "".join(first_letters(word) for word in words if word.lower() not in left_out)
        if FEWEST <= len(letters) <= MOST:
            found += [letters, letters + number]
    return list(dict.fromkeys(found))


def parted(name: str) -> tuple[list[str], str]:
    """Return the words of a name, and the number of its type: what follows “type” may also be a letter, as in type C."""
    before, _, after = name.partition(" type ")
    words = re.findall(r"[^\W_]+", before)
    kind, *rest = re.findall(r"[^\W_]+", after) or [""]
    if NUMBER.fullmatch(kind.upper()) or kind in ROMAN:
        return words + rest, ROMAN.get(kind, kind.upper())
    return [*words, kind, *rest], ""


def first_letters(word: str) -> str:
    """Return the letters that stand for one word; a word that begins with a digit has none."""
    return COMPOUNDS.get(word.lower()) or (word[0].upper() if word[:1].isalpha() else "")
