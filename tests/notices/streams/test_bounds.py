"""How much a process serves, who is let go, and what a failure ends: the real application, without a socket."""

import asyncio

import pytest
from django.core.asgi import get_asgi_application
from django.db import OperationalError
from django.utils import timezone

from notices.actions import pulse
from notices.streams import asking, board
from notices.streams.board import HOLDS, Board
from notices.streams.serving import with_streams
from tests.notices.streams.listening import SOON, Connection, Reader, do, news_for

pytestmark = pytest.mark.usefixtures("quick")


def test_a_sixth_stream_of_one_account_is_refused_and_another_account_is_not(run):
    reader, other = Reader(), Reader()

    async def scenario(listening, _):
        heads = []
        for who in [reader] * 6 + [other]:
            async with listening(who) as stream:
                heads.append(await stream.head())
        assert [status for status, _ in heads] == [200] * 5 + [429, 200]
        assert heads[5][1][b"Retry-After"] == b"30"
        assert heads[5][1][b"Content-Type"] == b"text/plain"

    run(scenario)


def test_a_full_process_refuses(run, monkeypatch):
    monkeypatch.setattr(board, "STREAMS_MOST", 1)

    async def scenario(listening, _):
        async with listening(Reader()) as first, listening(Reader()) as second:
            assert {(await first.head())[0], (await second.head())[0]} == {200, 429}

    run(scenario)


def test_a_reader_who_does_not_keep_up_is_let_go(run):
    reader = Reader()

    async def scenario(listening, the_board):
        async with listening(reader, takes=1) as stream:
            while not the_board.streams:
                await asyncio.sleep(0.01)
            [slow] = the_board.streams
            while slow.is_new:
                await asyncio.sleep(0.01)
            while slow.put(b": much\n\n"):
                pass
            assert slow.waiting.qsize() == HOLDS
            await do(lambda: pulse(subject=None, users=[reader.user], now=timezone.now()))
            async with asyncio.timeout(SOON):
                while the_board.streams:
                    await asyncio.sleep(0.01)
            await stream.head()
            while (await stream.next()).get("more_body"):
                pass

    run(scenario)


def test_a_database_that_is_away_for_a_moment_ends_nothing(run, samples, monkeypatch):
    reader = Reader()
    sample = samples.make(reader.user)
    away = [2]
    read = asking.pulses_since

    def sometimes(*args):
        if away[0]:
            away[0] -= 1
            raise OperationalError
        return read(*args)

    async def scenario(listening, _):
        async with listening(reader) as stream:
            await stream.head()
            await stream.event()
            monkeypatch.setattr(asking, "pulses_since", sometimes)
            await do(lambda: news_for(reader, sample))
            assert (await stream.event())[:2] == ("unread", {"unread": 1, "is_more": False})
            assert away == [0]

    run(scenario)


def test_an_error_of_ours_ends_the_streams_and_the_next_one_begins_anew(run, monkeypatch, caplog):
    reader = Reader()
    read = asking.pulses_since

    def broken(*args):
        raise ZeroDivisionError

    async def scenario(listening, _):
        async with listening(reader) as stream:
            await stream.head()
            await stream.event()
            monkeypatch.setattr(asking, "pulses_since", broken)
            assert await stream.event() is None
        monkeypatch.setattr(asking, "pulses_since", read)
        async with listening(reader) as stream:
            await stream.head()
            assert await stream.event()

    run(scenario)
    assert "The event stream ended" in caplog.text


def test_the_server_that_stops_ends_what_is_open():
    reader = Reader()

    async def whole():
        the_board = Board()
        application = with_streams(get_asgi_application(), the_board)
        stream = Connection(application, reader)
        await stream.head()
        await stream.event()
        told: asyncio.Queue = asyncio.Queue()
        told.put_nowait({"type": "lifespan.startup"})
        told.put_nowait({"type": "lifespan.shutdown"})
        said: asyncio.Queue = asyncio.Queue()
        await application({"type": "lifespan"}, told.get, said.put)
        assert await stream.event() is None
        await stream.task
        await the_board.task

    asyncio.run(whole())


def test_other_addresses_are_djangos():
    reader = Reader()

    async def whole():
        application = with_streams(get_asgi_application())
        said: asyncio.Queue = asyncio.Queue()
        inbox: asyncio.Queue = asyncio.Queue()
        inbox.put_nowait({"type": "http.request", "body": b"", "more_body": False})
        scope = {
            "type": "http", "method": "GET", "path": "/healthz", "raw_path": b"/healthz", "query_string": b"",
            "headers": [(b"host", b"testserver")], "server": ("testserver", 80), "scheme": "http", "http_version": "1.1",
        }  # fmt: skip
        await application(scope, inbox.get, said.put)
        assert (await said.get())["status"] == 200

    assert reader
    asyncio.run(whole())
