"""What is counted once for all: by one process at a time, and never waited for where something is known."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache

from cases import keeping
from cases.keeping import kept
from tests.threads import at_once

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def key():
    return f"test.{uuid4()}"


def ask(key, value, now=NOW):
    return kept(key, lambda: value, now=now, renewed_after=HOUR)


def test_what_is_known_is_counted_again_after_its_time(key):
    assert [ask(key, 1), ask(key, 2), ask(key, 3, NOW + HOUR), ask(key, 4, NOW + HOUR)] == [1, 1, 3, 3]


def test_while_another_counts_anew_there_is_what_was_known(key):
    ask(key, 1)
    cache.add(f"{key}:counting", 1, 60)
    assert ask(key, 2, NOW + HOUR) == 1


def test_what_fails_is_counted_by_the_next(key):
    with pytest.raises(ZeroDivisionError):
        kept(key, lambda: 1 // 0, now=NOW, renewed_after=HOUR)
    assert ask(key, 2) == 2


def test_where_another_never_ends_one_counts_oneself(key, monkeypatch):
    monkeypatch.setattr(keeping, "BETWEEN", 0)
    cache.add(f"{key}:counting", 1, 60)
    assert ask(key, 2) == 2


def test_of_many_at_once_one_counts(key):
    counts = []

    def count():
        counts.append(1)
        keeping.sleep(0.2)
        return 7

    assert at_once(lambda _: kept(key, count, now=NOW, renewed_after=HOUR), range(6)) == [7] * 6
    assert len(counts) == 1
