"""Comparing the name somebody gives with the name in a register. Pure functions on text."""

import re
import unicodedata

TITLES = frozenset({"dr", "doctor", "prof", "professor", "mr", "mrs", "ms", "mx"})
TITLES_OR_NAMES = frozenset({"miss", "sir", "dame"})  # somebody may be called so: never one of only two words
DEGREES = frozenset(
    {"phd", "mbbs", "mbbch", "mbchb", "bmbs", "frcp", "frcpc", "frcs", "facp", "jr", "sr", "ii", "iii", "iv"}
)
DEGREES_OR_NAMES = frozenset({"md", "do"})  # Anh Do and Md Rahman are names
# Those are degrees after a comma, with their dots, and MD also in capitals behind a name that is not in capitals.
WRITTEN_DEGREE = re.compile(r"\s*,?\s*\b(M\.\s?D\.?|D\.\s?O\.?)\s*$|(?<=[a-z])\s+MD\s*$")
APOSTROPHES = re.compile(r"['’`´]")
NOT_LETTERS = re.compile(r"[^a-z]+")


def parts(name: str) -> list[str]:
    """Return the words of a name in small letters without accents, titles and degrees; "Surname, Given" is turned round."""
    found = words(in_order(WRITTEN_DEGREE.sub("", name)))
    while found and (found[0] in TITLES or (len(found) > 2 and found[0] in TITLES_OR_NAMES)):
        found = found[1:]
    while len(found) > 2 and found[-1] in DEGREES:
        found = found[:-1]
    return found


def in_order(name: str) -> str:
    """Put the given name first, and leave out degrees after a comma: they stand behind two words or more."""
    before, comma, after = name.partition(",")
    if not comma:
        return name
    if len(words(before)) > 1 and set(words(after)) <= DEGREES | DEGREES_OR_NAMES:
        return before
    return f"{after} {before}" if "," not in after else name


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
