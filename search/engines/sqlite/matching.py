"""From a question to the whole list of what answers it: as it was typed, else as it was probably meant."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from heapq import nsmallest

from search.codes import keys_of_code
from search.engines.sqlite import ranking, spelling, tables
from search.engines.sqlite.names import EXACT, NameFound, matching_names, names_of
from search.engines.sqlite.ranking import Placed
from search.engines.sqlite.sql import Scope
from search.engines.sqlite.tables import Found
from search.query import SearchQuery
from search.reading import Reading, read
from search.results import Correction
from search.text import bag_of

MOST_WIDENED = 8  # a question with more words is a text, not a name
MOST_MISSING = 2  # words of a name that a hit may lack, if nothing has them all
MOST_TELLING = 12  # words of a text that are looked for if nothing has them all
NAMES_LOOKED_AT = 60  # of the best entries of a misspelt question, the names are compared with it
FEW = 3  # results so few, and none by its name, that a name nearly like the question is what was meant
NEARLY = 92  # per cent of likeness


@dataclass(frozen=True, slots=True)
class Matched:
    """All that answers a question: those with a telling name, highest first, and all that have its words, in order."""

    reading: Reading
    named: dict[int, Placed]
    found: list[Found]
    corrections: tuple[Correction, ...] = ()
    did_you_mean: str | None = None

    @property
    def is_empty(self) -> bool:
        return not self.named and not self.found

    @property
    def best(self) -> Placed | None:
        return next(iter(self.named.values()), None)


def match(query: SearchQuery, scope: Scope) -> Matched:
    reading = read(query.text)
    if not reading.words:
        return Matched(reading, {}, [] if query.text else tables.everything(scope))
    typed = as_typed(reading, scope)
    if query.exactly:
        return replace(typed, did_you_mean=name_meant(typed.reading, scope)) if typed.is_empty else typed
    if typed.is_empty or (typed.reading.codes and not typed.found):
        return with_codes(typed, as_meant(typed.reading, scope))
    if len(typed.found) <= FEW and not typed.named and is_nearly_a_name(reading, scope):
        meant = as_meant(reading, scope)
        return meant if likeness(meant) >= NEARLY else typed
    return typed


def is_nearly_a_name(reading: Reading, scope: Scope) -> bool:
    """Say whether a name with all words but one is nearly the question; cheap, for most questions with few results are not."""
    if len(reading.needed) < 2 or scope.is_narrowed:
        return False
    names = matching_names((), "", reading.needed, scope, missing=1)
    place = ranking.as_meant(reading.words)
    return any((placed := place(name)) is not None and -placed[0] >= NEARLY for name in names)


def as_typed(reading: Reading, scope: Scope) -> Matched:
    """Look for the words as they are. Codes among them lead to their entries; one that nobody has is read as a word."""
    keys = [*reading.keys, *(key for code in reading.codes for key in code.keys)]
    names = matching_names(keys, bag_of(list(reading.words)), reading.needed, scope)
    coded = [name for name in names if name.how == EXACT and name.rank in ranking.CODES]
    if reading.codes and not coded:
        return as_typed(reading.without_codes(), scope)
    found = tables.matching(reading.needed, 0, scope)
    said = code_corrections(reading, coded, scope) if reading.codes else ()
    return Matched(reading, ranking.by_name(names, ranking.as_typed), found, corrections=said)


def code_corrections(reading: Reading, coded: list[NameFound], scope: Scope) -> tuple[Correction, ...]:
    """Say which entry a code among other words was read as."""
    names = names_of([name.id for name in coded], scope)
    titles = {name.id: name.text for name in names if name.rank == ranking.TITLE}
    found = []
    for code in reading.codes:
        meant = [name.id for name in coded if not set(code.keys).isdisjoint(keys_of_code(name.text))]
        found += [Correction(code.typed, titles[entry]) for entry in meant[:1] if entry in titles]
    return tuple(found)


def with_codes(typed: Matched, meant: Matched) -> Matched:
    """Put the entries of codes before what the rest of the question was probably meant to find."""
    return replace(meant, named=typed.named | meant.named, corrections=(*typed.corrections, *meant.corrections))


def as_meant(reading: Reading, scope: Scope) -> Matched:
    """Try likely misspellings, then near words for all, then fewer words; stop at the first that finds something."""
    near = spelling.corrected(reading, scope.widest())
    if near and not (matched := like(near, scope)).is_empty:
        return matched
    if scope.is_narrowed:
        return Matched(reading, {}, [])  # the words are right, only not within this scope
    for relaxed in relaxations(near or reading, scope):
        if not (matched := like(relaxed, scope)).is_empty:
            return matched
    return Matched(reading, {}, [])


def relaxations(reading: Reading, scope: Scope) -> Iterator[Reading]:
    """Yield wider and wider readings; a long text goes straight to the last, where its rarest words may stand alone."""
    if len(reading.needed) <= MOST_WIDENED:
        wide = spelling.widened(reading, scope)
        for missing in range(min(MOST_MISSING, len(wide.needed) - 1) + 1):
            yield replace(wide, missing=missing)
    if len(reading.needed) > 1:
        telling = spelling.rarest(reading, scope, MOST_TELLING)
        yield replace(telling, missing=len(telling.needed) - 1)


def like(reading: Reading, scope: Scope) -> Matched:
    """Return what has the words of `reading`, and of that first the names whose letters are most like the question's."""
    found = tables.matching(reading.needed, reading.missing, scope)
    highest = nsmallest(NAMES_LOOKED_AT, found, key=lambda row: row[2])
    names = names_of([row[0] for row in highest], scope)
    if not reading.missing:
        names += matching_names((), "", reading.needed, scope)
    matched = Matched(reading, ranking.by_name(names, ranking.as_meant(reading.words)), found)
    best_name = matched.best.name.text if matched.best else ""
    return replace(matched, corrections=spelling.corrections(reading, best_name))


def likeness(meant: Matched) -> float:
    """Return how like the question the best name is, in per cent."""
    return max(0, -meant.best.place[0]) if meant.best else 0


def name_meant(reading: Reading, scope: Scope) -> str | None:
    """Return the name that a question without an answer was probably meant to be."""
    meant = as_meant(reading, scope)
    return meant.best.name.text if meant.best else None
