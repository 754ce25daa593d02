"""Choosing the engine of a test. Where Elasticsearch is meant, no answer may come from the database behind it."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from elasticsearch import NotFoundError

from search.engines import database_engine, engine, remote_engine
from search.engines.elasticsearch import index
from search.engines.elasticsearch.mapping import aliases
from search.engines.fallback import FallbackEngine
from search.models import SearchEntry

PATIENCE = 30  # seconds: a busy machine is no failure here; what a reader waits is tried in test_fallback.py
_tests = count(1)


def forget_engines() -> None:
    """Have SEARCH_URL read anew."""
    for chosen in (engine, remote_engine, database_engine):
        chosen.cache_clear()


@contextmanager
def searching_with(settings, url: str) -> Iterator[None]:
    """Answer from the engine at `url` and begin with an empty index there."""
    settings.SEARCH_URL = url
    forget_engines()
    hurry, index.READER_SECONDS = index.READER_SECONDS, PATIENCE
    try:
        if remote_engine():
            empty()
        yield
    finally:
        index.READER_SECONDS = hurry
        forget_engines()


def only_the_first(monkeypatch) -> None:
    """Let nothing stand behind an engine: what it cannot answer fails the test."""
    monkeypatch.setattr(FallbackEngine, "answer", lambda self, ask, otherwise: ask())


def empty() -> None:
    connection = remote_engine().connection
    names = ",".join(aliases(connection.prefix).values())
    try:
        hits = connection.worker.search(index=names, size=10_000, source=False)["hits"]["hits"]
    except NotFoundError:
        remote_engine().rebuild(lambda: [])
        hits = []
    if hits:
        lines = [{"delete": {"_index": hit["_index"], "_id": hit["_id"]}} for hit in hits]
        connection.worker.bulk(operations=lines, refresh=True)
    skip_primary_keys(next(_tests) * 10_000)


def skip_primary_keys(number: int) -> None:
    """SQLite counts anew in each test, and the versions of the last test's entries must not stand against this one's."""
    SearchEntry.objects.create(pk=number, kind="page", key="first", title="First", audience="public").delete()
