"""A stand-in for the privacy scanner: two words that it would find, so that tests of replies know what happens when."""

from types import SimpleNamespace

import pytest

BLOCKED, HELD = "0770-900-123", "Ballyhooly"


def finding(text, words, rule):
    start = text.index(words)
    return SimpleNamespace(start=start, end=start + len(words), kind="test", rule=rule, suggestion="a place nearby")


@pytest.fixture(autouse=True)
def scanner(monkeypatch):
    def findings_in(text):
        blocking = [finding(text, BLOCKED, "telephone")] if BLOCKED in text else []
        return blocking, [finding(text, HELD, "place")] if HELD in text else []

    monkeypatch.setattr("cases.thread.scanning.findings_in", findings_in)
