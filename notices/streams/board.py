"""The streams that are open in this process, and the one look at the database that serves them all."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import Any

from django.db import DatabaseError

from notices.streams import asking, wire
from notices.streams.asking import Answer, Asked, Row
from notices.streams.window import Window

LOOKS_EVERY = 0.4  # seconds between two looks at what is new
BEATS_EVERY = 12.0  # seconds between two looks at who may stay, with a sign of life: proxies close what is silent
HOLDS = 20  # messages that wait for a slow reader; with one more the stream ends
STREAMS_MOST, STREAMS_OF_ONE = 2000, 5

logger = logging.getLogger(__name__)


class Full(Exception):
    """This process, or this account, has as many streams as it may."""


class Stream:
    """What waits for one reader."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.is_new = True  # has been told nothing yet
        self.waiting: asyncio.Queue[bytes | None] = asyncio.Queue(HOLDS)
        self.waiting.put_nowait(wire.OPENING)

    def put(self, message: bytes) -> bool:
        """Return False if too much waits already."""
        if self.waiting.full():
            return False
        self.waiting.put_nowait(message)
        return True

    def end(self) -> None:
        """Let the reader see the end, in the place of what waits if there is no other."""
        while self.waiting.full():
            self.waiting.get_nowait()
        self.waiting.put_nowait(None)


class Board:
    """Opens, serves and ends streams. Lives in one event loop; the database is asked in one thread beside it."""

    def __init__(self, *, gives_way: bool = False) -> None:
        """With `gives_way` one stream too many of an account ends its oldest: who serves it does not see a reader leave."""
        self.streams: dict[Stream, None] = {}  # the oldest first
        self.gives_way = gives_way
        self.window = Window()
        self.task: asyncio.Task[None] | None = None
        self.thread = ThreadPoolExecutor(1, "pulses")

    def join(self, asked: Asked) -> Stream:
        """Open a stream, to be read from `waiting` until there is None. Raises Full; the caller calls `leave` at the end."""
        of_one = [stream for stream in self.streams if stream.asked.by.user_id == asked.by.user_id]
        if self.gives_way and len(of_one) >= STREAMS_OF_ONE:
            self.end([of_one.pop(0)])
        if len(self.streams) >= STREAMS_MOST or len(of_one) >= STREAMS_OF_ONE:
            raise Full
        stream = Stream(asked)
        self.streams[stream] = None
        if self.task is None or self.task.done():
            self.task = asyncio.get_running_loop().create_task(self.serve())
        return stream

    def leave(self, stream: Stream) -> None:
        self.streams.pop(stream, None)

    def end_all(self) -> None:
        self.end(list(self.streams))

    def end(self, streams: Iterable[Stream]) -> None:
        for stream in streams:
            self.leave(stream)
            stream.end()

    async def serve(self) -> None:
        """Serve as long as anybody listens. After an error of ours all streams end: browsers come back to a new beginning."""
        try:
            await self.go_on()
        except Exception:
            logger.exception("The event stream ended")
            self.end_all()

    async def go_on(self) -> None:
        """Look for what is new, again and again. A database that is away ends nothing; it is asked again."""
        self.window = Window()
        started, beaten = False, monotonic()
        while self.streams:
            try:
                if not started:
                    self.window.start(await self.ask(asking.newest_pulses), monotonic())
                    started = True
                await self.look()
                if monotonic() - beaten >= BEATS_EVERY:
                    beaten = monotonic()
                    await self.beat()
            except DatabaseError as error:
                logger.warning("The event stream cannot ask the database: %s", type(error).__name__)
            await asyncio.sleep(LOOKS_EVERY)

    async def look(self) -> None:
        """Read the pulses that are new and tell whom they concern; what one reader gets is one message of each kind."""
        rows = await self.ask(asking.pulses_since, self.window.newest, list(self.window.gaps))
        new = self.window.take((row[0] for row in rows), monotonic())
        news = News(row for row in rows if row[0] in new)
        due = [stream for stream in self.streams if stream.is_new or news.concern(stream)]
        if not due:
            return
        answers = await self.ask(asking.answers, [stream.asked for stream in due])
        for stream in due:
            self.tell(stream, news, answers.get(stream.asked))

    def tell(self, stream: Stream, news: "News", answer: Answer | None) -> None:
        if answer is None:
            self.end([stream])
            return
        place, ok = self.window.settled, True
        if stream.is_new or news.is_own(stream):
            ok = stream.put(
                wire.event("unread", {"unread": answer.unread.number, "is_more": answer.unread.is_more}, place)
            )
        if stream.asked.subject and (news.is_about(stream) or (stream.is_new and answer.missed)):
            kind, subject = stream.asked.subject
            ok = stream.put(wire.event("changed", {"subject": f"{kind}:{subject}"}, place)) and ok
        stream.is_new = False
        if not ok:
            self.end([stream])

    async def beat(self) -> None:
        """End the streams of who may not stay, and show the others that the stream lives."""
        streams = list(self.streams)
        stay = await self.ask(asking.welcome, [stream.asked for stream in streams])
        self.end([stream for stream in streams if stream.asked not in stay or not stream.put(wire.HEARTBEAT)])

    async def ask(self, question: Callable[..., Any], *arguments: Any) -> Any:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.thread, asking.with_fresh_connection, question, *arguments)


class News:
    """What one look found, by account and by subject."""

    def __init__(self, rows: Iterable[Row]) -> None:
        rows = list(rows)
        self.users = {user for _, _, _, user in rows if user}
        self.subjects = {(kind, subject) for _, kind, subject, _ in rows if subject}

    def is_own(self, stream: Stream) -> bool:
        return stream.asked.by.user_id in self.users

    def is_about(self, stream: Stream) -> bool:
        return stream.asked.subject in self.subjects

    def concern(self, stream: Stream) -> bool:
        return self.is_own(stream) or self.is_about(stream)
