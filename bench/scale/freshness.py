"""How long it takes until a published change is found. Run by bench.scale while a worker runs; prints its figures as JSON."""

import json
import sys
import time

import django

django.setup()

from django.http import QueryDict
from django.utils import timezone

from bench.measure import percentile
from common.audience import Audience
from content.models import ArticleIndexPage, ArticlePage
from search.engines import engine
from search.query import parse

PATIENCE = 10.0
READER = frozenset({Audience.PUBLIC.value})


def is_found(word: str) -> bool:
    asked = QueryDict(mutable=True)
    asked.update({"q": word, "exactly": "1"})
    return engine().search(parse(asked), READER).total == 1


def publish(page: ArticlePage, word: str) -> float:
    """Publish a page with a word that is nowhere else; return the milliseconds from then until it is found."""
    page.summary = f"Published with the word {word}"
    page.save_revision().publish()
    started = time.perf_counter()
    while not is_found(word):
        if time.perf_counter() - started > PATIENCE:
            return PATIENCE * 1000
        time.sleep(0.005)
    return (time.perf_counter() - started) * 1000


def main() -> None:
    times = int(sys.argv[1])
    page = ArticlePage(title="Bench", summary="Bench", written_on=timezone.now().date(), audience="public")
    ArticleIndexPage.objects.get().add_child(instance=page)
    took = [publish(page, f"zyx{time.time_ns()}") for _ in range(times)]
    page.delete()
    print(json.dumps({"p50": percentile(took, 50), "p95": percentile(took, 95), "most": max(took)}))


if __name__ == "__main__":
    main()
