"""Clients in processes of their own that ask and read the answers, whoever gives them: the hub or Elasticsearch itself."""

import http.client
import json
import os
import time
from collections.abc import Sequence
from multiprocessing import get_context
from multiprocessing.queues import Queue
from typing import Any
from urllib.parse import urlsplit

from bench.measure import percentile

Asked = tuple[str, str, str]  # method, address, body
HEADERS = {"Content-Type": "application/json"}


def ask(connection: http.client.HTTPConnection, asked: Asked) -> None:
    """Ask once and read the answer as a program would that uses it; stop the bench if it is none."""
    method, address, body = asked
    connection.request(method, address, body or None, HEADERS)
    answer = connection.getresponse()
    text = answer.read()
    if answer.status != 200 or not json.loads(text).get("hits"):
        raise SystemExit(f"{address}: {answer.status} {text[:200]!r}")


def client(url: str, asked: Sequence[Asked], seconds: float, answers: "Queue[list[float]]") -> None:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=20)
    ask(connection, asked[0])
    took, place, end = [], os.getpid(), time.perf_counter() + seconds
    while (started := time.perf_counter()) < end:
        ask(connection, asked[place % len(asked)])
        took.append((time.perf_counter() - started) * 1000)
        place += 1
    answers.put(took)


def measure(url: str, asked: Sequence[Asked], clients: int, seconds: float) -> tuple[float, float]:
    """Return the median time of an answer in ms, and answers a second."""
    context = get_context("fork")
    answers: Any = context.Queue()
    processes = [context.Process(target=client, args=(url, asked, seconds, answers)) for _ in range(clients)]
    for process in processes:
        process.start()
    took = [ms for _ in processes for ms in answers.get(timeout=seconds + 60)]
    for process in processes:
        process.join()
    return percentile(took, 50), len(took) / seconds
