"""Asks the search without a break until it is stopped. Run by bench.chaos; prints its figures as JSON.

`page` asks the API as a visitor does; `engine` asks Elasticsearch itself, with nothing behind it.
"""

import json
import signal
import sys
import time
from collections import Counter
from threading import Event

import django

django.setup()

from django.http import QueryDict
from django.test import Client

from bench.measure import percentile
from common.audience import Audience
from search.engines import remote_engine
from search.engines.away import EngineAway
from search.query import parse

QUESTIONS = ("ataxia", "ataxia gait", "revision", "ataxia 7", "atxaia", "")
AUDIENCES = frozenset(Audience.values)


def ask_page(client: Client, question: str) -> str:
    answer = client.get("/api/hub/v1/search", {"q": question})
    return answer.json()["engine"] if answer.status_code == 200 else f"failed {answer.status_code}"


def ask_engine(client: Client, question: str) -> str:
    remote, asked = remote_engine(), QueryDict(mutable=True)
    asked["q"] = question
    try:
        return remote.search(parse(asked), AUDIENCES).engine if remote else "failed: no engine"
    except EngineAway as error:
        return f"failed {error}"


def main() -> None:
    stop = Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    ask = {"page": ask_page, "engine": ask_engine}[sys.argv[1]]
    client = Client(headers={"host": "127.0.0.1"}, raise_request_exception=False)
    answers, took = Counter[str](), []
    print("ready", flush=True)
    while not stop.is_set():
        for question in QUESTIONS:
            started = time.perf_counter()
            answers[ask(client, question)] += 1
            took.append((time.perf_counter() - started) * 1000)
            time.sleep(0.02)
    failed = sum(number for answer, number in answers.items() if answer.startswith("failed"))
    print(json.dumps({"answers": answers, "failed": failed, "ms_p50": percentile(took, 50), "ms_most": max(took)}))


if __name__ == "__main__":
    main()
