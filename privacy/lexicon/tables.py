"""The word lists, read once when the first text is scanned. Which is which, and whose they are: privacy/data/README.md."""

import gzip
import re
from dataclasses import dataclass
from enum import IntFlag
from functools import lru_cache
from pathlib import Path

from privacy.lexicon.folding import folded

COUNTRY = "-"
"""What stands in the table of towns for a country: it may be said."""

DATA = Path(__file__).resolve().parents[1] / "data"


@dataclass(frozen=True, slots=True)
class Tables:
    words: frozenset[str]
    """English words that are written in lower case."""
    common_words: frozenset[str]
    """The words that everybody uses: a name among them needs more than its look to be taken for one."""
    medical: frozenset[str]
    """Words of diseases, signs and drugs that are somewhere written in lower case."""
    known: frozenset[str]
    """Every word that is no reason to ask: English, medical, drugs, genes, peoples, months."""
    terms: frozenset[str]
    """Words that stay capitalised and name nobody: peoples, months, organisms, brands."""
    eponyms: frozenset[str]
    """Names in the names of diseases, and those of `sure_eponyms`."""
    sure_eponyms: frozenset[str]
    """Names that stand for a disease, a sign or a method even alone: Marfan, Babinski."""
    quiet: frozenset[str]
    """Known words that are no names: in small letters nothing makes one of them somebody, unless it is a particle."""
    compounds: frozenset[str]
    """Chains of names in names of diseases, with spaces: peutz jeghers."""
    phrases: dict[str, tuple[tuple[str, ...], ...]]
    """First word of a phrase that names nobody → the words of these phrases, the longest first."""
    first_names: frozenset[str]
    surnames: frozenset[str]
    common_names: frozenset[str]
    """Names so frequent that an eponym of that name can be somebody all the same: Wilson, Turner."""
    genes: frozenset[str]
    towns: dict[str, str]
    """Town or region → ISO code of its country."""
    regions: frozenset[str]
    town_starts: dict[str, int]
    """First word of a town's name → how many words the longest of these names has."""
    countries: dict[str, str]
    facilities: dict[str, tuple[str, ...]]
    """First word of a facility's own name → the names that begin with it, the longest first."""

    def is_name(self, word: str) -> bool:
        return word in self.first_names or word in self.surnames


class Trait(IntFlag):
    """What lists know of a word, asked once: most words of a text have only the first."""

    QUIET = 1
    TOWN = 2
    """It begins the name of a town or a region."""
    PHRASE = 4
    FACILITY = 8


@lru_cache(maxsize=20_000)
def traits(word: str) -> int:
    """Return the traits of a word. Texts have few different words, and the lists are too long for a processor's cache."""
    table = tables()
    return (
        (word in table.quiet)
        + Trait.TOWN * (word in table.town_starts)
        + Trait.PHRASE * (word in table.phrases)
        + Trait.FACILITY * (word.partition("'")[0] in table.facilities)
    )


@lru_cache(maxsize=1)
def tables() -> Tables:
    namelike = plain_words("namelike")
    words, medical, drugs = packed("words") - namelike, packed("medical") - namelike, packed("drugs") - namelike
    first, last = packed("first_names") | namelike | plain_words("wordnames"), packed("surnames")
    terms, eponyms = plain_words("terms") | plain_words("brands"), plain_words("eponyms")
    sure_clinical = plain_words("clinical_eponyms") - first - last
    capitalised, genes = packed("medical_capitalised"), packed("genes")
    countries = countries_said()
    in_countries = {word for name in countries for word in name.split()}
    known = (words | medical | drugs | terms | eponyms | sure_clinical | capitalised | in_countries).union(
        gene.lower() for gene in genes
    ) - (namelike - eponyms)
    names_of_diseases = {word for word in capitalised | medical if word in first or word in last} - words
    towns = towns_of(countries)
    return Tables(
        words=words,
        common_words=packed("common_words") - namelike,
        medical=medical | drugs,
        known=known,
        terms=terms | {name for name in countries if " " not in name},
        eponyms=eponyms | plain_words("clinical_eponyms") | names_of_diseases,
        sure_eponyms=(eponyms - packed("common_names")) | sure_clinical,
        quiet=known - first - last,
        compounds=packed("compound_eponyms"),
        phrases=phrases_by_first_word({*listed("phrases"), *packed("compound_eponyms")}),
        first_names=first,
        surnames=last,
        common_names=packed("common_names"),
        genes=genes,
        towns=towns,
        regions=frozenset(regions()),
        town_starts=longest_by_first_word(towns),
        countries=pairs("countries"),
        facilities=by_first_word(listed("facilities")),
    )


def countries_said() -> set[str]:
    """Return the names of countries, as their words are read, and what else they are called."""
    return {folded(name).replace("-", " ") for name in pairs("countries").values()} | plain_phrases("countries_said")


def towns_of(countries: set[str]) -> dict[str, str]:
    """Return whatever is a place, with its country or `COUNTRY`: towns in both spellings, regions, countries."""
    towns = pairs("towns")
    towns |= {as_read(name): code for name, code in towns.items() if not name.isalpha()}
    return towns | regions() | dict.fromkeys(countries, COUNTRY)


def as_read(name: str) -> str:
    """Return a name as its words are read: without points and a possessive 's."""
    return " ".join(part.removesuffix("'s") for part in name.replace(".", "").split())


def packed(name: str) -> frozenset[str]:
    with gzip.open(DATA / f"{name}.txt.gz", "rt", encoding="utf-8") as lines:
        return frozenset(lines.read().split("\n")) - {""}


def pairs(name: str) -> dict[str, str]:
    with gzip.open(DATA / f"{name}.tsv.gz", "rt", encoding="utf-8") as lines:
        rows = (line.rstrip("\n").partition("\t") for line in lines)
        return {key: value for key, _, value in rows}


def listed(name: str) -> list[str]:
    lines = (DATA / f"{name}.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def plain_words(name: str) -> frozenset[str]:
    return frozenset(word for line in listed(name) for word in line.split())


def plain_phrases(name: str) -> set[str]:
    return set(listed(name))


def regions() -> dict[str, str]:
    rows = (line.partition(" ") for line in listed("regions"))
    return {folded(name).replace("-", " "): code for code, _, names in rows for name in names.split("|")}


def by_first_word(names: list[str]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        groups.setdefault(re.split(r"[ '-]", name)[0], []).append(name)
    return {first: tuple(group) for first, group in groups.items()}


def phrases_by_first_word(phrases: set[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    groups: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(phrase.replace("-", " ").split(" "))
        groups.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(group, key=len, reverse=True)) for first, group in groups.items()}


def longest_by_first_word(names: dict[str, str]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for name in names:
        parts = name.replace("-", " ").split(" ")
        longest[parts[0]] = max(longest.get(parts[0], 0), len(parts))
    return longest
