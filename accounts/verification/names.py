"""Comparing the name somebody gives with the name in a register. Pure functions on text.

Two people are never taken for one: what can be read in two ways fits only itself, and what does not fit goes to a reviewer.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from unicodedata import category, combining, normalize

TITLES = frozenset({"dr", "doctor", "prof", "professor", "mr", "mrs", "ms", "mx"})
TITLES_OR_NAMES = frozenset({"miss", "sir", "dame"})  # somebody may be called so: never one of only two words
GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
COLLEGES = (
    *("p", "pc", "pi", "pe", "ped", "pg", "pglas", "puk", "path", "pch", "paed", "psych", "s", "sc", "si", "se"),
    *("sed", "seng", "sglas", "a", "ai", "r", "rc", "og", "em", "gp", "ophth"),
)
DEGREES = frozenset(f"{grade}rc{college}" for grade, college in product("mf", COLLEGES)) | {
    *("phd", "dphil", "dsc", "mbbs", "mbbch", "mbchb", "mbbchbao", "mbbchir", "bmbs", "bmbch", "mb", "bch"),
    *("bchir", "bs", "ch", "chb", "chm", "bsc", "msc", "mph", "mba", "dds", "dmd", "bds", "cct", "facp"),
    *("facs", "facc", "faap", "faan", "facog", "facep", "facr", "fccp", "ccfp", "fcfp", "cmfm", "fracp"),
    *("fracs", "fracgp", "franzcp", "ranzcp", "franzcog", "franzcr", "fanzca", "fcp", "fcps", "fcpsa", "fficm"),
    "ffarcsi",
}
DEGREES_OR_NAMES = frozenset({"md", "do", "ba", "bao", "ma"})  # Anh Do, Md Rahman and Jack Ma are names
LETTERS = DEGREES | DEGREES_OR_NAMES | GENERATIONS
# These belong to the word behind them, and no name is the same without: O Brien, Mc Donald, Al-Hassan, van der Berg.
PARTICLES = frozenset(
    {
        *("o", "mc", "mac", "fitz", "ni", "nic", "al", "el", "bin", "bint", "ibn", "ben", "abu", "van", "von"),
        *("vom", "der", "den", "ter", "ten", "ver", "de", "del", "della", "di", "da", "do", "dos", "das", "du"),
        *("la", "le", "los", "las", "san", "santa", "st", "y", "zu", "zur", "zum", "af", "av"),
    }
)
# Letters that are no letter with an accent: without this table they would be lost.
BARE = str.maketrans(
    {"ı": "i", "đ": "d", "ð": "d", "ɖ": "d", "ɗ": "d", "þ": "th", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l"}
    | {"ß": "ss", "ħ": "h", "ŧ": "t", "ŋ": "n", "ɓ": "b", "ƙ": "k", "ƴ": "y"}
)
# The other way to write these in plain letters: Müller is Muller in one register and Mueller in another.
IN_TWO_LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "Ä": "AE", "Ö": "OE", "Ü": "UE", "Ø": "OE", "Å": "AA"}
)
APOSTROPHES = re.compile("['`´\u02b9\u02bb\u02bc\u02bd\u02bf\u2018\u2019\u201b\u2032\u2035\uff07]")
APOSTROPHE_AND_SPACE = re.compile(rf"(?<=\b\w){APOSTROPHES.pattern}\s+")  # O' Brien
HYPHENS = re.compile(r"\s*[-\u2010-\u2015\u2212]\s*")
SPACED_LETTERS = re.compile(r"\b(\w\.)\s+(?=\w\.)")  # M. D.
DOTTED = re.compile(r"\w\.\w")
CAPITALS_INSIDE = re.compile(r"[A-Z]{2}[a-z]|[a-z][A-Z]$")  # MHSc, PhD


@dataclass(frozen=True, slots=True, repr=False)
class Name:
    """A name as it was read, given names first; at least `surname` of the last words are the surname."""

    words: tuple[str, ...]
    surname: int = 1
    generation: str = ""
    is_clear: bool = True  # else it can be read in two ways, and fits only itself

    @property
    def can_be_shortened(self) -> bool:
        """Initials and missing middle names are known of names in Latin letters only; another script fits exactly."""
        return self.is_clear and all(word.isascii() for word in self.words)


def same_person(given: str, registered: str) -> bool:
    """Say whether two names can be one person's: the same surname, and a first name that is equal or an initial of it.

    Middle names may be missing on either side, no part of a surname may. A name of one word fits only itself.
    """
    return any(fit(one, other) for one, other in product(readings(given), readings(registered)))


def parts(name: str) -> list[str]:
    """Return the words of a name in small letters without accents, titles and degrees, the given name first."""
    return list(read(name).words)


def is_name(text: str) -> bool:
    """Say whether there is anything to compare: more than one letter, and no sign like <, = or the @ of an address."""
    strange = any(category(letter) == "Sm" or letter == "@" for letter in normalize("NFKC", text))
    return len("".join(parts(text))) > 1 and not strange


def readings(name: str) -> set[Name]:
    composed = normalize("NFC", name)
    return {read(composed), read(composed.translate(IN_TWO_LETTERS))}


def fit(one: Name, other: Name) -> bool:
    if len({one.generation, other.generation} - {""}) > 1 or one.is_clear != other.is_clear:
        return False
    if one.words == other.words:
        return bool(one.words)
    size = max(one.surname, other.surname)
    if not (one.can_be_shortened and other.can_be_shortened) or one.words[-size:] != other.words[-size:]:
        return False
    short, long = sorted((one.words[:-size], other.words[:-size]), key=len)
    return bool(short) and abbreviates(short[0], long[0]) and runs_in_order(short[1:], long[1:])


def abbreviates(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def runs_in_order(short: Sequence[str], long: Sequence[str]) -> bool:
    """Say whether every word of `short` has its partner in `long`, in the same order."""
    rest = iter(long)
    return all(any(abbreviates(word, candidate) for candidate in rest) for word in short)


def read(text: str) -> Name:
    """Read "Given Surname, Degree", "Surname, Given" and "Surname, Given, Degree"."""
    text = tidy(text)
    is_mixed = not (text.isupper() or text.islower())
    first, *rest = [segment.split() for segment in text.split(",") if words(segment)] or [[]]
    others = [one for one in rest[:1] if not all(is_degree(token, is_mixed and len(first) > 1) for token in one)]
    others += [one for one in rest[1:] if not all(joined(token) in LETTERS for token in one)]
    if len(others) > 1 or (others and len(first) > 1 and may_be_letters(others[0], is_mixed)):
        return Name(tuple(words(text)), is_clear=False)
    if others:
        given, surname = without_degrees(others[0], 1, is_mixed), without_degrees(first, 1, is_mixed)
    else:  # where all is in capitals, MD at the end is a degree: nobody is called so behind two other names
        found = without_degrees(first, 2, is_mixed, DEGREES if is_mixed else DEGREES | {"md"})
        given, surname = found[:-1], found[-1:]
    last = untitled(words(" ".join(surname)))
    found = untitled([*words(" ".join(given)), *last])
    return Name(bound(found, 1), max(1, len(bound(last, 0))), generation_of(text))


def tidy(text: str) -> str:
    text = APOSTROPHES.sub("", APOSTROPHE_AND_SPACE.sub("", text))
    return SPACED_LETTERS.sub(r"\1", HYPHENS.sub("-", " ".join(normalize("NFKC", text).split())))


def is_degree(token: str, in_capitals: bool, known: frozenset[str] = DEGREES) -> bool:
    """Say whether a word is surely no name. What may be one is a degree with its dots, or in capitals behind small letters."""
    letters = joined(token)
    if letters in DEGREES_OR_NAMES - known:
        return DOTTED.search(token) is not None or (in_capitals and token.isupper())
    return letters in known | GENERATIONS


def without_degrees(tokens: list[str], least: int, in_capitals: bool, known: frozenset[str] = DEGREES) -> list[str]:
    """Leave out what stands behind a name of at least so many words, from the first that is surely a degree."""
    for place in range(least, len(tokens)):
        if is_degree(tokens[place], in_capitals, known) and all(joined(token) in LETTERS for token in tokens[place:]):
            return tokens[:place]
    return tokens


def may_be_letters(segment: list[str], is_mixed: bool) -> bool:
    """Say whether this may be a degree nobody listed here, or MD, instead of the given name behind a surname."""

    def may_be(token: str) -> bool:
        letters = joined(token)
        is_spelled = not set("aeiouy") & set(letters) or bool(CAPITALS_INSIDE.search(token))
        return letters in LETTERS or (len(letters) > 1 and (is_spelled or (is_mixed and token.isupper())))

    return all(may_be(token) for token in segment)


def generation_of(text: str) -> str:
    return next((word for word in words(text) if word in GENERATIONS), "")


def untitled(found: list[str]) -> list[str]:
    while found and (found[0] in TITLES or (len(found) > 2 and found[0] in TITLES_OR_NAMES)):
        found = found[1:]
    return found


def bound(found: list[str], free: int) -> tuple[str, ...]:
    """Join particles with the word behind them, except in the first `free` places: a given name may be Al."""
    out: list[str] = []
    for place, word in reversed(list(enumerate(found))):
        if out and place >= free and word in PARTICLES:
            out[0] = word + out[0]
        else:
            out.insert(0, word)
    return tuple(out)


def joined(token: str) -> str:
    return "".join(words(token.replace(".", "")))


def words(text: str) -> list[str]:
    """Return the words in small letters, those in Latin letters without accents; no letter ever parts a word."""
    kept = [letter for letter in normalize("NFKC", APOSTROPHES.sub("", text)) if category(letter) != "Cf"]
    parted = "".join(letter if category(letter)[0] in "LM" else " " for letter in kept)
    return [word for word in map(bare, parted.split()) if word]


def bare(word: str) -> str:
    """Take accents off Latin letters; in other scripts a mark can make another letter."""
    small = word.casefold()
    plain = "".join(letter for letter in normalize("NFKD", small) if not combining(letter)).translate(BARE)
    return plain if plain.isascii() else normalize("NFKC", small)
