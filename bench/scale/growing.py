"""Fills an index with as many entries as asked for: the real ones, and invented ones made of their words and sentences.

An invented entry has a title of real title words, sentences of several real entries and the facets of another, so that words
are as frequent among 200,000 entries as among 7,724. Run with a number by bench.scale.
"""

import json
import random
import sys
import time
from collections.abc import Iterator

import django

django.setup()

from search.engines import remote_engine
from search.models import SearchEntry
from search.querysets import live_entries
from search.text import alphabetical

SENTENCES = 6


def entries(size: int) -> Iterator[SearchEntry]:
    choice = random.Random(5)  # noqa: S311  the same entries each time
    real = list(live_entries().order_by("pk"))
    yield from real
    words = [word for entry in real for word in entry.title.split()]
    sentences = [sentence for entry in real for sentence in entry.body.split(". ") if len(sentence) > 3]
    first = real[-1].pk + 1
    for pk in range(first, first + size - len(real)):
        yield invented(pk, choice.choice(real), words, sentences, choice)


def invented(  # noqa: PLR0917  a recipe
    pk: int, like: SearchEntry, words: list[str], sentences: list[str], choice: random.Random
) -> SearchEntry:
    title = " ".join(choice.choices(words, k=choice.randint(3, 7)))
    return SearchEntry(
        pk=pk,
        kind=like.kind,
        key=f"invented:{pk}",
        title=title,
        title_key=alphabetical(title)[:120],
        url=f"/invented/{pk}/",
        audience=like.audience,
        summary=like.summary,
        body=". ".join(choice.choices(sentences, k=SENTENCES * 4)),
        names=[[title, "title"]],
        signs=like.signs,
        notes=like.notes,
        tags=like.tags,
        facets=like.facets,
        card=like.card,
        date=like.date,
        day=like.day,
        curated=False,
    )


def main() -> None:
    size = int(sys.argv[1])
    remote = remote_engine()
    assert remote is not None
    started = time.monotonic()
    remote.rebuild(lambda: entries(size))
    print(json.dumps({"entries": remote.status().indexed, "seconds": time.monotonic() - started}))


if __name__ == "__main__":
    main()
