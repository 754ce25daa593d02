"""A live server over a small library, and Chromium to read it. Everything is set up once a module and rolled back after it."""

from contextlib import contextmanager
from unittest import mock

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import TestCase
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from notices.actions import follow
from search.models import SavedSearch
from tests.browser.addresses import APPLYING, BEGINNING, FOR_VISITORS
from tests.browser.turns import one_request_at_a_time, take_turns
from tests.chromium import pages, session_cookie, started
from tests.factories import verification
from tests.factories.accounts import UserFactory, practise
from tests.factories.content import make_library
from tests.factories.search import come_back, save


@pytest.fixture(scope="module")
def chromium():
    """Chromium, started once a module and before anything is written."""
    with started() as chromium:
        yield chromium


@pytest.fixture(scope="module")
def library(chromium, django_db_setup, django_db_blocker):
    """The library inside a transaction that the server's threads share, because the test database lives in memory."""
    # Without `django_db` on the module there is no test database, and this would be somebody's own.
    assert "test" in str(connection.settings_dict["NAME"]) or "memory" in str(connection.settings_dict["NAME"])
    with django_db_blocker.unblock(), transaction.atomic():
        with TestCase.captureOnCommitCallbacks(execute=True):
            made = make_library()
        yield made
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def server(chromium, library):
    """The site itself, media files too: Django's test server would not ask our view for them."""
    take_turns()
    with mock.patch("django.test.testcases._MediaFilesHandler", one_request_at_a_time):
        server = LiveServer("127.0.0.1")
    connection.inc_thread_sharing()  # for good: the last threads end after the server
    yield server
    chromium.close()  # before the server, which waits for no open connection
    server.stop()


@pytest.fixture(scope="module")
def physician(library):
    """A reader who was here before and keeps searches: one with what is new, one without results, one that no longer reads."""
    reader = UserFactory(physician=True, display_name="amber-heron-52")
    practise(reader)
    follow(thing=library.curated.disease, by=reader, now=timezone.now())
    come_back(reader)
    for params in ("q=tendon&kind=article", "q=qqqqqqqqqq"):
        save(reader, params)
    SavedSearch.objects.filter(pk=save(reader, "kind=video&sort=newest", "A kind that is gone").pk).update(
        params="kind=gone"
    )
    return reader


@pytest.fixture(scope="module")
def applicant(library):
    """Somebody who has to prove a licence, and waits for the code that was sent to an institution."""
    return verification.waiting_for_code().user


@pytest.fixture(scope="module")
def readers(physician, applicant):
    """Return a function that says whose page an address is; None for a visitor's."""
    beginner = verification.applicant()
    other = dict.fromkeys(FOR_VISITORS) | dict.fromkeys(BEGINNING, beginner) | dict.fromkeys(APPLYING, applicant)
    return lambda name: other.get(name, physician)


@pytest.fixture
def open_page(tabs):
    """Return a function that opens an address in a fresh context and gives the page with what it said and asked for."""
    with tabs() as open_page:
        yield open_page


@pytest.fixture(scope="module")
def tabs(chromium, server):
    """Return `open_page` as a context, for pages that several tests look at."""
    return lambda: pages_of(chromium, server)


@contextmanager
def pages_of(chromium, server):
    cache.clear()  # it remembers renditions whose rows were rolled back with the test before
    with pages(chromium, server.url, session_cookie) as open_page:
        yield open_page
