"""Which names of a disease are shown, and which only help to find it."""

import re
from collections.abc import Container, Iterable, Sequence

OBSOLETE = "obsolete "
LONGEST_ABBREVIATION = 5
NUMBER_AT_END = re.compile(r"\d+\W*$")


def to_show(
    name: str, synonyms: Sequence[str], labels: Sequence[str], *, parts: Iterable[str] = (), taken: Container[str] = ()
) -> tuple[str, ...]:
    """Return other names: Orphanet's synonyms, then other sources' labels, upper and lower case being the same.

    Left out are labels of classes that Mondo has withdrawn and labels in capitals only, whose plain form is nearly always
    there; both stay to find by. An abbreviation (CTX, MFS 1) is no shouting. Left out too is what names another entry
    (`taken`), and a label that differs by its number only from a narrower entry, one of `parts`: an OMIM entry that is
    exactly the whole may be called "Niemann-Pick disease, type C1", which to a reader is one half of it beside C2.
    """
    seen = {name.casefold()}
    series = {series_of(part) for part in parts} - {None}
    shown = []
    for text in (*synonyms, *(label for label in labels if not is_odd(label) and series_of(label) not in series)):
        if text in taken:
            continue
        if text.casefold() not in seen:
            seen.add(text.casefold())
            shown.append(text)
    return tuple(shown)


def series_of(name: str) -> str | None:
    """Return the name without the number at its end; None where it ends in none."""
    stem = NUMBER_AT_END.sub("", name)
    return stem.casefold() if stem != name else None


def is_odd(label: str) -> bool:
    return label.startswith(OBSOLETE) or is_shouted(label)


def is_shouted(label: str) -> bool:
    words = label.split()
    return label.isupper() and len(words) > 1 and any(len(word) > LONGEST_ABBREVIATION for word in words)


def distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
