"""One at a time on one connection: the test's thread and the server's share it, because the test database lives in memory.

SQLite opens no savepoint while another thread is in the middle of a statement, and two requests would mix their savepoints.
"""

from threading import RLock

from django.db import connection

_turn = RLock()


def one_request_at_a_time(application):
    """Return the WSGI application that begins a request when the one before has ended."""

    def wait_and_answer(environ, start_response):
        with _turn:
            return application(environ, start_response)

    return wait_and_answer


def between_requests(execute, *statement):
    """Wait with a statement of the test until no request is at work (`connection.execute_wrapper`)."""
    with _turn:
        return execute(*statement)


def take_turns() -> None:
    """Make whoever asks this connection wait; for good, because a server's last request may end after the server."""
    if between_requests not in connection.execute_wrappers:
        connection.execute_wrappers.append(between_requests)
