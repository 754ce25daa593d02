"""How good the search is: known questions through the same code as the page, with the place of the expected disease."""

import gzip
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import Any

from django.http import QueryDict

from common.audience import Audience
from search.engines import engine
from search.query import SIZE_LIMIT, parse
from search.results import Hit

AUDIENCES = frozenset(Audience.values)
DEPTHS = (1, 3, 10)


class BadFile(ValueError):
    """A file of questions that cannot be read; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Question:
    kind: str
    text: str
    expected: frozenset[str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """`place` is that of the first expected disease among the disease hits, None if it is not on the first page."""

    question: Question
    place: int | None
    ms: float
    engine: str = ""


def read_questions(path: Path) -> list[Question]:
    """Return the questions of a .jsonl or .jsonl.gz file; raise BadFile for the first line that is not one."""
    questions: list[Question] = []
    line = 1
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            for text in file:
                questions += [question_of(json.loads(text))] if text.strip() else []
                line += 1
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise BadFile(f"{path}, line {line}: {explain(error)}") from error
    if not questions:
        raise BadFile(f"{path}, line 1: no question in the file.")
    return questions


def explain(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"the field {error} is missing."
    return f"{error}." if isinstance(error, OSError | EOFError) else f"not a question in JSON ({error})."


def question_of(row: Any) -> Question:
    kind, text, expected = row["kind"], row["q"], row["expect"]
    if not (isinstance(kind, str) and isinstance(text, str) and isinstance(expected, list) and expected):
        raise ValueError("“kind” and “q” are text, “expect” a list of codes")
    if not all(isinstance(code, str) for code in expected):
        raise ValueError("“expect” is a list of codes as text")
    return Question(kind, text, frozenset(code.upper().replace(" ", "") for code in expected))


def ask(question: Question) -> Outcome:
    params = QueryDict(mutable=True)
    params.update({"q": question.text, "size": str(SIZE_LIMIT)})
    started = perf_counter()
    results = engine().search(parse(params), AUDIENCES)
    ms = (perf_counter() - started) * 1000
    diseases = (hit for hit in results.hits if hit.kind == "disease")
    place = next((place for place, hit in enumerate(diseases, start=1) if question.expected & codes_of(hit)), None)
    return Outcome(question, place, ms, results.engine)


def codes_of(hit: Hit) -> set[str]:
    return {hit.key, *hit.codes}


def evaluate(questions: Iterable[Question], progress: Callable[[], None] = lambda: None) -> Iterator[Outcome]:
    for question in questions:
        yield ask(question)
        progress()


def figures(outcomes: list[Outcome]) -> dict[str, float]:
    places = [outcome.place for outcome in outcomes]
    times = sorted(outcome.ms for outcome in outcomes)
    shares = {
        f"hit@{depth}": share(sum(place is not None and place <= depth for place in places), len(places))
        for depth in DEPTHS
    }
    cuts = quantiles(times, n=20, method="inclusive") if len(times) > 1 else times * 19
    return shares | {
        "mrr": share(sum(1 / place for place in places if place), len(places)),
        "n": len(places),
        "ms_p50": round(cuts[9], 2),
        "ms_p95": round(cuts[18], 2),
    }


def share(part: float, whole: int) -> float:
    return round(part / whole, 4)


def report(outcomes: list[Outcome]) -> dict[str, Any]:
    """Return the figures over all questions and for each kind of question."""
    kinds = dict.fromkeys(outcome.question.kind for outcome in outcomes)
    return {
        "engines": dict(Counter(outcome.engine for outcome in outcomes)),
        "overall": figures(outcomes),
        "kinds": {kind: figures([outcome for outcome in outcomes if outcome.question.kind == kind]) for kind in kinds},
    }
