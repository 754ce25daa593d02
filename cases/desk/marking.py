"""A text cut where the scanner was unsure, so that each place can be marked where it stands. Pure functions."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol


class Placed(Protocol):
    start: int
    end: int


class Piece(NamedTuple):
    """A part of a text; `holds` are the findings that cover just it, none for what is unmarked."""

    text: str
    holds: tuple[Placed, ...] = ()


def pieces_of(text: str, holds: Iterable[Placed]) -> list[Piece]:
    """Return the text in pieces that give it back when joined; findings outside of it are left out, overlapping ones merged."""
    pieces: list[Piece] = []
    done = 0
    for start, end, merged in spans(holds, len(text)):
        if start > done:
            pieces.append(Piece(text[done:start]))
        pieces.append(Piece(text[start:end], merged))
        done = end
    return [*pieces, Piece(text[done:])] if done < len(text) else pieces


def spans(holds: Iterable[Placed], length: int) -> list[tuple[int, int, tuple[Placed, ...]]]:
    """Return where marks begin and end, in order and never over one another."""
    found: list[tuple[int, int, tuple[Placed, ...]]] = []
    for hold in in_order(holds):
        start, end = hold.start, min(hold.end, length)
        if start >= end:
            continue
        if found and start < found[-1][1]:
            first, last, before = found[-1]
            found[-1] = (first, max(last, end), (*before, hold))
        else:
            found.append((start, end, (hold,)))
    return found


def in_order(holds: Iterable[Placed]) -> Sequence[Placed]:
    return sorted(holds, key=lambda hold: (hold.start, hold.end))
