"""Streams where one process answers with threads: `make run` and nothing else, because each holds a thread."""

import asyncio
from collections.abc import Iterator
from functools import cache
from threading import Thread

from notices.streams.asking import Asked
from notices.streams.board import Board, Stream


class Loop:
    """An event loop in a thread of its own, with a board."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.board = Board(gives_way=True)
        self.thread = Thread(target=self.loop.run_forever, name="events", daemon=True)
        self.thread.start()

    def join(self, asked: Asked) -> Stream:
        """Open a stream; raises Full."""

        async def joined() -> Stream:
            return self.board.join(asked)

        return asyncio.run_coroutine_threadsafe(joined(), self.loop).result()

    def messages(self, stream: Stream) -> Iterator[bytes]:
        try:
            while (message := asyncio.run_coroutine_threadsafe(stream.waiting.get(), self.loop).result()) is not None:
                yield message
        finally:
            self.loop.call_soon_threadsafe(self.board.leave, stream)


@cache
def the_loop() -> Loop:
    return Loop()
