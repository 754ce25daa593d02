"""Comparing the name somebody gives with the name in a register. Pure functions on text."""

import re
import unicodedata

TITLES = frozenset(
    {"dr", "doctor", "prof", "professor", "mr", "mrs", "ms", "miss", "mx", "sir", "dame", "md", "do", "phd"}
)
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
APOSTROPHES = re.compile(r"['’`´]")
NOT_LETTERS = re.compile(r"[^a-z]+")


def parts(name: str) -> list[str]:
    """Return the words of a name in small letters without accents, titles and suffixes; "Surname, Given" is turned round."""
    if name.count(",") == 1:
        surname, _, given = name.partition(",")
        if not set(words(given)) <= TITLES | SUFFIXES:
            name = f"{given} {surname}"
    return [word for word in words(name) if word not in TITLES | SUFFIXES]


def words(text: str) -> list[str]:
    decomposed = unicodedata.normalize("NFKD", APOSTROPHES.sub("", text))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter)).lower()
    bare = bare.replace("ß", "ss").replace("ø", "o").replace("æ", "ae").replace("ł", "l")
    return [word for word in NOT_LETTERS.split(bare) if word]


def same_person(given: str, registered: str) -> bool:
    """Say whether two names can be one person's: the same surname, and a first name that is equal or an initial of it.

    Middle names may be missing on either side. A surname alone, or two different first names, never fits.
    """
    one, other = parts(given), parts(registered)
    if len(one) < 2 or len(other) < 2 or not fits(one[0], other[0]):
        return False
    short, long = sorted((one[1:], other[1:]), key=len)
    return short[-1] == long[-1] and runs_in_order(short[:-1], long[:-1])


def fits(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def runs_in_order(short: list[str], long: list[str]) -> bool:
    """Say whether every word of `short` has its partner in `long`, in the same order."""
    rest = iter(long)
    return all(any(fits(word, candidate) for candidate in rest) for word in short)
