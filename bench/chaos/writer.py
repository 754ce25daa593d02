"""Changes entries, much of it again and again the same ones. Run by bench.chaos; prints its figures as JSON."""

import json
import random
import sys
import time

import django

django.setup()

from bench.measure import percentile
from common.audience import Audience
from common.entries import Entry, Name, NameKind
from search.actions import remove, upsert

KEYS = 150


def entry(number: int, revision: int, choice: random.Random) -> Entry:
    title = f"Ataxia {number}"
    return Entry(
        kind="article",
        key=f"chaos:{number}",
        title=title,
        url=f"/articles/{number}/",
        audience=choice.choice(Audience.values),
        summary=f"Revision {revision} of a text on gait.",
        names=[Name(title, NameKind.TITLE)],
    )


def write(revision: int, choice: random.Random) -> None:
    number = choice.randrange(KEYS)
    if choice.random() < 0.25:
        remove(kind="article", key=f"chaos:{number}")
    else:
        upsert([entry(number, revision, choice)])


def main() -> None:
    writes, pause = int(sys.argv[1]), float(sys.argv[2])
    choice = random.Random(11)  # noqa: S311  the same writes each time
    took = []
    for revision in range(writes):
        started = time.perf_counter()
        write(revision, choice)
        took.append((time.perf_counter() - started) * 1000)
        time.sleep(pause)
    print(json.dumps({"writes": writes, "ms_p95": percentile(took, 95), "ms_most": max(took)}))


if __name__ == "__main__":
    main()
