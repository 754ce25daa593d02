"""The test and the server take turns: else SQLite refuses a savepoint while a request is in the middle of a statement."""

from threading import Event, Thread

import pytest
from django.db import connections, transaction

from tests.browser.turns import one_request_at_a_time, take_turns

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_a_savepoint_of_the_test_waits_for_the_request_that_is_at_work():
    take_turns()
    shared, at_work = connections["default"], Event()
    shared.inc_thread_sharing()
    with shared.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE turns (number integer)")

    def request(environ, start_response):
        with shared.cursor() as cursor:
            cursor.execute("INSERT INTO turns VALUES (1), (2) RETURNING number")
            at_work.set()
            Event().wait(0.3)
            return cursor.fetchall()

    server = Thread(target=one_request_at_a_time(request), args=({}, None))
    server.start()
    assert at_work.wait(5)
    with transaction.atomic():
        pass
    server.join()
    shared.dec_thread_sharing()
