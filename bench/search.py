"""How good the search is, and its CPU as ratios to a raw FTS5 query of the same words. Run by `python -m bench`."""

import json
import random
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import django

django.setup()

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.measure import interleaved
from search.engines import engine
from search.evaluation import evaluate, read_questions, report
from search.models import SearchEntry
from search.text import STOP_WORDS, fold

QUESTIONS = Path(__file__).parents[1] / "tests" / "data" / "search_queries.jsonl.gz"
SAMPLE = 40
SEED = 7
COMMON, MIDDLE = (400, 2500), (40, 400)  # how many entries have a common word, and one of middle frequency
RAW = "SELECT rowid, bm25(search_fts) FROM search_fts WHERE search_fts MATCH ? ORDER BY 2 LIMIT 20"
COUNT = "SELECT count(*) FROM search_fts WHERE search_fts MATCH ?"


def main() -> None:
    print(json.dumps({"rows": [*quality(), *cost(), *steps()]}))


def quality() -> list[tuple[str, str, str]]:
    figures = report(list(evaluate(read_questions(QUESTIONS))))
    overall, worst = figures["overall"], min(figures["kinds"].items(), key=lambda item: item[1]["hit@3"])
    return [
        ("expected disease first", f"{overall['hit@1']:.1%} of {overall['n']:,} questions", "≥ 95 %"),
        ("expected disease in the first three", f"{overall['hit@3']:.1%}", "≥ 98 %"),
        ("worst kind of question, first three", f"{worst[1]['hit@3']:.1%} ({worst[0]})", "≥ 93 %"),
    ]


def cost() -> list[tuple[str, str, str]]:
    """Whole requests with facets and highlights, against bm25, the best 20 and the count straight from the table."""
    client = Client(headers={"host": "127.0.0.1"})
    rows = []
    for name, texts in (("two words", word_pairs()), ("whole names", names())):
        calls: dict[str, Callable[[], Any]] = {
            "raw": partial(each, raw, texts),
            "API": partial(each, partial(ask, client, "/api/hub/v1/search"), texts),
            "page": partial(each, partial(ask, client, "/search/"), texts),
        }
        cpu = {label: total / len(texts) for label, total in interleaved(calls, times=1).items()}
        for door, goal in (("API", "≤ 8 ×"), ("page", "")):
            text = f"{cpu[door]:.2f} ms CPU, {cpu[door] / cpu['raw']:.1f} × raw FTS5 ({cpu['raw']:.2f} ms)"
            rows.append((f"{name}, by {door}", text, goal))
    return rows


def steps() -> list[tuple[str, str, str]]:
    counts = {}
    for name, text in (("as typed", "gait ataxia"), ("misspelt", "marfn syndrome"), ("suggestion", None)):
        with CaptureQueriesContext(connection) as captured:
            if text:
                each(partial(ask, Client(headers={"host": "127.0.0.1"}), "/api/hub/v1/search"), [text])
            else:
                engine().suggest("marf", frozenset({"public", "members"}), 8)
        counts[name] = len(captured)
    return [("SQL statements", ", ".join(f"{number} {name}" for name, number in counts.items()), "fixed by tests")]


def word_pairs() -> list[str]:
    """Return pairs that stand together in an entry: one common word, one of middle frequency."""
    texts = [
        set(fold(f"{e.title} {e.summary} {e.body}")) for e in SearchEntry.objects.filter(deleted=False).order_by("pk")
    ]
    numbers = Counter(
        word for words in texts for word in words if word.isalpha() and len(word) > 3 and word not in STOP_WORDS
    )
    choice = random.Random(SEED)  # noqa: S311  the same sample each time
    pairs: list[str] = []
    while len(pairs) < SAMPLE:
        words = sorted(choice.choice(texts))
        common, middle = ([w for w in words if low <= numbers[w] <= high] for low, high in (COMMON, MIDDLE))
        if common and middle:
            pairs.append(f"{choice.choice(common)} {choice.choice(middle)}")
    return pairs


def names() -> list[str]:
    questions = [
        question.text for question in read_questions(QUESTIONS) if question.kind in ("name", "synonym", "british")
    ]
    return random.Random(SEED).sample(questions, SAMPLE)  # noqa: S311


def each(call: Callable[[str], Any], texts: list[str]) -> None:
    for text in texts:
        call(text)


def raw(text: str) -> None:
    words = " AND ".join(f'"{word}"' for word in fold(text))
    connection.ensure_connection()
    connection.connection.execute(RAW, (words,)).fetchall()
    connection.connection.execute(COUNT, (words,)).fetchone()


def ask(client: Client, address: str, text: str) -> None:
    assert client.get(address, {"q": text}).status_code == 200


if __name__ == "__main__":
    main()
