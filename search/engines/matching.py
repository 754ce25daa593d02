"""From a question to what answers it: as it was typed, else as it was probably meant. The same for every engine."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from search.codes import keys_of_code
from search.engines import ranking, spelling
from search.engines.documents import CODES
from search.engines.ranking import NameFound, Placed
from search.engines.scope import Scope
from search.query import SearchQuery
from search.reading import MOST_MISSING, NO_PHRASES, Reading, read
from search.results import Correction
from search.signs import dictionary
from search.text import fold

MOST_WIDENED = 8  # a question with more words is a text, not a name
MOST_TELLING = 12  # words of a text that are looked for if nothing has them all
FEW = 3  # results so few, and none by its name, that a name nearly like the question is what was meant
NEARLY, CLOSE = 92, 80  # per cent of likeness


@dataclass(frozen=True, slots=True)
class Matched:
    """What answers a question: `named` are entries with a telling name, highest first; `found` says how many have its words.

    `rows` is for the engine that made it.
    """

    reading: Reading
    named: dict[int, Placed]
    found: int
    rows: Any = ()
    corrections: tuple[Correction, ...] = ()
    did_you_mean: str | None = None

    @property
    def is_empty(self) -> bool:
        return not self.named and not self.found

    @property
    def best(self) -> Placed | None:
        return next(iter(self.named.values()), None)


class Index(spelling.Terms, Protocol):
    """What an engine has to know of one reader's question."""

    scope: Scope

    def everything(self, reading: Reading) -> Matched:
        """Return all there is, the newest first: a search without words is a look around."""

    def nothing(self, reading: Reading) -> Matched: ...

    def as_typed(self, reading: Reading) -> Matched:
        """Return what has the words or is called so, names by `ranking.as_typed`."""

    def coded(self, reading: Reading) -> list[NameFound]:
        """Return the names and codes that the codes inside the question are keys of."""

    def shown(self, entries: Sequence[int]) -> dict[int, tuple[str, str, str]]:
        """Return kind, title and address by entry."""

    def like(self, reading: Reading) -> Matched:
        """Return what has the words that were probably meant, names by `ranking.as_meant`."""

    def nearly(self, reading: Reading) -> list[NameFound]:
        """Return the shortest names that have all words but one."""


def match(query: SearchQuery, index: Index) -> Matched:
    reading = read(query.text, NO_PHRASES if query.exactly else dictionary.phrases())
    if not reading.words:
        return index.nothing(reading) if query.text else index.everything(reading)
    typed = as_typed(reading, index)
    if query.exactly:
        return replace(typed, did_you_mean=name_meant(typed.reading, index)) if typed.is_empty else typed
    return with_signs(typed_or_meant(reading, typed, index))


def typed_or_meant(reading: Reading, typed: Matched, index: Index) -> Matched:
    if typed.is_empty or (typed.reading.codes and not typed.found):
        return with_codes(typed, as_meant(typed.reading, index))
    if typed.found <= FEW and not typed.named and is_nearly_a_name(reading, index):
        meant = as_meant(reading, index)
        return meant if likeness(meant) >= NEARLY else typed
    return typed


def with_signs(matched: Matched) -> Matched:
    """Say which plain words were read as a sign."""
    reading = matched.reading
    signs = [(group.asked, group.sign.name) for group in reading.groups if group.sign]
    said = tuple(Correction(reading.as_typed(asked), name) for asked, name in signs if " ".join(fold(name)) != asked)
    return replace(matched, corrections=(*matched.corrections, *said))


def is_nearly_a_name(reading: Reading, index: Index) -> bool:
    """Say whether a name with all words but one is nearly the question; cheap, for most questions with few results are not."""
    if len(reading.in_names) < 2 or index.scope.is_narrowed:
        return False
    place = ranking.as_meant(reading.words)
    return any((placed := place(name)) is not None and -placed[0] >= NEARLY for name in index.nearly(reading))


def as_typed(reading: Reading, index: Index) -> Matched:
    """Look for the words as they are. Codes among them lead to their entries; one that nobody has is read as a word."""
    if not reading.codes:
        return index.as_typed(reading)
    coded = [name for name in index.coded(reading) if name.rank in CODES]
    if not coded:
        return index.as_typed(reading.without_codes())
    return replace(index.as_typed(reading), corrections=code_corrections(reading, coded, index))


def code_corrections(reading: Reading, coded: list[NameFound], index: Index) -> tuple[Correction, ...]:
    """Say which entry a code among other words was read as."""
    shown = index.shown([name.id for name in coded])
    found = []
    for code in reading.codes:
        meant = [name.id for name in coded if not set(code.keys).isdisjoint(keys_of_code(name.text))]
        found += [Correction(code.typed, shown[entry][1]) for entry in meant[:1] if entry in shown]
    return tuple(found)


def with_codes(typed: Matched, meant: Matched) -> Matched:
    """Put the entries of codes before what the rest of the question was probably meant to find."""
    return replace(meant, named=typed.named | meant.named, corrections=(*typed.corrections, *meant.corrections))


def as_meant(reading: Reading, index: Index) -> Matched:
    """Try likely misspellings, then near words for all, then fewer words; stop at the first that finds something."""
    is_text = len(reading.needed) > MOST_WIDENED  # nobody corrects a letter word by word
    near = None if is_text else spelling.corrected(reading, index)
    first = index.like(near) if near else index.nothing(reading)
    if index.scope.is_narrowed:
        return first  # the words are right, only not within this scope
    if likeness(first) >= CLOSE or (not first.is_empty and len(reading.needed) == 1):
        return first
    for relaxed in relaxations(near or reading, index):
        if not (matched := index.like(relaxed)).is_empty:
            return matched if first.is_empty or likeness(matched) >= CLOSE else first
        if not first.is_empty:
            break
    return first


def relaxations(reading: Reading, index: Index) -> Iterator[Reading]:
    """Yield wider and wider readings; a long text goes straight to the last, where its rarest words may stand alone."""
    if len(reading.needed) <= MOST_WIDENED:
        wide = spelling.widened(reading, index)
        for missing in range(min(MOST_MISSING, len(wide.needed) - 1) + 1):
            yield replace(wide, missing=missing)
    if len(reading.needed) > 1:
        telling = spelling.rarest(reading, index, MOST_TELLING)
        yield replace(telling, missing=len(telling.needed) - 1)


def likeness(meant: Matched) -> float:
    """Return how like the question the best name is, in per cent."""
    return max(0, -meant.best.place[0]) if meant.best else 0


def name_meant(reading: Reading, index: Index) -> str | None:
    """Return the name that a question without an answer was probably meant to be."""
    meant = as_meant(reading, index)
    return meant.best.name.text if meant.best else None
