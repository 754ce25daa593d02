"""Whole streams, from the request to the last byte: the real application on a database of its own, without a socket."""

import asyncio
import json
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.asgi import get_asgi_application
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from notices.actions import pulse, read_all, tell, withdraw
from notices.models import Kind, Pulse
from notices.streams import asking, board
from notices.streams.board import HOLDS, Board
from notices.streams.serving import with_streams
from notices.streams.wire import HEARTBEAT
from tests.factories.accounts import UserFactory
from tests.threads import alone

BEATS_EVERY, LOOKS_EVERY = board.BEATS_EVERY, board.LOOKS_EVERY
SOON = 5.0  # seconds; the two looks are much closer here


@pytest.fixture(autouse=True)
def quick(own_database, monkeypatch):
    monkeypatch.setattr(board, "LOOKS_EVERY", 0.02)
    monkeypatch.setattr(board, "BEATS_EVERY", 60.0)


class Reader:
    """An account with a session, and whatever it is sent."""

    def __init__(self, role="physician"):
        self.user, self.session = alone(lambda: self.sign_in(role))

    def sign_in(self, role):
        user, client = UserFactory(role=role), Client()
        client.force_login(user)
        return user, client.session.session_key


class Connection:
    def __init__(self, application, reader, query="", *, headers=(), takes=0):
        self.sent: asyncio.Queue = asyncio.Queue(takes)
        self.inbox: asyncio.Queue = asyncio.Queue()
        self.inbox.put_nowait({"type": "http.request", "body": b"", "more_body": False})
        cookie = f"sessionid={reader.session}".encode()
        scope = {
            "type": "http", "method": "GET", "path": "/events/", "raw_path": b"/events/", "query_string": query.encode(),
            "headers": [(b"host", b"testserver"), (b"cookie", cookie), *headers],
            "server": ("testserver", 80), "client": ("127.0.0.1", 1), "scheme": "http", "http_version": "1.1",
        }  # fmt: skip
        self.task = asyncio.ensure_future(application(scope, self.inbox.get, self.sent.put))

    async def next(self):
        return await asyncio.wait_for(self.sent.get(), SOON)

    async def head(self):
        message = await self.next()
        return message["status"], dict(message["headers"])

    async def event(self):
        """Return the next event as (name, data, id); heartbeats and the opening are passed over."""
        while True:
            message = await self.next()
            body = message.get("body", b"")
            if not message.get("more_body"):
                return None
            lines = dict(line.split(": ", 1) for line in body.decode().splitlines() if ": " in line[1:])
            if "event" in lines:
                return lines["event"], json.loads(lines["data"]), int(lines["id"])

    async def silence(self, seconds=0.3):
        await asyncio.sleep(seconds)
        return self.sent.empty()

    def leave(self):
        self.inbox.put_nowait({"type": "http.disconnect"})


@pytest.fixture
def run():
    """Run a test's coroutine in an event loop, with the application and its board."""

    def run(scenario):
        async def whole():
            the_board = Board()
            application = with_streams(get_asgi_application(), the_board)
            open_ones = []

            @asynccontextmanager
            async def listening(*args, **options):
                connected = Connection(application, *args, **options)
                open_ones.append(connected)
                yield connected

            try:
                await scenario(listening, the_board)
            finally:
                for one in open_ones:
                    one.leave()
                await asyncio.wait_for(asyncio.gather(*(one.task for one in open_ones)), SOON)
            assert not the_board.streams, "a reader who left holds no place"
            if the_board.task:
                await asyncio.wait_for(the_board.task, SOON)
            the_board.thread.shutdown()

        asyncio.run(whole())

    return run


def do(job):
    """Change something as another process would."""
    return asyncio.to_thread(alone, job)


def news_for(reader, sample):
    tell(users=[reader.user], kind=Kind.OWN_CASES, subject=sample.about, happened="news", now=timezone.now())


def changed(sample):
    pulse(subject=sample.about, users=(), now=timezone.now())


def test_a_stream_begins_with_what_is_unread_and_goes_on_with_every_change(run, samples):
    reader = Reader()
    sample = samples.make(reader.user)

    async def scenario(listening, _):
        async with listening(reader) as stream:
            status, headers = await stream.head()
            assert status == 200
            assert headers[b"Content-Type"] == b"text/event-stream"
            assert headers[b"Cache-Control"] == b"no-store"
            assert headers[b"X-Accel-Buffering"] == b"no"
            assert b"Content-Length" not in headers
            assert (await stream.next())["body"] == b"retry: 3000\n\n"
            assert (await stream.event())[:2] == ("unread", {"unread": 0, "is_more": False})
            await do(lambda: news_for(reader, sample))
            assert (await stream.event())[:2] == ("unread", {"unread": 1, "is_more": False})
            await do(lambda: read_all(by=reader.user, now=timezone.now()))
            assert (await stream.event())[:2] == ("unread", {"unread": 0, "is_more": False})

    run(scenario)


def test_a_subject_is_heard_of_by_who_listens_to_it_and_by_nobody_else(run, samples):
    reader = Reader()
    sample = samples.make(reader.user)

    async def scenario(listening, _):
        async with listening(reader, f"subject=sample:{sample.key}") as about, listening(reader) as own:
            for stream in (about, own):
                await stream.head()
                await stream.event()
            await do(lambda: changed(sample))
            assert (await about.event())[:2] == ("changed", {"subject": f"sample:{sample.key}"})
            assert await own.silence()

    run(scenario)


def test_another_ones_news_is_not_heard(run, samples):
    reader, other = Reader(), Reader()
    sample = samples.make(reader.user, other.user)

    async def scenario(listening, _):
        async with listening(reader) as stream:
            await stream.head()
            await stream.event()
            await do(lambda: news_for(other, sample))
            assert await stream.silence()

    run(scenario)


def test_a_subject_that_may_not_be_read_is_not_there(run, samples):
    reader = Reader()
    sample = samples.make()

    async def scenario(listening, _):
        async with listening(reader, f"subject=sample:{sample.key}") as stream:
            assert (await stream.head())[0] == 404

    run(scenario)


ENDINGS = {
    "closed to the reader": lambda reader, sample: sample.readers.clear() or changed(sample),
    "withdrawn": lambda reader, sample: sample.readers.clear() or withdraw(sample.about),
    "reader suspended": lambda reader, sample: User.objects.update(is_active=False) and changed(sample),
    "session ended": lambda reader, sample: Session.objects.all().delete() and changed(sample),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_whoever_may_not_read_any_more_hears_no_further_word(run, samples, ending):
    """Asked before each delivery: the change that comes with the end is not told."""
    reader = Reader()
    sample = samples.make(reader.user)

    async def scenario(listening, _):
        async with listening(reader, f"subject=sample:{sample.key}") as stream:
            await stream.head()
            await stream.event()
            await do(lambda: ENDINGS[ending](reader, sample))
            assert await stream.event() is None

    run(scenario)


@pytest.mark.parametrize("ending", ["role", "session", "subject"])
def test_what_ends_without_a_change_ends_the_stream_with_the_next_heartbeat(run, samples, monkeypatch, ending):
    monkeypatch.setattr(board, "BEATS_EVERY", 0.2)
    reader = Reader()
    sample = samples.make(reader.user)

    def end():
        if ending == "role":
            User.objects.filter(pk=reader.user.pk).update(verified_until=timezone.now() - timedelta(days=1))
        elif ending == "session":
            Session.objects.all().delete()
        else:
            sample.readers.clear()

    async def scenario(listening, _):
        async with listening(reader, f"subject=sample:{sample.key}") as stream:
            await stream.head()
            await stream.event()
            assert (await stream.next())["body"] == HEARTBEAT
            await do(end)
            assert await stream.event() is None

    run(scenario)


def test_the_heartbeat_comes_at_least_every_fifteen_seconds():
    assert BEATS_EVERY + 2 * LOOKS_EVERY < 15


def test_whoever_was_cut_off_hears_once_what_was_missed(run, samples):
    reader = Reader()
    sample, other = samples.make(reader.user), samples.make(reader.user)
    asked = f"subject=sample:{sample.key}"

    async def scenario(listening, _):
        await do(lambda: changed(other))
        async with listening(reader, asked) as stream:
            await stream.head()
            *_, place = await stream.event()
            stream.leave()
        again = [(b"last-event-id", str(place).encode())]
        async with listening(reader, asked, headers=again) as stream:
            await stream.head()
            assert (await stream.event())[0] == "unread"
            assert await stream.silence(), "nothing was missed"
            stream.leave()
        for _ in range(2):
            await do(lambda: changed(sample))
        async with listening(reader, asked, headers=again) as stream:
            await stream.head()
            assert (await stream.event())[0] == "unread"
            assert (await stream.event())[0] == "changed"
            assert await stream.silence()

    run(scenario)


def test_whoever_was_cut_off_for_longer_than_pulses_are_kept_is_told_to_look(run, samples):
    reader = Reader()
    sample = samples.make(reader.user)

    async def scenario(listening, _):
        async with listening(reader, f"subject=sample:{sample.key}&after=3") as stream:
            await stream.head()
            assert [(await stream.event())[0] for _ in range(2)] == ["unread", "changed"]

    run(scenario)


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


def test_a_change_is_heard_though_its_number_becomes_visible_after_a_later_one(run, samples):
    """Two transactions, the second of which commits first. Only PostgreSQL lets two write at a time."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one transaction write at a time: numbers become visible in order")
    reader = Reader()
    slow, quick = samples.make(reader.user), samples.make(reader.user)

    async def scenario(listening, _):
        begun, go_on = asyncio.Event(), asyncio.Event()
        loop = asyncio.get_running_loop()

        def late():
            with transaction.atomic():
                changed(slow)
                loop.call_soon_threadsafe(begun.set)
                asyncio.run_coroutine_threadsafe(go_on.wait(), loop).result(SOON)

        async with (
            listening(reader, f"subject=sample:{slow.key}") as first,
            listening(reader, f"subject=sample:{quick.key}") as second,
        ):
            for stream in (first, second):
                await stream.head()
                await stream.event()
            writing = asyncio.ensure_future(do(late))
            await begun.wait()
            await do(lambda: changed(quick))
            assert (await second.event())[0] == "changed"
            assert await first.silence()
            go_on.set()
            await writing
            assert (await first.event())[0] == "changed"

    run(scenario)
    numbers = alone(lambda: list(Pulse.objects.order_by("pk").values_list("subject", flat=True)))
    assert numbers == [slow.key, quick.key], "the late one has the smaller number"
