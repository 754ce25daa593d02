"""Whatever becomes of Elasticsearch, a reader gets an answer, and is told where it comes from."""

import logging
import socket
from contextlib import contextmanager
from threading import Event, Thread

import pytest

from search.engines import database_engine, engine
from search.engines.away import EngineAway, EngineRefuses
from search.engines.fallback import FAILURES, REST, Breaker, FallbackEngine
from tests.factories.search import PUBLIC, make_entry, put
from tests.search.engines import forget_engines

pytestmark = pytest.mark.django_db


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


class TestBreaker:
    def test_a_few_failures_in_a_row_open_it(self):
        breaker = Breaker(Clock())

        for _ in range(FAILURES - 1):
            breaker.failed()
        assert breaker.may_try()
        breaker.failed()

        assert not breaker.may_try()

    def test_a_success_between_failures_keeps_it_closed(self):
        breaker = Breaker(Clock())

        for _ in range(FAILURES * 3):
            breaker.failed()
            breaker.succeeded()

        assert breaker.may_try()

    def test_after_a_rest_one_reader_tries_and_the_others_do_not_wait(self):
        clock = Clock()
        breaker = Breaker(clock)
        for _ in range(FAILURES):
            breaker.failed()

        clock.now += REST

        assert [breaker.may_try() for _ in range(3)] == [True, False, False]

    def test_it_closes_by_itself_when_the_engine_is_back(self):
        clock = Clock()
        breaker = Breaker(clock)
        for _ in range(FAILURES):
            breaker.failed()
        clock.now += REST

        assert breaker.may_try()
        breaker.succeeded()

        assert [breaker.may_try() for _ in range(3)] == [True, True, True]


class Failing:
    """An engine in whose place an exception stands."""

    name = "elasticsearch"

    def __init__(self, error):
        self.error = error
        self.asked = 0

    def search(self, query, audiences):
        self.asked += 1
        raise self.error

    suggest = search


def ask_in_vain(failing, times):
    tried = FallbackEngine(failing, database_engine(), lambda: False)
    for _ in range(times):
        assert tried.answer(lambda: failing.search(None, PUBLIC), lambda: "from the database") == "from the database"
    return failing.asked


def test_an_engine_that_is_away_is_soon_asked_no_more():
    assert ask_in_vain(Failing(EngineAway("gone")), FAILURES * 4) == FAILURES


def test_a_question_that_is_refused_says_nothing_of_the_engine():
    assert ask_in_vain(Failing(EngineRefuses("400")), FAILURES * 4) == FAILURES * 4


def test_an_answer_that_cannot_be_read_is_no_error_of_the_reader(caplog):
    caplog.set_level(logging.CRITICAL)
    assert ask_in_vain(Failing(KeyError("hits")), 2) == 2


class Stub:
    """Something that listens where Elasticsearch should, and does `behave(connection)` with whoever comes."""

    def __init__(self, behave):
        self.behave = behave
        self.done = Event()
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"elasticsearch://127.0.0.1:{self.socket.getsockname()[1]}/stub"
        Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            Thread(target=self.handle, args=(connection,), daemon=True).start()

    def handle(self, connection):
        with connection:
            connection.recv(65_536)
            self.behave(self, connection)


def answering(status, body, headers="X-Elastic-Product: Elasticsearch\r\n"):
    def behave(stub, connection):
        text = f"HTTP/1.1 {status} Said\r\nContent-Type: application/json\r\n{headers}Content-Length: {len(body)}\r\n\r\n{body}"
        connection.sendall(text.encode())

    return behave


def hanging(stub, connection):
    stub.done.wait(10)


TROUBLES = {
    "slow": hanging,
    "closing": lambda stub, connection: None,
    "error": answering(500, '{"error": {"type": "search_phase_execution_exception"}}'),
    "unavailable": answering(503, '{"error": {"type": "no_shard_available_action_exception"}}'),
    "no index": answering(404, '{"error": {"type": "index_not_found_exception"}}'),
    "refused": answering(400, '{"error": {"type": "parsing_exception", "reason": "quokkaword"}}'),
    "nonsense": answering(200, "<html>Welcome to the proxy</html>"),
    "empty": answering(200, "{}"),
}


@contextmanager
def searching_at(settings, url):
    settings.SEARCH_URL = url
    forget_engines()
    try:
        yield
    finally:
        forget_engines()


@pytest.fixture(params=[*TROUBLES, "nobody there"])
def trouble(request, settings):
    put(make_entry("Marfan syndrome", key="K:1"))
    if request.param == "nobody there":
        with searching_at(settings, "elasticsearch://127.0.0.1:9/stub"):
            yield request.param
        return
    stub = Stub(TROUBLES[request.param])
    with searching_at(settings, stub.url):
        yield request.param
    stub.done.set()
    stub.socket.close()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_reader_gets_the_answer_of_the_database_and_is_told(client, trouble):
    answer = client.get("/api/hub/v1/search?q=marfan")

    if trouble == "empty":  # an answer without hits is an answer
        assert answer.status_code == 200
        return
    assert answer.status_code == 200
    assert answer.json()["engine"] == "database"
    assert [hit["title"] for hit in answer.json()["hits"]] == ["Marfan syndrome"]


def test_page_and_suggestions_have_no_trouble_either(client, trouble):
    if trouble == "empty":
        return
    page, suggested = client.get("/search/?q=marfan"), client.get("/api/hub/v1/suggest?q=marf")

    assert (page.status_code, suggested.status_code) == (200, 200)
    assert "running on its reserve" in page.content.decode()
    assert suggested.json()["suggestions"][0]["title"] == "Marfan syndrome"


def test_publishing_waits_for_nothing_and_the_change_for_the_engine(trouble):
    put(make_entry("Marfan syndrome, revised", key="K:1"))

    assert engine().database.status().indexed == 1


def test_what_was_asked_stands_in_no_log(client, trouble, caplog):
    caplog.set_level(logging.INFO)
    client.get("/api/hub/v1/search?q=quokkaword")

    ours = [record for record in caplog.records if record.name.startswith(("search", "elastic"))]
    assert not [record for record in ours if "quokka" in record.getMessage()]
