"""Whole streams, from the request to the last byte: the real application on a database of its own, without a socket."""

import asyncio
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from notices.actions import read_all, withdraw
from notices.models import Pulse
from notices.streams import board
from notices.streams.wire import HEARTBEAT
from tests.notices.streams.listening import SOON, Reader, changed, do, news_for
from tests.threads import alone

pytestmark = pytest.mark.usefixtures("quick")
BEATS_EVERY, LOOKS_EVERY = board.BEATS_EVERY, board.LOOKS_EVERY


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
