"""The ASGI side: Django admits as with any request, and gives back thread and connection; then the stream goes on alone.

Were the stream Django's own answer, each would hold a thread and a database connection until its reader leaves.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.urls import reverse

from notices.streams.asking import Asked
from notices.streams.board import Board, Full

ADMITTED = "hub.admitted"  # in the scope of a request: where the view puts what it lets in
TOO_MANY = b"You have this open too often, or too many read at the same time. Close another window, then load the page again.\n"
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
Messages: TypeAlias = "asyncio.Queue[Any]"
Gone: TypeAlias = "asyncio.Future[Any]"  # done when the caller has left
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Call:
    """One request, as ASGI hands it over."""

    scope: Scope
    receive: Receive
    send: Send


def with_streams(django: Application, board: Board | None = None) -> Application:
    """Return an application that serves what `django` serves, and the streams that its view of `/events/` admits."""
    board = board or Board()

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        call = Call(scope, receive, send)
        if scope["type"] == "lifespan":
            await live(board, call)
        elif scope["type"] == "http":
            await answer(django, board, call)

    return application


async def live(board: Board, call: Call) -> None:
    """Bound the threads in which Django draws pages of exceptions, and end what is open when the server stops.

    Each of those threads keeps a database connection for good, and the pool has few.
    """
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(2, "exceptions"))
    while (await call.receive())["type"] == "lifespan.startup":
        await call.send({"type": "lifespan.startup.complete"})
    board.end_all()
    await call.send({"type": "lifespan.shutdown.complete"})


async def answer(django: Application, board: Board, call: Call) -> None:
    if call.scope["path"] != reverse("events"):
        await django(call.scope, call.receive, call.send)
        return
    messages: Messages = asyncio.Queue(1)
    gone = asyncio.create_task(hear(call.receive, messages))
    try:
        await admit(django, board, Call(call.scope, messages.get, call.send), gone)
    finally:
        gone.cancel()


async def hear(receive: Receive, messages: Messages) -> None:
    """Pass on what the caller sends until it leaves. gunicorn takes a wait that Django cancels for the caller's leaving."""
    while True:
        message = await receive()
        await messages.put(message)
        if message["type"] == "http.disconnect":
            return


async def admit(django: Application, board: Board, call: Call, gone: Gone) -> None:
    """Let Django answer; if it lets the caller in, stream in the place of its empty answer."""
    admitted: list[Asked] = []
    heads: list[Any] = []

    async def hold_back(message: Any) -> None:
        if not admitted:
            await call.send(message)
        elif message["type"] == "http.response.start":
            heads.append(message)

    await django({**call.scope, ADMITTED: admitted}, call.receive, hold_back)
    if admitted and heads and not gone.done():
        await stream(board, admitted[0], heads[0], gone, call.send)


async def stream(board: Board, asked: Asked, head: Any, gone: Gone, send: Send) -> None:  # noqa: PLR0917  an ASGI application's three, and two
    """Send the head that Django made, then the events until one side ends."""
    try:
        opened = board.join(asked)
    except Full:
        refusal = [*without(head, b"content-type"), (b"Content-Type", b"text/plain"), (b"Retry-After", b"30")]
        await send({**head, "status": 429, "headers": refusal})
        await send({"type": "http.response.body", "body": TOO_MANY})
        return
    try:
        await send({**head, "headers": without(head)})
        while (message := await first(opened.waiting.get(), gone)) is not None:
            await send({"type": "http.response.body", "body": message, "more_body": True})
    finally:
        board.leave(opened)
    await send({"type": "http.response.body", "body": b""})


def without(head: Any, *names: bytes) -> list[tuple[bytes, bytes]]:
    """Return the headers of an answer without those, and without the length of the empty one."""
    return [(name, value) for name, value in head["headers"] if name.lower() not in (b"content-length", *names)]


async def first(message: Coroutine[Any, Any, bytes | None], gone: Gone) -> bytes | None:
    """Return the next message, None if the reader leaves before it comes."""
    waiting: asyncio.Future[Any] = asyncio.ensure_future(message)
    await asyncio.wait({waiting, gone}, return_when=asyncio.FIRST_COMPLETED)
    if waiting.done():
        return waiting.result()
    waiting.cancel()
    return None
