from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from notices.streams.threads import the_loop
from tests.chromium import pages, session_cookie, started
from tests.scenarios.browsing import Person
from tests.threads import alone


@pytest.fixture(autouse=True)
def nothing_counted_yet():
    """What was counted and kept in the cache by a test before belongs to accounts of that test."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def person():
    """Return a function that gives somebody at the hub; whoever comes anew comes with a session of this moment."""
    return Person


class Clock:
    """The time of the hub; it stands until it is moved, or goes on as ever while `now` is None."""

    def __init__(self):
        self.now = timezone.now()

    def at(self, moment):
        self.now = moment

    def forward(self, **passed):
        self.now += timedelta(**passed)
        return self.now


@pytest.fixture
def clock(monkeypatch):
    moved, real = Clock(), timezone.now
    monkeypatch.setattr(timezone, "now", lambda: moved.now or real())
    return moved


@pytest.fixture
def timers(django_capture_on_commit_callbacks):
    """Return a function that lets the hub do what is due, by its commands as an operator runs them."""

    def run(*commands):
        with django_capture_on_commit_callbacks(execute=True):
            for command in commands or ("run_timers", "send_notices"):
                call_command(command)

    return run


@pytest.fixture
def chromium(own_database):
    """Chromium, started when the database is copied: SQLite copies none while another connection of this thread is there."""
    with started() as chromium:
        yield chromium


@pytest.fixture
def site(chromium, settings):
    """The hub in threads on a database of its own, with its event stream: what one person does reaches the others' pages."""
    settings.EVENTS = "threads"
    server = LiveServer("127.0.0.1")
    yield server
    the_loop().board.end_all()
    the_loop.cache_clear()
    server.stop()


@pytest.fixture
def open_page(chromium, site):
    """Return a function that opens an address as somebody in a browser of their own."""
    with pages(chromium, site.url, lambda reader, url: alone(lambda: session_cookie(reader, url))) as open_page:
        yield open_page
