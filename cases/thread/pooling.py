"""Pooling first opinions: from single sheets to one order, in which the lonely voice stays. Pure functions."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from cases.models import Confidence
from vocabulary.models import Disease

# An opinion weighs the product of both: named first and with high confidence 9, named third and with low confidence 1.
OF_RANK = {1: 3, 2: 2, 3: 1}
OF_CONFIDENCE = {Confidence.HIGH: 3, Confidence.MIDDLE: 2, Confidence.LOW: 1}


class Line(Protocol):
    """What is pooled: cases.models.Opinion, or anything that says the same."""

    disease: Disease
    rank: int
    confidence: str
    is_blind: bool


@dataclass(frozen=True, slots=True)
class PooledDisease:
    """One disease as the colleagues see it. Only blind opinions count; who had read the others first stands in `later`."""

    disease: Disease
    count: int
    score: int
    confidences: tuple[Confidence, ...]  # of the blind ones, the highest first
    best_rank: int
    later: int
    is_first_choice: bool
    is_dissent: bool = False
    """Somebody's first choice, and not that of all together: it is kept, however low it stands."""

    @property
    def is_single(self) -> bool:
        return self.count + self.later == 1


def pool(opinions: Iterable[Line]) -> list[PooledDisease]:
    """Return every disease that was named, once: by score, then by how many named it, by best rank, by name."""
    lines: defaultdict[str, list[Line]] = defaultdict(list)
    for line in opinions:
        lines[line.disease.key].append(line)
    ordered = sorted((pooled(named) for named in lines.values()), key=place)
    # Whoever names another disease first dissents from the one that stands first; a lone sheet dissents from nobody.
    return [*ordered[:1], *(replace(one, is_dissent=one.is_first_choice) for one in ordered[1:])]


def pooled(lines: list[Line]) -> PooledDisease:
    blind = [line for line in lines if line.is_blind]
    confidences = sorted((Confidence(line.confidence) for line in blind), key=lambda one: -OF_CONFIDENCE[one])
    return PooledDisease(
        disease=lines[0].disease,
        count=len(blind),
        score=sum(weight(line) for line in blind),
        confidences=tuple(confidences),
        best_rank=min((line.rank for line in blind), default=len(OF_RANK) + 1),
        later=len(lines) - len(blind),
        is_first_choice=any(line.rank == 1 for line in lines),
    )


def weight(line: Line) -> int:
    return OF_RANK[line.rank] * OF_CONFIDENCE[Confidence(line.confidence)]


def place(one: PooledDisease) -> tuple[int, int, int, str, str]:
    return (-one.score, -one.count, one.best_rank, one.disease.name.casefold(), one.disease.key)
