"""The order of hits: exact names and codes first, always; then names that look like the question; then the words' weight."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from rapidfuzz import fuzz

from search.engines.documents import CODES, FORMER_GENE, GENE, TITLE
from search.text import bag_of, fold

EXACT, SAME_WORDS, ALL_WORDS, OF_ENTRY = range(4)  # how a name matches; OF_ENTRY: its entry does
LIKE_ENOUGH = 60  # per cent; a name less like the misspelt question says nothing
Place = tuple[float, ...]


class NameFound(NamedTuple):
    id: int  # of the entry
    combination: int  # of its facets, where the engine counts by them
    weight: float
    rank: int  # what kind of name, see documents.RANKS
    text: str
    size: int  # words of the name; genes of the entry, if it is a gene
    how: int


class Placed(NamedTuple):
    """The best name of an entry, and where it puts the entry: smaller comes first."""

    place: Place
    name: NameFound


def by_name(names: Iterable[NameFound], place_of: Callable[[NameFound], Place | None]) -> dict[int, Placed]:
    """Return for each entry the name that puts it highest, the highest entry first."""
    best: dict[int, Placed] = {}
    for name in names:
        place = place_of(name)
        if place is not None and (name.id not in best or place < best[name.id].place):
            best[name.id] = Placed(place, name)
    return dict(sorted(best.items(), key=lambda item: item[1].place))


def as_typed(name: NameFound) -> Place:
    """An exact name by its kind, then the same words in another order, then the name with the fewest other words."""
    if name.how in (EXACT, SAME_WORDS):
        return (name.how, name.rank, name.size, -name.weight, name.id)
    return (name.how, name.size, name.rank, -name.weight, name.id)


def as_meant(words: tuple[str, ...]) -> Callable[[NameFound], Place | None]:
    """Return how names are placed for a misspelt question: by likeness of the letters, in any order of the words.

    After those come the names that have all words, as for a question without mistakes.
    """
    typed, bag = " ".join(words), bag_of(list(words))

    def place(name: NameFound) -> Place | None:
        folded = fold(name.text)
        likeness = max(fuzz.ratio(typed, " ".join(folded)), fuzz.ratio(bag, bag_of(folded)))
        if likeness >= LIKE_ENOUGH:
            return (-likeness, name.rank, -name.weight, name.id)
        return as_typed(name) if name.how == ALL_WORDS else None

    return place


def reason(placed: Placed, title_words: frozenset[str], words: tuple[str, ...]) -> str | None:
    """Return in words why an entry stands where it stands, if its title does not say it."""
    name = placed.name
    if name.rank in CODES:
        return "Code match"
    if name.rank == GENE:
        return f"Gene {name.text}"
    if name.rank == FORMER_GENE:
        return f"Former gene symbol {name.text}"
    if name.rank == TITLE:
        return "Exact name" if name.how == EXACT else None
    return f"Also called: {name.text}" if name.how == EXACT or not title_words.issuperset(words) else None
