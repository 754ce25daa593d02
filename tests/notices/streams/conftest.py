import asyncio
from contextlib import asynccontextmanager

import pytest
from django.core.asgi import get_asgi_application

from notices.streams import board
from notices.streams.board import Board
from notices.streams.serving import with_streams
from tests.notices.streams.listening import SOON, Connection


@pytest.fixture
def quick(own_database, monkeypatch):
    monkeypatch.setattr(board, "LOOKS_EVERY", 0.02)
    monkeypatch.setattr(board, "BEATS_EVERY", 60.0)


@pytest.fixture
def run(quick):
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
