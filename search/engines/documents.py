"""What an engine indexes of an entry: folded words by column, names under keys, facets. Pure, the same for every engine."""

from collections.abc import Sequence
from typing import NamedTuple

from common.entries import NameKind
from search.codes import keys_of_code
from search.models import SearchEntry
from search.text import bag_of, fold, key_of

# The kinds of names in the order in which an exact match on them leads. A bare number is Orphanet's code first.
RANKS = {
    NameKind.TITLE: 0, NameKind.SYNONYM: 1, NameKind.LABEL: 2, NameKind.CODE: 4, NameKind.GENE: 5, NameKind.FORMER_GENE: 6,
}  # fmt: skip
TITLE, ORPHA_RANK, GENE, FORMER_GENE = RANKS[NameKind.TITLE], 3, RANKS[NameKind.GENE], RANKS[NameKind.FORMER_GENE]
CODES = frozenset([ORPHA_RANK, RANKS[NameKind.CODE]])
GENES = frozenset([GENE, FORMER_GENE])
RANKED = tuple(sorted({*RANKS.values(), ORPHA_RANK}))
BAGGED = tuple(rank for rank in RANKED if rank not in CODES)
NAME_LIMIT = 1000  # names of one entry
LARGEST = 63  # words of a name that are counted
CURATED_DISEASE, CURATED, KNOWN = 1.5, 0.15, 0.1
NAMES_OF_THE_KNOWN = 40
RECENT, RECENT_DAYS = 0.15, 3650  # the push of what is dated today; it fades to nothing in ten years
FEWEST_LETTERS, MOST_LETTERS = 3, 24  # shorter and longer words are never corrected

# How much a word counts by where it stands: a word of the title eight times a word of the text.
WEIGHTS = {"title": 8, "names": 5, "codes": 2, "genes": 3, "signs": 1, "spoken": 1, "body": 1}


class IndexedName(NamedTuple):
    """A name as it is looked up. `size` is its number of words; of a gene, how many genes the entry has: fewer is closer.

    A code has several keys, each a name of its own, and no bag.
    """

    rank: int
    size: int
    key: str
    bag: str | None
    text: str
    words: tuple[str, ...]


def columns_of(entry: SearchEntry) -> dict[str, list[str]]:
    """Return the folded words of an entry by the names in WEIGHTS; a sign stands as often as it weighs."""
    by_kind: dict[str, list[str]] = {kind: [] for kind in NameKind}
    for text, kind in entry.names:
        by_kind[kind].append(text)
    return {
        "title": fold(entry.title),
        "names": fold(" . ".join(by_kind[NameKind.SYNONYM] + by_kind[NameKind.LABEL])),
        "codes": [word for text in by_kind[NameKind.CODE] for word in fold(text.partition(":")[2])],
        "genes": fold(" ".join(by_kind[NameKind.GENE] + by_kind[NameKind.FORMER_GENE])),
        "signs": [sign_word(hpo_id) for hpo_id, weight in entry.signs for _ in range(weight)],
        "spoken": fold(" ".join(text for _, text in entry.lines)),
        "body": fold(f"{entry.summary} {entry.body}"),
    }


def sign_word(hpo_id: str) -> str:
    """Return the word under which a sign is indexed: "HP:0001252" is "hp0001252"."""
    return hpo_id.replace(":", "").lower()


def names_of(entry: SearchEntry) -> list[IndexedName]:
    pairs = dict.fromkeys([(entry.title, NameKind.TITLE.value), *((text, kind) for text, kind in entry.names)])
    genes = sum(kind == NameKind.GENE for _, kind in pairs)
    found: list[IndexedName] = []
    for text, kind in pairs:
        if kind == NameKind.CODE:
            rank = ORPHA_RANK if text.startswith("ORPHA:") else RANKS[NameKind.CODE]
            found += [IndexedName(rank, 1, key, None, text, ()) for key in keys_of_code(text)]
        elif words := fold(text):
            rank = RANKS[NameKind(kind)]
            size = genes if rank in GENES else len(words)
            found.append(IndexedName(rank, min(size, LARGEST), key_of(words), bag_of(words), text, tuple(words)))
    return found[:NAME_LIMIT]


def facets_of(entry: SearchEntry, wanted: Sequence[str]) -> set[tuple[str, str]]:
    """Return what an entry is counted and filtered by: its facets in `wanted` and those made from its columns."""
    facets = {(name, value) for name, value in entry.facets if name in wanted}
    facets |= {("kind", entry.kind), ("audience", entry.audience), ("curated", str(int(entry.curated)))}
    return facets | {("year", f"{entry.date.year:04}")} if entry.date else facets


def push_of(entry: SearchEntry) -> float:
    """Return a push for what is curated and for what many sources know.

    bm25 counts a long text against its entry, and the curated disease pages are the long ones: without the push the page
    that tells how to treat stands behind every short list of facts that has the same two signs.
    """
    known_as = sum(kind not in (NameKind.GENE, NameKind.FORMER_GENE) for _, kind in entry.names)
    curation = (CURATED_DISEASE if entry.kind == "disease" else CURATED) * entry.curated
    return round(curation + KNOWN * min(known_as, NAMES_OF_THE_KNOWN) / NAMES_OF_THE_KNOWN, 4)


def spellable(term: str) -> bool:
    return FEWEST_LETTERS <= len(term) <= MOST_LETTERS and term.isalpha()
